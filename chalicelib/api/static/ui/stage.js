// The place where views appear: putting one there, telling screen readers, moving the focus to its
// heading, and showing what went wrong.

import { button, h, part } from "./dom.js";
import { inWords } from "../service/failures.js";
import { clipped } from "./format.js";
import { keyBox } from "../service/key.js";

const place = part("stage", HTMLElement);
const claim = part("claim", HTMLElement); // the start has no other heading
const status = part("status", HTMLElement);
const TITLE = 80; // characters of the document's title
const WAIT = 250; // milliseconds before it is said that something is loading
/** @type {{scroll: number} | null} */
let focusing = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/**
 * Have screen readers say a sentence when they next pause.
 * @param {string} sentence
 */
export function announce(sentence) {
  status.textContent = sentence;
}

/**
 * From now on, views that appear take the focus (the first one after loading does not). They are scrolled to
 * their top, unless `scroll` says that the reader comes back to further down.
 */
export function takeFocus({ scroll = 0 } = {}) {
  focusing = { scroll };
}

/** A view is on its way: if it takes a moment, say so. */
export function expect() {
  clearTimeout(waiting);
  waiting = setTimeout(() => place.replaceChildren(h("p", { class: "loading" }, "Loading …")), WAIT);
}

/**
 * Put a view into its place; its `h1` gets the focus and names the document.
 * @param {...Node} nodes
 */
export function show(...nodes) {
  clearTimeout(waiting);
  place.replaceChildren(...nodes);
  for (const drawing of place.querySelectorAll(".drawing")) drawing.dispatchEvent(new Event("shown"));
  const heading = place.querySelector("h1");
  part("claim-box", HTMLElement).hidden = heading !== null;
  entitle();
  if (!focusing) return;
  const { scroll } = focusing;
  if (!scroll) scrollTo(0, 0);
  (heading ?? claim).focus({ preventScroll: scroll > 0 });
}

/** Have the document be called what the heading of its view says now. */
export function entitle() {
  const heading = place.querySelector("h1");
  document.title = heading ? `${clipped(heading.textContent ?? "", TITLE)} – Wordcount` : "Wordcount";
}

/**
 * Say that something went wrong, in its own words. `onretry` tries it again; `more` are further buttons.
 * @param {import("../service/http.js").Told & {slug?: string, wantsKey?: boolean}} problem
 * @param {{onretry: () => void, about?: Node | null, more?: Node[]}} how
 */
export function showFailure(problem, { onretry, about = null, more = [] }) {
  if (problem.wantsKey) {
    show(keyBox(onretry));
    announce("This service asks for an API key.");
    return;
  }
  const { title, detail, advice } = inWords(problem);
  show(
    h(
      "section",
      { class: "notice failure" },
      h("p", { class: "kind" }, about ? "Not counted" : "It did not work"),
      h("h1", { tabindex: "-1" }, title),
      about && h("p", { class: "about" }, about),
      detail &&
        h(
          "p",
          { class: "detail" },
          h("span", { class: "quiet-text" }, "The service says: "),
          h("bdi", {}, detail),
        ),
      advice.length > 0 && h("h2", {}, "What to try"),
      advice.length > 0 &&
        h(
          "ul",
          {},
          advice.map((hint) => h("li", {}, hint)),
        ),
      h("p", { class: "actions" }, button("Try again", onretry, "primary"), more),
    ),
  );
  announce(title);
}

/**
 * Note how long it was from the result to the drawn table, for who measures the page.
 * @param {string} name
 */
export function timed(name) {
  requestAnimationFrame(() => {
    if (performance.getEntriesByName("result").length && !performance.getEntriesByName(name).length) {
      performance.measure(name, "result");
    }
  });
}
