// A word in line one below the other wherever it stands on a page (a concordance, "keyword in context"), in the page's
// order or sorted by what stands beside it.

import { allContexts, contexts as askContexts } from "../service/words.js";
import { button, h } from "../ui/dom.js";
import { number, plural } from "../ui/format.js";
import { isRightToLeft } from "../ui/letters.js";
import { announce } from "../ui/stage.js";

/** @typedef {import("../service/words.js").Context} Context */
/** @typedef {import("./word-panel.js").Wanted} Wanted */

export class Concordance {
  /** @type {Wanted | null} */
  #wanted = null;
  /** @type {Context[]} */
  #shown = [];
  /** @type {URL | null} */
  #next = null;
  #count = 0;
  file = "contexts";

  /**
   * @param {import("../service/jobs.js").Counted} job
   * @param {AbortSignal} signal
   */
  constructor(job, signal) {
    this.job = job;
    this.signal = signal;
    this.table = h("div");
    this.more = button("More", () => this.#extend(), "small");
    this.element = h(
      "div",
      { class: "lines", tabindex: "0", role: "region", "aria-label": "Lines" },
      this.table,
      this.more,
    );
  }

  /**
   * Ask for the places of a word; returns what puts them here, and says how many there are.
   * @param {Wanted} wanted
   */
  async load(wanted) {
    const { signal } = this;
    const found = await askContexts(this.job.id, wanted.word, wanted.near || "position", wanted.choice, {
      signal,
    });
    return () => {
      this.#wanted = wanted;
      return this.#put(found.items, found);
    };
  }

  async #extend() {
    const wanted = this.#wanted;
    if (!wanted) return;
    const before = this.#shown.length;
    const { signal } = this;
    const found = await askContexts(this.job.id, wanted.word, "", wanted.choice, {
      next: this.#next,
      signal,
    });
    if (wanted !== this.#wanted) return;
    this.#put([...this.#shown, ...found.items], found);
    announce(`${number(this.#shown.length)} of ${plural(this.#count, "place")}.`);
    this.table.querySelectorAll("tr")[before]?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {Context[]} items
   * @param {{count: number, next: URL | null}} found
   */
  #put(items, { count, next }) {
    this.#shown = items;
    this.#count = count;
    this.#next = next;
    this.table.replaceChildren(kwic(items, this.job.language));
    this.more.hidden = !next;
    if (!count) return { empty: true, told: "It does not stand in the text of this page." };
    const shown = items.length < count && `the first ${number(items.length)} are shown`;
    const part = this.job.text_kept === "part" && "only the beginning of the text was kept";
    return { empty: false, told: [plural(count, "time"), shown, part].filter(Boolean).join("; ") };
  }

  /**
   * What files hold: all the places, however many are shown.
   * @param {Wanted} wanted
   */
  async rows(wanted) {
    const { items } = await this.#all(wanted);
    return [CONTEXT_HEADS, ...items.map(contextCells)];
  }

  /** @param {Wanted} wanted */
  async json(wanted) {
    const { items, count } = await this.#all(wanted);
    return { sort: wanted.near || "position", count, contexts: items };
  }

  /** @param {Wanted} wanted */
  async #all(wanted) {
    if (wanted === this.#wanted && !this.#next) return { items: this.#shown, count: this.#count };
    const { word, near, choice } = wanted;
    return allContexts(this.job.id, word, near || "position", choice, { signal: this.signal });
  }
}

export const CONTEXT_HEADS = ["position", "before", "word", "after"];

/** @param {Context} context */
export const contextCells = ({ position, before, word, after }) => [position, before, word, after];

/**
 * Places where a word stands, in line one below the other.
 * @param {Context[]} items
 * @param {string | null} [lang] of the page
 */
export function kwic(items, lang) {
  const dir = isRightToLeft(items[0]?.word ?? "") ? "rtl" : "ltr";
  return h("table", { class: "kwic", lang, dir }, h("tbody", {}, items.map(line)));
}

/** @param {Context} context */
function line(context) {
  const [before, word, after] = [context.before, context.word, context.after].map(inOneLine);
  return h(
    "tr",
    { title: `${before}${word}${after}` },
    h("td", { class: "before" }, h("span", {}, before)),
    h("th", { scope: "row" }, word),
    h("td", { class: "after" }, h("span", {}, after)),
  );
}

/** @param {string} text */
const inOneLine = (text) => text.replaceAll(/\s+/g, " ");
