// The words of several results as a table and a chart, by what is typical of each.

import { comparedCells, comparedColumns, LETTERS } from "./compared.js";
import { loaded } from "./lists.js";
import { mainText } from "./main-text.js";
import { fileParts, shownOf } from "./captions.js";
import { unitSegments, USUAL, WordChoice } from "./word-choice.js";
import { bars } from "../charts/bars.js";
import { chart } from "../charts/chart.js";
import { inText, names, origins, whole } from "../jobs/origin.js";
import { comparison } from "../service/words.js";
import { exportButtons } from "../tables/export.js";
import { fileName } from "../tables/rows.js";
import { Table } from "../tables/table.js";
import { h } from "../ui/dom.js";
import { number, percent, plural, roundPercent } from "../ui/format.js";
import { Options } from "../ui/options.js";

const ROWS_DRAWN = 15;
const BESIDE = 3; // pages whose columns, with the measures, leave room for the chart beside the table
const MEASURES =
  "What is typical of one page comes first. Log-likelihood (LL) says how surprising a word’s counts would be if the pages " +
  "used it alike, with p, how seldom chance alone does that; the log ratio says how many times as often the page uses it " +
  "that it is typical of, as a power of two: 1 is twice, 3 is eight times.";
const OPTIONS = { ...USUAL, unit: "", q: "", sort: "", page: "" };

/** @typedef {import("./compared.js").Row} Row */

export class Comparison {
  #wanted = "";
  /** @type {import("../service/words.js").Totals | null} */
  #totals = null;
  /** @type {Row[]} */
  #drawn = [];

  /**
   * @param {string} value what the link says behind "compare"
   * @param {import("../service/jobs.js").Counted[]} jobs
   * @param {{signal: AbortSignal, onproblem: (problem: unknown) => void}} view
   */
  constructor(value, jobs, { signal, onproblem }) {
    this.jobs = jobs;
    this.signal = signal;
    this.onproblem = onproblem;
    this.options = new Options("compare", value, OPTIONS);
    const languages = new Set(jobs.map((job) => job.language));
    this.lang = languages.size === 1 ? jobs[0].language : null;
    this.choice = new WordChoice(this.options, {
      onchange: (changes) => this.#change(changes),
      text: jobs.every(mainText) ? "main" : null,
    });
    this.unit = unitSegments((changes) => this.#change(changes));
    this.table = this.#makeTable();
    this.chart = chart({
      name: () => this.#file(),
      legend: () => ({
        title: `Words that are typical of one page${this.#filtered}`,
        source: origins(jobs)
          .map((name, index) => `${LETTERS[index]}: ${name}`)
          .join("   "),
      }),
      draw: (width) => this.#draw(width),
      empty: "No words to draw.",
    });
    this.element = this.#build();
  }

  /** @returns {Table<Row>} */
  #makeTable() {
    return new Table({
      columns: comparedColumns(this.jobs, this.lang, () => this.options.values.unit === "count"),
      noun: ["word", "words"],
      caption: "Words of the pages, by what is typical of one",
      order: "-likelihood",
      wide: true,
      total: (count) =>
        this.#totals ? shownOf(count, this.#totals, { reasons: [this.#cut] }) : plural(count, "word"),
      beyond: () => this.#cut,
      none: () => !this.choice.asked.stop && "All words of these pages are stop words.",
      onchange: (state, step) =>
        this.options.change({ ...state, page: state.page > 1 ? String(state.page) : "" }, step),
      onrows: (/** @type {Row[]} */ rows) => {
        this.#drawn = rows;
        this.chart?.redrawSoon();
      },
    });
  }

  /** Of which pages the rarest words are not kept. */
  get #cut() {
    const { text } = this.choice.asked;
    const cut = this.jobs.flatMap((job, index) => (whole(job, text) ? [] : LETTERS[index]));
    return cut.length > 0 && `the rarest of ${cut.join(", ")} are not kept`;
  }

  /** Show what the address says. */
  async open() {
    this.choice.read();
    this.unit.choose(this.options.values.unit);
    this.table.setOptions(this.options.ofTable);
    await this.#settle();
  }

  /** @param {import("../ui/options.js").Values} changes */
  #change(changes) {
    this.options.change(changes);
    this.table.setOptions(this.options.ofTable);
    this.#settle().catch(this.onproblem);
  }

  async #settle() {
    this.choice.show();
    const wanted = JSON.stringify(this.choice.asked);
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.table.setBusy(true);
    try {
      const ids = this.jobs.map((job) => job.id);
      const { rows, totals } = await loaded(comparison(ids, this.choice.asked, { signal: this.signal }));
      if (this.#wanted !== wanted) return; // the reader has asked for something else since
      this.#totals = totals;
      this.table.setRows(rows.map((row) => ({ ...row, of: ids.indexOf(row.typical_of) })));
    } catch (problem) {
      if (this.#wanted !== wanted) return;
      this.#wanted = "";
      throw problem;
    }
  }

  /** @param {number} width */
  #draw(width) {
    const count = this.options.values.unit === "count";
    const items = this.#drawn.slice(0, ROWS_DRAWN).map((row) => ({
      label: row.text,
      values: count ? row.counts : row.shares,
      lang: this.lang,
    }));
    return bars(width, items, {
      format: count ? number : percent,
      tick: count ? number : roundPercent,
      whole: count,
      legend: names(this.jobs).map((name, index) => `${LETTERS[index]}  ${name}`),
      description:
        `Bar chart of the ${count ? "counts" : "shares"} of ${items.length} words in each page; ` +
        "the table gives the same figures",
    });
  }

  #build() {
    const files = exportButtons({
      name: () => this.#file(),
      rows: () => comparedCells(this.jobs, this.table.shown, this.choice.asked.families),
      json: () => this.#json(),
    });
    return h(
      "div",
      { class: "explorer" },
      h(
        "div",
        { class: "controls" },
        this.choice.elements,
        this.unit.element,
        this.choice.own.element,
        h("p", { class: "quiet-text measures" }, MEASURES),
      ),
      h(
        "div",
        { class: this.jobs.length > BESIDE ? "panes below" : "panes" },
        h("section", { class: "pane", "aria-label": "Table" }, this.table.element, files),
        h("section", { class: "pane drawn", "aria-label": "Chart" }, this.chart.element),
      ),
    );
  }

  #file() {
    const places = this.jobs.slice(0, 2).map((job) => fileName(job.final_url ?? job.url, null));
    const more = this.jobs.length > 2 && `and-${this.jobs.length - 2}-more`;
    const parts = [...fileParts(this.choice.asked), this.#filtered && "filtered"];
    return [...places, more, ...parts, "compared"].filter(Boolean).join("-");
  }

  get #filtered() {
    const wanted = this.options.values.q.trim();
    return wanted && ` with “${wanted}”`;
  }

  #json() {
    const { q, sort } = this.options.values;
    const listed = {
      ...this.choice.listed,
      filter: q.trim(),
      sort: sort || "-likelihood",
      of: this.table.rows.length,
    };
    const words = this.table.shown.map(
      ({ rank: _, text: _t, search: _s, isWord: _i, of: _o, ...word }) => word,
    );
    return { jobs: this.jobs.map((job) => inText(job, this.choice.asked.text)), listed, words };
  }
}
