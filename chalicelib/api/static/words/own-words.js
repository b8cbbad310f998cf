// The reader's own stop words: words to leave out, and stop words to count after all, as chips that can be
// taken back. They stand in the link; in the browser only if the reader wants it.

import { button, h, keepFocus, newId, stranger } from "../ui/dom.js";
import { folded } from "../ui/format.js";
import { announce } from "../ui/stage.js";
import { drop, load, save } from "../service/storage.js";

const NAME = "own-words";
export const MOST = 200; // words that the service takes
const LONGEST = 500; // characters of a word
const CONTROLS = /\p{Cc}/u;

/** @typedef {{without: string[], keep: string[]}} Own */

export class OwnWords {
  /** @type {Own} */
  #own = { without: [], keep: [] };

  /** @param {(own: Own) => void} onchange told what the reader wants from now on */
  constructor(onchange) {
    this.onchange = onchange;
    this.chips = h("div", { class: "own-chips" });
    this.remember = h("input", { type: "checkbox", checked: kept() !== null, onchange: () => this.#keep() });
    this.summary = h("summary", {}, "Own stop words");
    this.element = h(
      "div",
      { class: "own" },
      h(
        "details",
        {},
        this.summary,
        this.#form(),
        h("label", { class: "check" }, this.remember, " Remember them in this browser"),
      ),
      this.chips,
    );
  }

  /**
   * Show the words that an address names; it may name more than the service takes.
   * @param {Own} own
   */
  show(own) {
    const without = own.without.slice(0, MOST);
    const keep = own.keep.slice(0, MOST);
    this.#own = { without, keep };
    this.chips.replaceChildren(
      cut(own.without, "left out"),
      cut(own.keep, "counted after all"),
      this.#list("Left out:", "without", without),
      this.#list("Counted after all:", "keep", keep),
    );
  }

  /**
   * Leave a word out from now on.
   * @param {string} word
   */
  leaveOut(word) {
    this.#add([word], "without");
  }

  /**
   * @param {string[]} words
   * @param {"without" | "keep"} where
   */
  #add(words, where) {
    const other = where === "keep" ? "without" : "keep";
    const own = { ...this.#own };
    own[where] = [...new Set([...own[where], ...words])];
    own[other] = own[other].filter((word) => !words.includes(word));
    if (own[where].length > MOST) return announce(`Up to ${MOST} words can be named.`);
    announce(`${words.join(", ")}: ${where === "keep" ? "counted after all" : "left out"}.`);
    return this.#change(own);
  }

  /** @param {Own} own */
  #change(own) {
    this.show(own);
    this.#keep();
    this.onchange(own);
  }

  #keep() {
    if (this.remember.checked) save(NAME, this.#own);
    else drop(NAME);
  }

  /**
   * @param {string} label
   * @param {"without" | "keep"} where
   * @param {string[]} words
   */
  #list(label, where, words) {
    if (!words.length) return "";
    const items = words.map((word) => {
      const take = button("×", () => this.#takeBack([word], where), "chip", {
        "aria-label": `Take back ${word}`,
      });
      return h("li", {}, stranger(word), take);
    });
    const all = button("Take all back", () => this.#takeBack(words, where), "plain");
    return h(
      "div",
      { class: "own-list" },
      h("span", { class: "quiet-text" }, label),
      h("ul", { class: "chips" }, items),
      words.length > 1 && all,
    );
  }

  /**
   * @param {string[]} words
   * @param {"without" | "keep"} where
   */
  #takeBack(words, where) {
    const change = () =>
      this.#change({ ...this.#own, [where]: this.#own[where].filter((one) => !words.includes(one)) });
    keepFocus(this.chips, change, () => this.chips.querySelector("button") ?? this.summary);
    announce(`${words.join(", ")}: taken back.`);
  }

  #form() {
    const id = newId("own");
    const input = h("input", { id, maxlength: 1000, spellcheck: "false", autocomplete: "off" });
    /** @param {"without" | "keep"} where */
    const add = (where) => {
      const words = named(input.value);
      input.value = "";
      if (words.length) this.#add(words, where);
    };
    /** @param {Event} event */
    const onsubmit = (event) => {
      event.preventDefault();
      add("without");
    };
    return h(
      "form",
      { class: "row", onsubmit },
      h("label", { for: id, class: "unseen" }, "A word of your own"),
      input,
      h("button", { class: "quiet" }, "Leave out"),
      button("Count after all", () => add("keep"), "quiet"),
    );
  }
}

/**
 * A sentence about words that are too many.
 * @param {string[]} words
 * @param {string} what is done with them
 */
const cut = ({ length }, what) =>
  length > MOST
    ? h(
        "p",
        { class: "trouble" },
        `The link names ${length} words to be ${what}; the first ${MOST} of them are.`,
      )
    : "";

/** The words that this browser remembers, or null. */
export function kept() {
  const found = load(NAME, null);
  /** @param {unknown} words */
  const texts = (words) =>
    Array.isArray(words) ? words.filter((word) => typeof word === "string").slice(0, MOST) : [];
  return found && typeof found === "object"
    ? { without: texts(found.without), keep: texts(found.keep) }
    : null;
}

/**
 * The words that an option of a link names, or that somebody has typed, however many they are.
 * @param {string} option
 */
export const named = (option) => [
  ...new Set(
    folded(option)
      .split(/[\s,]+/)
      .filter((word) => word && word.length <= LONGEST && !CONTROLS.test(word)), // others no page has
  ),
];
