// The form that takes addresses: one, or several with one a line.

import { Problem, submit } from "./api.js";
import { isAddress } from "./addresses.js";
import { h, isIdle, part, setIdle } from "./dom.js";
import { inWords } from "./failures.js";
import { clipped } from "./format.js";
import { remember } from "./recent.js";
import { go, link } from "./router.js";
import { announce, showFailure, takeFocus } from "./stage.js";

const MOST = 100; // addresses
const SHOWN = 80; // characters of what was typed
const form = part("ask", HTMLFormElement);
const field = part("urls", HTMLTextAreaElement);
const several = part("several", HTMLButtonElement);
const errors = part("errors", HTMLElement);
const sending = part("send", HTMLButtonElement);
const moving = part("sending", HTMLElement);

let leave = () => {};

/**
 * Let the form work; `onfailure` is called before a failure to send takes the view's place.
 * @param {{onfailure: () => void}} how
 */
export function startForm({ onfailure }) {
  leave = onfailure;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = addresses();
    const texts = typed.filter((line) => !isAddress(line));
    if (texts.length) return complain(texts.map(noAddress));
    return send(typed);
  });
  several.addEventListener("click", () => {
    setSeveral(!isSeveral());
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (isSeveral() && !event.ctrlKey && !event.metaKey)) {
      return;
    }
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener("input", () => {
    if (field.value.trim().includes("\n")) setSeveral(true);
    if (!errors.hidden) complain([]);
  });
}

/** Empty the form, and let it take one address again. */
export function resetForm() {
  field.value = "";
  setSeveral(false);
  complain([]);
}

/**
 * Put an address into the form, to be changed.
 * @param {string} url
 */
export function changeAddress(url) {
  resetForm();
  field.value = url;
  field.focus();
}

/**
 * Have pages counted, and go to where their results will be.
 * @param {string[]} urls
 */
export async function send(urls) {
  if (isIdle(sending)) return; // twice pressed is once meant
  if (!urls.length) return complain(["Type the address of a page."]);
  if (urls.length > MOST) {
    return complain([`These are ${urls.length} addresses; up to ${MOST} can be sent at once.`]);
  }
  complain([]);
  setSending(true);
  const here = location.href;
  announce(urls.length === 1 ? "Sending the page." : `Sending ${urls.length} pages.`);
  try {
    const { jobs, collection } = await submit(urls);
    remember(jobs);
    if (location.href !== here) return; // the reader went elsewhere meanwhile, and finds it under Recent pages
    resetForm();
    go(collection ? link("collection", collection) : link("job", jobs[0].id));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.slug === "invalid-input") return complain(eachAddress(problem, urls));
    leave();
    takeFocus();
    showFailure(problem, { onretry: () => send(urls) });
  } finally {
    setSending(false);
  }
}

/** @param {boolean} on */
function setSending(on) {
  setIdle(sending, on);
  sending.textContent = on ? "Sending …" : "Count";
  moving.hidden = !on;
}

function addresses() {
  return field.value
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/**
 * @param {string} line
 * @returns {import("./dom.js").Content}
 */
const noAddress = (line) => [
  "This is a text, and not the address of a page: ",
  h("bdi", {}, clipped(line, SHOWN)),
];

/**
 * What is wrong with each address that was refused.
 * @param {Problem} problem
 * @param {string[]} urls
 * @returns {import("./dom.js").Content[]}
 */
function eachAddress(problem, urls) {
  const { title } = inWords(problem);
  return problem.errors.map(({ pointer = "", detail }) => {
    const place = /^#\/urls\/(\d+)$/.exec(pointer);
    return place
      ? [h("bdi", {}, clipped(urls[Number(place[1])], SHOWN)), `: ${detail}.`]
      : `${title}: ${detail}.`;
  });
}

const isSeveral = () => several.getAttribute("aria-pressed") === "true";

/** @param {boolean} on */
function setSeveral(on) {
  several.setAttribute("aria-pressed", String(on));
  field.rows = on ? 5 : 1;
  field.classList.toggle("several", on);
}

/** @param {import("./dom.js").Content[]} sentences */
function complain(sentences) {
  errors.replaceChildren(...sentences.map((sentence) => h("li", {}, sentence)));
  errors.hidden = !sentences.length;
  if (!sentences.length) return field.removeAttribute("aria-invalid");
  field.setAttribute("aria-invalid", "true");
  announce(errors.textContent ?? "");
  field.focus();
}
