// The key that some services ask for with every call: where it is kept, and the box that asks for it.

import { h } from "../ui/dom.js";
import { drop, load, save } from "./storage.js";

const NAME = "key";

/** The key to send, or null. */
export const storedKey = () => load(NAME, null);

/** Forget the key. */
export const forgetKey = () => drop(NAME);

/**
 * The box that asks for a key and calls `onkey` once there is one.
 * @param {() => void} onkey
 */
export function keyBox(onkey) {
  const refused = storedKey() !== null;
  const input = h("input", {
    id: "key",
    type: "password",
    autocomplete: "off",
    spellcheck: "false",
    required: true,
    "aria-describedby": "key-note",
    "aria-invalid": refused && "true",
  });
  const keep = h("input", { type: "checkbox" });
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    if (!input.value.trim()) return;
    save(NAME, input.value.trim(), { tabOnly: !keep.checked });
    onkey();
  };
  return h(
    "form",
    { class: "notice key", onsubmit: submit },
    h(
      "h1",
      { tabindex: "-1" },
      refused ? "The service does not accept this key" : "This service asks for a key",
    ),
    h(
      "p",
      { id: "key-note" },
      "Whoever runs this service hands out its API keys. The key is sent to this service only. ",
      "If the service asks for signed requests (IAM) instead, no key opens it: call it from a program.",
    ),
    h("div", { class: "field" }, h("label", { for: "key" }, "API key"), input),
    h("p", {}, h("label", { class: "check" }, keep, " Keep it in this browser")),
    h("p", { class: "actions" }, h("button", { class: "primary" }, "Continue")),
  );
}
