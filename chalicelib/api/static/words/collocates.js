// The words that keep company with a word of a page, by one of two measures.

import { collocates as askCollocates } from "../service/words.js";
import { h, segments, stranger } from "../ui/dom.js";
import { number, plural } from "../ui/format.js";

/** @typedef {import("../service/words.js").Collocate} Collocate */
/** @typedef {import("./word-panel.js").Wanted} Wanted */

const SHOWN = 100;
const MEASURES =
  "How often each stands near it, and of how many in all. Log-likelihood (LL) says how surely the two are drawn to one " +
  "another; pointwise mutual information (PMI) how strongly, as a power of two: 1 is twice as often as by chance.";

export class Collocates {
  /** @type {Collocate[]} */
  #shown = [];
  file = "collocates";

  /**
   * @param {import("../service/jobs.js").Counted} job
   * @param {AbortSignal} signal
   * @param {object} ways
   * @param {(near: string) => void} ways.onsort called with "together" or "pmi"
   * @param {(word: string) => string} ways.place the link of a word's own company
   * @param {(word: string) => void} ways.onopen
   */
  constructor(job, signal, { onsort, place, onopen }) {
    this.job = job;
    this.signal = signal;
    this.place = place;
    this.onopen = onopen;
    this.order = segments(
      "Measure",
      [
        ["together", "By log-likelihood"],
        ["pmi", "By PMI"],
      ],
      "together",
      onsort,
    );
    this.table = h("div", {
      class: "lines",
      tabindex: "0",
      role: "region",
      "aria-label": "What goes together",
    });
    this.element = h("div", {}, h("p", { class: "quiet-text" }, MEASURES), this.order.element, this.table);
  }

  /**
   * Ask for the company of a word; returns what puts it here, and says how much there is.
   * @param {Wanted} wanted
   */
  async load({ word, near, choice }) {
    this.order.choose(near);
    const sort = measureOf(near);
    const found = await askCollocates(this.job.id, word, sort, choice, { signal: this.signal, limit: SHOWN });
    return () => this.#put(found, sort);
  }

  /**
   * @param {import("../service/words.js").Company} found
   * @param {string} sort
   */
  #put({ collocates, ...found }, sort) {
    this.#shown = collocates;
    this.table.replaceChildren(this.#rows(sort));
    if (!found.count) return { empty: true, told: "It does not stand in the text of this page." };
    if (!found.total) return { empty: true, told: "No word stands near it more often than elsewhere." };
    const most = found.total > collocates.length && `; the first ${number(collocates.length)} are shown`;
    const within = `within ${found.window} words of it, in the same sentence`;
    return { empty: false, told: `${plural(found.total, "word")} ${within}${most || ""}` };
  }

  /** @param {string} sort */
  #rows(sort) {
    /**
     * @param {string} label
     * @param {string} [title]
     * @param {string} [by]
     */
    const head = (label, title, by) => {
      const attributes = { scope: "col", class: "number", "aria-sort": by === sort && "descending" };
      return h("th", attributes, title ? h("abbr", { title }, label) : label);
    };
    return h(
      "table",
      { class: "company" },
      h("caption", { class: "unseen" }, "What goes together"),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, "Word"),
          head("Near"),
          head("Of"),
          head("LL", "Log-likelihood", "log_likelihood"),
          head("PMI", "Pointwise mutual information", "pmi"),
        ),
      ),
      h(
        "tbody",
        {},
        this.#shown.map((one) => this.#row(one)),
      ),
    );
  }

  /** @param {Collocate} collocate */
  #row({ word, spelling, near, count, log_likelihood: likelihood, pmi }) {
    /** @param {MouseEvent} event */
    const onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in another tab
      event.preventDefault();
      this.onopen(word);
    };
    const name = stranger(spelling, this.job.language);
    const values = [number(near), number(count), likelihood.toFixed(2), pmi.toFixed(2)];
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, h("a", { class: "word", href: this.place(word), onclick }, name)),
      values.map((value) => h("td", { class: "number" }, value)),
    );
  }

  /**
   * What files hold: all of them, however many are shown.
   * @param {Wanted} wanted
   */
  async rows(wanted) {
    const { collocates } = await this.#all(wanted);
    const lines = collocates.map((one) => [
      ...[one.word, one.near, one.count, one.log_likelihood, one.pmi],
      one.spelling,
    ]);
    return [["word", "near", "count", "log-likelihood", "PMI", "spelling"], ...lines];
  }

  /** @param {Wanted} wanted */
  async json(wanted) {
    const found = await this.#all(wanted);
    return { sort: measureOf(wanted.near), ...found };
  }

  /** @param {Wanted} wanted */
  #all({ word, near, choice }) {
    return askCollocates(this.job.id, word, measureOf(near), choice, { signal: this.signal });
  }
}

/** @param {string} near */
const measureOf = (near) => (near === "pmi" ? "pmi" : "log_likelihood");
