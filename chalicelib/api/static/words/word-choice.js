// Which words a table has: those of the main text or of the whole page, with or without stop words, the forms of a word
// as one, and the reader's own stop words. The same choice for a page, for several beside one another, and for a sum.

import { kept, MOST, named, OwnWords } from "./own-words.js";
import { h, segments } from "../ui/dom.js";
import { number, plural } from "../ui/format.js";

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
 * What files say of the words that they hold, as the API names it.
 * @param {Choice} choice
 */
export const listedOf = ({ stop, families, ...others }) => ({
  ...others,
  stop_words: stop ? "include" : "exclude",
  families: families ? "on" : "off",
});

/**
 * How many words a table shows, and why these are not all that there are.
 * @param {number} count of its lines
 * @param {import("../service/words.js").Totals} totals
 * @param {object} [others]
 * @param {number} [others.different] words that there are, with those that are not among the totals
 * @param {number} [others.shown]
 * @param {(string | false)[]} [others.reasons] beside stop words and words that the reader leaves out
 * @param {[string, string]} [others.noun]
 */
export function shownOf(
  count,
  { different, shown, stop_words: stop, without },
  { different: all = different, shown: loaded = shown, reasons = [], noun = ["word", "words"] } = {},
) {
  const why = [...hidden(stop, without), ...reasons].filter(Boolean);
  if (!why.length && loaded === count) return plural(count, ...noun);
  const lines = loaded > count ? ` as ${plural(count, "line")}` : "";
  return `${plural(all, "different word")}, ${number(loaded)} shown${lines}${why.length ? `: ${why.join(", ")}` : ""}`;
}

/**
 * @param {number} stop
 * @param {number} without
 */
const hidden = (stop, without) => [
  stop > 0 && `${number(stop)} ${stop === 1 ? "is a stop word" : "are stop words"}`,
  without > 0 && `${plural(without, "word")} left out`,
];

/**
 * What a file's name says of the words that are in it.
 * @param {Choice} choice
 * @param {string | false} [list] which words of the text
 */
export const fileParts = ({ text, stop, families, without, keep }, list = false) => [
  text === "main" && "main-text",
  list,
  stop && "with-stop-words",
  families && "families",
  without.length + keep.length > 0 && "own-stop-words",
];

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

/**
 * The forms that a line stands for, in words: "packages 3, package 2".
 * @param {import("../service/words.js").Form[] | undefined} members
 */
export const forms = (members = []) =>
  members.length > 1 ? members.map(({ spelling, count }) => `${spelling} ${count}`).join(", ") : "";
