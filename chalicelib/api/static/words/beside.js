// The place beside a table of words: a drawing of them, or one word's contexts. The keyboard is led to the contexts and
// back to their word, also where the browser's own "back" and "forward" open and close them.

import { h, keepFocus } from "../ui/dom.js";

export class Beside {
  #word = "";

  /**
   * @param {object} parts
   * @param {string} parts.label
   * @param {HTMLElement} parts.drawing
   * @param {{element: HTMLElement, heading: HTMLElement}} parts.contexts
   * @param {import("../tables/table.js").Table<any>} parts.table
   */
  constructor({ label, drawing, contexts, table }) {
    this.drawing = drawing;
    this.contexts = contexts;
    this.table = table;
    this.element = h(
      "section",
      { class: "pane drawn", "aria-label": label, tabindex: "-1" },
      contexts.element,
      drawing,
    );
  }

  /**
   * Show a word's contexts, or the drawing where there is no word.
   * @param {string} word
   * @param {() => Promise<void>} fill shows or hides the contexts at once, and fills them
   */
  show(word, fill) {
    const left = this.#word;
    this.#word = word;
    let filled = Promise.resolve();
    const change = () => {
      this.drawing.hidden = word !== "";
      filled = fill();
    };
    keepFocus(this.element, change, () => (word ? this.contexts.heading : this.#wordOf(left)));
    return filled;
  }

  /** Lead the keyboard to the contexts. */
  enter() {
    const { heading } = this.contexts;
    heading.focus({ preventScroll: true });
    const { top, bottom } = heading.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) heading.scrollIntoView();
  }

  /**
   * Lead the keyboard from contexts back to their word.
   * @param {string} word
   */
  leave(word) {
    this.#wordOf(word).focus();
  }

  /**
   * A word in the table, or what finds it there.
   * @param {string} word
   * @returns {HTMLElement}
   */
  #wordOf(word) {
    const row = this.table.shownRow((one) => one.word === word);
    return row?.querySelector("a") ?? this.table.filter;
  }
}
