// The words of pages that were sent together: their sum as a table, and each page's part of it as a heat map.

import { CollectionContexts } from "./collection-contexts.js";
import { loaded } from "./lists.js";
import { mainText } from "./main-text.js";
import { fileParts, shownOf, USUAL, WordChoice } from "./word-choice.js";
import { membersCell } from "./word-lists.js";
import { heatMap } from "../charts/heat-map.js";
import { names, origin } from "../jobs/origin.js";
import { isCounted } from "../service/jobs.js";
import { collectionWords } from "../service/words.js";
import { exportButtons } from "../tables/export.js";
import { fileName } from "../tables/rows.js";
import { Table } from "../tables/table.js";
import { countColumn, leaveOutColumn, shareColumn, wordColumn } from "../tables/word-columns.js";
import { h } from "../ui/dom.js";
import { number, plural } from "../ui/format.js";
import { Options } from "../ui/options.js";
import { link } from "../ui/router.js";

const ROWS_DRAWN = 25;
const MOST = 5000; // words that are loaded, each with its count on up to 100 pages
const OPTIONS = { ...USUAL, q: "", sort: "", page: "", context: "" };

/** @typedef {import("./lists.js").Row & import("../service/words.js").SharedWord} Row */

/** @type {import("../tables/table.js").Column<Row>} */
const pagesColumn = {
  key: "pages",
  label: "Pages",
  name: "number of pages",
  numeric: true,
  descending: true,
  text: (row) => number(row.pages),
  order: (a, b) => a.pages - b.pages || b.rank - a.rank,
};

export class CollectionWords {
  #wanted = "";
  /** @type {import("../service/words.js").Text} */
  #text = "page"; // whose words are in the table
  /** @type {import("../service/words.js").Totals | null} */
  #totals = null;
  /** @type {Row[]} */
  #drawn = [];

  /**
   * @param {import("../service/jobs.js").Collection} collection
   * @param {object} view
   * @param {AbortSignal} view.signal
   * @param {(problem: unknown) => void} view.onproblem
   * @param {(text: import("../service/words.js").Text) => void} view.ontext told of which text the words are
   */
  constructor(collection, { signal, onproblem, ontext }) {
    this.collection = collection;
    this.signal = signal;
    this.onproblem = onproblem;
    this.ontext = ontext;
    this.options = new Options("collection", collection.id, OPTIONS);
    this.jobs = collection.jobs.filter(isCounted);
    this.names = names(this.jobs);
    this.choice = new WordChoice(this.options, {
      onchange: (changes) => this.#change(changes),
      text: this.jobs.some(mainText) ? "page" : null,
    });
    this.contexts = new CollectionContexts(this.jobs, this.names, signal, () => this.#close());
    this.map = h("div", { class: "scroll", role: "region", "aria-label": "Heat map", tabindex: "0" });
    this.lacking = h("p", { class: "quiet-text" });
    this.table = this.#makeTable();
    this.element = this.#build();
  }

  /** @returns {Table<Row>} */
  #makeTable() {
    return new Table({
      columns: [
        wordColumn(null, {
          place: (word) => this.options.linkWith({ context: word }),
          onopen: (word) => {
            this.#change({ context: word });
            this.contexts.heading.focus();
          },
        }),
        countColumn,
        shareColumn,
        pagesColumn,
        leaveOutColumn((word) => {
          // At once, so that no row moves under the pointer when the others come.
          this.table.setRows(this.table.rows.filter((row) => row.word !== word));
          this.choice.own.leaveOut(word);
        }),
      ],
      noun: ["word", "words"],
      caption: "Words of all pages, with count, share and the number of pages that have them",
      order: "-count",
      total: (count) => this.#told(count),
      none: () => !this.choice.asked.stop && "All words of these pages are stop words.",
      onchange: (state, step) =>
        this.options.change({ ...state, page: state.page > 1 ? String(state.page) : "" }, step),
      onrows: (/** @type {Row[]} */ rows) => {
        this.#drawn = rows;
        this.draw();
      },
    });
  }

  /** Show what the address says. */
  async open() {
    this.choice.read();
    await this.#settle();
  }

  /** The pages that have the text whose words are shown. */
  get #pages() {
    return this.#text === "main" ? this.jobs.filter((job) => job.main_text?.summary) : this.jobs;
  }

  /** Draw the heat map of the page of rows that the table shows. */
  draw() {
    const first = (this.table.pager.page - 1) * ROWS_DRAWN;
    const main = this.#text === "main";
    const pages = this.#pages.map((job) => ({
      name: this.names[this.jobs.indexOf(job)],
      number: this.jobs.indexOf(job) + 1,
      place: link("job", job.id),
      words: (main && job.main_text?.summary ? job.main_text.summary : job.summary).words,
    }));
    const rows = this.#drawn.slice(first, first + ROWS_DRAWN);
    this.map.replaceChildren(rows.length ? heatMap(rows, pages) : "No words to draw.");
  }

  /** @param {import("../ui/options.js").Values} changes */
  #change(changes) {
    this.options.change(changes);
    this.#settle().catch(this.onproblem);
  }

  async #settle() {
    const { context } = this.options.values;
    this.choice.show();
    this.map.hidden = context !== "";
    const wanted = JSON.stringify(this.choice.asked);
    if (wanted === this.#wanted) {
      this.table.setOptions(this.options.ofTable);
      return this.#open();
    }
    this.#wanted = wanted;
    this.table.setBusy(true);
    try {
      await this.#load(wanted);
    } catch (problem) {
      if (this.#wanted !== wanted) return;
      this.#wanted = "";
      throw problem;
    }
    await this.#open();
  }

  /** Show the word in its contexts that the address names, if it names one. */
  async #open() {
    const { context } = this.options.values;
    const counts = this.table.rows.find((one) => one.word === context)?.counts ?? [];
    const places = this.#pages.map((job, at) => ({ job, count: counts[at] ?? 0 }));
    await this.contexts.show(context, places, this.choice.asked);
  }

  /** @param {string} wanted */
  async #load(wanted) {
    const { asked } = this.choice;
    const parts = collectionWords(this.collection.id, asked, { signal: this.signal });
    const found = await loaded(parts, () => {}, MOST);
    if (this.#wanted !== wanted) return; // the reader has asked for something else since
    this.#totals = found.totals;
    this.#text = asked.text;
    const without = this.jobs.length - this.#pages.length;
    this.lacking.textContent = `${plural(without, "page")} without a main text ${without === 1 ? "is" : "are"} left out.`;
    this.lacking.hidden = !without;
    this.table.setRows(found.rows, { options: this.options.ofTable });
    this.ontext(asked.text);
  }

  /** @param {number} count */
  #told(count) {
    if (!this.#totals) return plural(count, "word");
    if (count < MOST) return shownOf(count, this.#totals);
    const reasons = [`only the ${number(count)} most frequent are loaded`];
    return shownOf(count, this.#totals, { shown: count, reasons });
  }

  /** Close the contexts, and lead the keyboard back to the word. */
  #close() {
    const { context } = this.options.values;
    this.#change({ context: "" });
    const row = this.table.shownRow((one) => one.word === context);
    (row?.querySelector("a") ?? this.table.filter).focus();
  }

  #build() {
    const files = exportButtons({
      name: () => this.#file(),
      rows: () => this.#cells(),
      json: () => this.#json(),
    });
    return h(
      "div",
      { class: "explorer" },
      h("div", { class: "controls" }, this.choice.elements, this.choice.own.element),
      this.lacking,
      h(
        "div",
        { class: "panes" },
        h("section", { class: "pane", "aria-label": "Table" }, this.table.element, files),
        h("section", { class: "pane drawn", "aria-label": "By page" }, this.contexts.element, this.map),
      ),
    );
  }

  #file() {
    return fileName(
      this.jobs[0].final_url,
      this.collection.submitted_at,
      this.jobs.length > 1 && `and-${this.jobs.length - 1}-more`,
      ...fileParts(this.choice.asked),
      this.options.values.q.trim() !== "" && "filtered",
    );
  }

  #cells() {
    const { families } = this.choice.asked;
    const counts = this.#pages.map((job) => `count: ${origin(job)}`);
    return [
      ["word", "count", "share", "pages", ...counts, "spelling", ...(families ? ["members"] : [])],
      ...this.table.shown.map((row) => [
        ...[row.word, row.count, row.share.toFixed(6), row.pages, ...row.counts, row.text],
        ...(families ? [membersCell(row)] : []),
      ]),
    ];
  }

  #json() {
    const { q, sort } = this.options.values;
    const listed = { filter: q.trim(), sort: sort || "-count", of: this.table.rows.length };
    return {
      ...this.collection,
      listed: { ...this.choice.listed, ...listed },
      counted: this.#pages.map((job) => job.id),
      words: this.table.shown.map(({ rank: _, text: _t, search: _s, isWord: _i, ...word }) => word),
    };
  }
}
