// The charts of a result's words or phrases: bars, and a cloud.

import { bars } from "./bars.js";
import { chart } from "./chart.js";
import { cloud } from "./cloud.js";
import { h, segments } from "../ui/dom.js";
import { number } from "../ui/format.js";
import { origin } from "../jobs/origin.js";

const BARS = 20;
const CLOUD = 100; // words
const PAUSE = 120; // milliseconds: while someone types a filter, the table comes first

/** @typedef {import("../words/lists.js").Row} Row */

/**
 * @typedef {object} Plan
 * @property {import("../service/api.js").Counted} job
 * @property {(kind: string) => string} name of a file
 * @property {() => string} filtered by what the rows are filtered, in words
 * @property {(word: string) => void} onpick called with a word that was pressed
 * @property {(kind: string) => void} onchoice called with "bars" or "cloud"
 */

export class WordCharts {
  #kind = "bars";
  #waiting = 0;
  #noun = ["word", "words"];
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
    this.#kind = kind;
    this.choice.choose(kind);
    this.bars.element.hidden = kind === "cloud";
    this.cloud.element.hidden = kind !== "cloud";
  }

  /**
   * Draw other rows.
   * @param {Row[]} rows the most frequent first
   * @param {string[]} noun what a row is
   */
  draw(rows, noun) {
    const typing = document.activeElement?.matches("input[type=search]") && this.#rows.length > 0;
    this.#rows = rows;
    this.#noun = noun;
    clearTimeout(this.#waiting);
    if (typing) this.#waiting = setTimeout(() => this.redraw(), PAUSE);
    else this.redraw();
  }

  redraw() {
    (this.#kind === "cloud" ? this.cloud : this.bars).redraw();
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
        const what = `The ${Math.min(most, this.#rows.length)} most frequent ${this.#noun[1]}${filtered()}`;
        return { title: `${what}: ${job.title || "a page without a title"}`, source: origin(job) };
      },
      draw,
      unseen: kind === "cloud",
      empty: "No words to draw.",
    });
  }

  /** @param {number} width */
  #bars(width) {
    const items = this.#rows.slice(0, BARS).map((row) => ({ ...this.#item(row), values: [row.count] }));
    return bars(width, items, {
      format: number,
      whole: true,
      description: `Bar chart of the ${items.length} most frequent ${this.#noun[1]} of the table`,
    });
  }

  /** @param {number} width */
  #cloud(width) {
    const items = this.#rows.slice(0, CLOUD).map((row) => ({ ...this.#item(row), value: row.count }));
    return cloud(width, items);
  }

  /** @param {Row} row */
  #item({ text, word }) {
    return { label: text, lang: this.plan.job.language, onpick: () => this.plan.onpick(word) };
  }
}
