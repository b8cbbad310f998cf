// Which words a table has: those of the main text or of the whole page, with or without stop words, the forms of a word
// as one, and the reader's own stop words. The same choice for a page, for several beside one another, and for a sum.

import { listedOf } from "./captions.js";
import { kept, MOST, named, OwnWords } from "./own-words.js";
import { h, segments } from "../ui/dom.js";

/** @typedef {import("../service/words.js").Choice} Choice */
/** @typedef {import("../ui/options.js").Options} Options */

/** The options of a view that the choice has; `text` is what the view takes first where it is empty. */
export const USUAL = { text: "", stop: "", families: "", without: "", keep: "" };

export class WordChoice {
  /**
   * @param {Options} options of the view
   * @param {object} plan
   * @param {(changes: {[option: string]: string}) => void} plan.onchange told which options the reader wants otherwise
   * @param {import("../service/words.js").Text | null} [plan.text] which text comes first, or null if there is but one
   * @param {string} [plan.remark] about stop words
   */
  constructor(options, { onchange, text = null, remark = "" }) {
    this.options = options;
    this.first = text;
    this.texts = segments(
      "Which text",
      [
        [text === "page" ? "main" : "", "Main text"],
        [text === "page" ? "" : "page", "Whole page"],
      ],
      "",
      (chosen) => onchange({ text: chosen, page: options.usual.page }),
    );
    this.stop = this.#box("stop", "include", onchange);
    this.families = this.#box("families", "on", onchange);
    this.own = new OwnWords(({ without, keep }) =>
      onchange({ without: without.join(","), keep: keep.join(",") }),
    );
    this.elements = [
      text && this.texts.element,
      h("label", { class: "check" }, this.stop, ` Include stop words${remark}`),
      h(
        "label",
        { class: "check", title: "package and packages, say, as one line" },
        this.families,
        " Forms of a word as one",
      ),
    ];
  }

  /**
   * @param {string} option
   * @param {string} on its value where the box is ticked
   * @param {(changes: {[option: string]: string}) => void} onchange
   */
  #box(option, on, onchange) {
    const box = h("input", {
      type: "checkbox",
      onchange: () => onchange({ [option]: box.checked ? on : "", page: this.options.usual.page }),
    });
    return box;
  }

  /** Take what the address says; where it names no words of the reader's own, those that this browser remembers. */
  read() {
    const where = this.options.read();
    const own = kept();
    if (own && !where.has("without") && !where.has("keep")) {
      this.options.change({ without: own.without.join(","), keep: own.keep.join(",") }, false);
    }
  }

  /** Show what is chosen. */
  show() {
    const { text, stop, families, without, keep } = this.options.values;
    this.texts.choose(text);
    this.stop.checked = stop === "include";
    this.families.checked = families === "on";
    this.own.show({ without: named(without), keep: named(keep) });
  }

  /** @returns {Choice} */
  get asked() {
    const { text, stop, families, without, keep } = this.options.values;
    return {
      stop: stop === "include",
      families: families === "on",
      without: named(without).slice(0, MOST),
      keep: named(keep).slice(0, MOST),
      text: this.#text(text),
    };
  }

  /**
   * @param {string} chosen
   * @returns {import("../service/words.js").Text}
   */
  #text(chosen) {
    if (this.first === "main") return chosen === "page" ? "page" : "main";
    return this.first && chosen === "main" ? "main" : "page";
  }

  /** What files say of it. */
  get listed() {
    return listedOf(this.asked);
  }
}

/**
 * The choice between shares and counts.
 * @param {(changes: {unit: string}) => void} onchange
 */
export const unitSegments = (onchange) =>
  segments(
    "Unit",
    [
      ["", "Share"],
      ["count", "Count"],
    ],
    "",
    (unit) => onchange({ unit }),
  );
