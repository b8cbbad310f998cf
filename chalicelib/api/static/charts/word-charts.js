// The charts of a result's words or phrases: bars, and a cloud.

import { bars } from "./bars.js";
import { chart } from "./chart.js";
import { cloud } from "./cloud.js";
import { h, segments } from "../ui/dom.js";
import { number } from "../ui/format.js";
import { origins } from "../jobs/origin.js";

const BARS = 20;
const CLOUD = 100; // words

/** @typedef {import("../words/lists.js").Row & {log_likelihood?: number}} Row */
/** What the rows are, and by what they are ranked. @typedef {{noun: string[], order: string}} Kind */

/**
 * @typedef {object} Plan
 * @property {import("../service/jobs.js").Counted} job
 * @property {(kind: string) => string} name of a file
 * @property {() => string} filtered by what the rows are filtered, in words
 * @property {(word: string) => void} onpick called with a word that was pressed
 * @property {(kind: string) => void} onchoice called with "bars" or "cloud"
 */

export class WordCharts {
  #kind = "bars";
  /** @type {Kind} */
  #kindOfRows = { noun: ["word", "words"], order: "-count" };
  /** @type {Row[]} */
  #rows = [];

  /** @param {Plan} plan */
  constructor(plan) {
    this.plan = plan;
    this.choice = segments(
      "How to draw it",
      [
        ["bars", "Bars"],
        ["cloud", "Cloud"],
      ],
      "bars",
      plan.onchoice,
    );
    this.bars = this.#chart("bars", BARS, (width) => this.#bars(width));
    this.cloud = this.#chart("cloud", CLOUD, (width) => this.#cloud(width));
    this.element = h("div", {}, this.choice.element, this.bars.element, this.cloud.element);
  }

  /** @param {string} kind */
  choose(kind) {
    const other = kind !== this.#kind;
    this.#kind = kind;
    this.choice.choose(kind);
    this.bars.element.hidden = kind === "cloud";
    this.cloud.element.hidden = kind !== "cloud";
    if (other) this.#chosen.redraw();
  }

  /**
   * Draw other rows.
   * @param {Row[]} rows
   * @param {Kind} kind
   */
  draw(rows, kind) {
    this.#rows = rows;
    this.#kindOfRows = kind;
    this.#chosen.redrawSoon();
  }

  get #chosen() {
    return this.#kind === "cloud" ? this.cloud : this.bars;
  }

  /**
   * @param {string} kind
   * @param {number} most
   * @param {(width: number) => SVGElement | null} draw
   */
  #chart(kind, most, draw) {
    const { job, name, filtered } = this.plan;
    return chart({
      name: () => name(kind),
      legend: () => {
        const what = `The ${Math.min(most, this.#rows.length)} ${this.#named}${filtered()}`;
        return { title: `${what}: ${job.title || "a page without a title"}`, source: origins([job])[0] };
      },
      draw,
      unseen: kind === "cloud",
      empty: "No words to draw.",
    });
  }

  /** Whether what is typical comes first, and is drawn by how typical it is. */
  get #typical() {
    return this.#kindOfRows.order === "-likelihood";
  }

  get #named() {
    return `most ${this.#typical ? "typical" : "frequent"} ${this.#kindOfRows.noun[1]}`;
  }

  /**
   * The rows of the first ranks, however the table sorts them.
   * @param {number} most
   */
  #first(most) {
    const inOrder = this.#rows.every((row, index, all) => !index || all[index - 1].rank < row.rank);
    return (inOrder ? this.#rows : this.#rows.toSorted((a, b) => a.rank - b.rank)).slice(0, most);
  }

  /** @param {Row} row */
  #value({ count, log_likelihood: likelihood = 0 }) {
    return this.#typical ? likelihood : count;
  }

  /** @param {number} width */
  #bars(width) {
    const items = this.#first(BARS).map((row) => ({ ...this.#item(row), values: [this.#value(row)] }));
    const by = this.#typical ? " by log-likelihood" : "";
    return bars(width, items, {
      format: this.#typical ? (value) => value.toFixed(1) : number,
      tick: number,
      whole: !this.#typical,
      description: `Bar chart of the ${items.length} ${this.#named} of the table${by}`,
    });
  }

  /** @param {number} width */
  #cloud(width) {
    const items = this.#first(CLOUD).map((row) => ({ ...this.#item(row), value: this.#value(row) }));
    return cloud(width, items);
  }

  /** @param {Row} row */
  #item({ text, word }) {
    return { label: text, lang: this.plan.job.language, onpick: () => this.plan.onpick(word) };
  }
}
