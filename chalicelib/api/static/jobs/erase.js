// Erasing a result for good, by who sent it: this browser keeps the key that came with the job.

import { erase } from "../service/jobs.js";
import { button, h, keepFocus } from "../ui/dom.js";
import { inWords } from "../service/failures.js";
import { Problem } from "../service/http.js";
import { forget, recentJob } from "./recent.js";
import { go } from "../ui/router.js";
import { announce } from "../ui/stage.js";

/**
 * The button that erases a job, once it is pressed a second time; none where this browser does not have the key.
 * @param {string} id
 * @returns {HTMLElement[]}
 */
export function eraseButton(id) {
  const key = recentJob(id)?.erase_key;
  if (!key) return [];
  const place = h("span", { class: "erase" });
  const trouble = h("span", { class: "trouble" });
  const first = button("Erase", () => ask(true), "small");
  const question = h("span", {}, "Erase it for everyone, for good? ");
  const sure = button("Yes, erase it", press, "small");
  const not = button("Keep it", () => ask(false), "small");
  place.append(first);
  return [place];

  /** @param {boolean} on */
  function ask(on) {
    trouble.textContent = "";
    const parts = on ? [question, sure, not, trouble] : [first];
    keepFocus(
      place,
      () => place.replaceChildren(...parts),
      () => (on ? not : first),
    );
    if (on) announce("Erase it for everyone, for good?");
  }

  async function press() {
    try {
      await erase(id, key ?? "");
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      trouble.textContent = `${inWords(problem).title}.`;
      announce(trouble.textContent);
      return;
    }
    forget(id);
    go("#");
    announce("Erased.");
  }
}
