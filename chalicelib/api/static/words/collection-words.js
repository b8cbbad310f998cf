// The words of pages that were sent together: their sum as a table, and each page's part of it as a heat map.

import { Beside } from "./beside.js";
import { CollectionContexts } from "./collection-contexts.js";
import { collectionCells, collectionIn, collectionObjects } from "./collection-files.js";
import { loaded, phraseRows } from "./lists.js";
import { mainText } from "./main-text.js";
import { fileParts, shownOf } from "./captions.js";
import { USUAL, WordChoice } from "./word-choice.js";
import { LISTS } from "./word-lists.js";
import { heatMap } from "../charts/heat-map.js";
import { inText, names, whole } from "../jobs/origin.js";
import { isCounted } from "../service/jobs.js";
import { collectionPhrases, collectionWords } from "../service/words.js";
import { exportButtons } from "../tables/export.js";
import { fileName } from "../tables/rows.js";
import { Table } from "../tables/table.js";
import { countColumn, leaveOutColumn, shareColumn, wordColumn } from "../tables/word-columns.js";
import { h, segments } from "../ui/dom.js";
import { number, plural } from "../ui/format.js";
import { Options } from "../ui/options.js";
import { link } from "../ui/router.js";

const ROWS_DRAWN = 25;
const MOST = 5000; // words that are loaded, each with its count on up to 100 pages
const LIST_NAMES = ["words", "2", "3", "4"];
const OPTIONS = { list: "words", ...USUAL, q: "", sort: "", page: "", context: "" };

/** @typedef {import("./lists.js").Row & {spelling?: string, pages: number, counts: (number | null)[]}} Row */
/**
 * Rows, and how many there are: the words' totals, or the number of phrases.
 * @typedef {{rows: Row[], totals: import("../service/words.js").Totals | null, of?: number}} Found
 */

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
  #told = false;
  /** @type {Found} */
  #found = { rows: [], totals: null };
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
    this.options = new Options("collection", collection.id, OPTIONS, { list: LIST_NAMES });
    this.jobs = collection.jobs.filter(isCounted);
    this.names = names(this.jobs);
    this.choice = new WordChoice(this.options, {
      onchange: (changes) => this.#change(changes),
      text: this.jobs.some(mainText) ? "page" : null,
    });
    this.lists = segments(
      "What to list",
      LIST_NAMES.map((key) => [key, LISTS[key].name]),
      "words",
      (list) => this.#change({ list, sort: "", page: "" }),
    );
    this.contexts = new CollectionContexts(this.jobs, this.names, {
      signal,
      onclose: () => this.#close(),
      onproblem,
      file: (...what) => this.#fileOf(...what),
    });
    this.map = h("div", { class: "scroll", role: "region", "aria-label": "Heat map", tabindex: "0" });
    this.lacking = h("p", { class: "quiet-text" });
    this.table = this.#makeTable();
    this.beside = new Beside({
      label: "By page",
      drawing: this.map,
      contexts: this.contexts,
      table: this.table,
    });
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
            this.beside.enter();
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
      caption: this.#caption,
      order: "-count",
      total: (count) => this.#counted(count),
      beyond: () => this.#cut,
      none: () => this.#isWords && !this.choice.asked.stop && "All words of these pages are stop words.",
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

  /** Show what the address says from now on. */
  async update() {
    const before = this.options.values.context;
    await this.open();
    const { context } = this.options.values;
    if (context && context !== before) this.beside.enter();
  }

  get #list() {
    return LISTS[this.options.values.list];
  }

  get #isWords() {
    return this.options.values.list === "words";
  }

  get #caption() {
    return `${this.#list.what} of all pages, with count, share and the number of pages that have them`;
  }

  /** The pages that have the text whose words are shown. */
  get #pages() {
    return this.#text === "main" ? this.jobs.filter((job) => job.main_text?.summary) : this.jobs;
  }

  /** Of how many pages the rarest words are not kept. */
  get #cut() {
    const cut = this.#pages.filter((job) => !whole(job, this.#text)).length;
    return this.#isWords && cut > 0 && `the rarest of ${plural(cut, "page")} are not kept`;
  }

  /** Draw the heat map of the page of rows that the table shows. */
  draw() {
    const first = (this.table.pager.page - 1) * ROWS_DRAWN;
    const words = this.#wordsOf(this.#text);
    const pages = this.#pages.map((job) => {
      const at = this.jobs.indexOf(job);
      return { name: this.names[at], number: at + 1, place: link("job", job.id), words: words[at] };
    });
    const rows = this.#drawn.slice(first, first + ROWS_DRAWN);
    this.map.replaceChildren(rows.length ? heatMap(this.#list.head, rows, pages) : "No words to draw.");
  }

  /** @param {import("../ui/options.js").Values} changes */
  #change(changes) {
    this.options.change(changes);
    this.#settle().catch(this.onproblem);
  }

  async #settle() {
    const { list } = this.options.values;
    this.lists.choose(list);
    this.choice.show();
    const wanted = JSON.stringify([list, this.choice.asked]);
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
    const row = this.table.rows.find((one) => one.word === context);
    const places = this.#pages.map((job, at) => ({ job, count: row ? row.counts[at] : null }));
    await this.beside.show(context, () => this.contexts.show(context, places, this.choice.asked, row?.text));
  }

  /** @param {string} wanted */
  async #load(wanted) {
    const { asked } = this.choice;
    const found = await this.#asked(asked);
    if (this.#wanted !== wanted) return; // the reader has asked for something else since
    this.#found = found;
    const other = this.#text !== asked.text || !this.#told;
    this.#text = asked.text;
    this.#told = true;
    const without = this.jobs.length - this.#pages.length;
    this.lacking.textContent = `${plural(without, "page")} without a main text ${without === 1 ? "is" : "are"} left out.`;
    this.lacking.hidden = !without;
    this.table.setNoun(this.#list.noun, this.#list.head, this.#caption);
    this.table.setRows(found.rows, { options: this.options.ofTable });
    if (other) this.ontext(asked.text);
  }

  /**
   * @param {import("../service/words.js").Choice} asked
   * @returns {Promise<Found>}
   */
  async #asked(asked) {
    const { signal, collection } = this;
    if (this.#isWords) return loaded(collectionWords(collection.id, asked, { signal }), () => {}, MOST);
    const n = Number(this.options.values.list);
    const { phrases, total } = await collectionPhrases(collection.id, n, asked, { signal });
    const words = this.#wordsOf(asked.text).reduce((sum, count) => sum + count, 0);
    return { rows: phraseRows(phrases, words), totals: null, of: total };
  }

  /**
   * How many words each page has of a text.
   * @param {import("../service/words.js").Text} text
   */
  #wordsOf(text) {
    return this.jobs.map((job) => inText(job, text).summary?.words ?? 0);
  }

  /** @param {number} count */
  #counted(count) {
    const { totals, of = count } = this.#found;
    if (!totals) {
      const phrases = plural(count, ...this.#list.noun);
      return of > count ? `${phrases}, the most frequent of ${number(of)}` : phrases;
    }
    if (count < MOST) return shownOf(count, totals, { reasons: [this.#cut] });
    const reasons = [`only the ${number(count)} most frequent are loaded`, this.#cut];
    return shownOf(count, totals, { shown: count, reasons });
  }

  /** Close the contexts, and lead the keyboard back to the word. */
  #close() {
    const { context } = this.options.values;
    this.#change({ context: "" });
    this.beside.leave(context);
  }

  #build() {
    const files = exportButtons({
      name: () => this.#file,
      rows: () => {
        const families = this.#isWords && this.choice.asked.families;
        return collectionCells(this.#list.noun[0], this.table.shown, this.#pages, families);
      },
      json: () => this.#json(),
    });
    return h(
      "div",
      { class: "explorer" },
      h("div", { class: "controls" }, this.lists.element, this.choice.elements, this.choice.own.element),
      this.lacking,
      h(
        "div",
        { class: "panes" },
        h("section", { class: "pane", "aria-label": "Table" }, this.table.element, files),
        this.beside.element,
      ),
    );
  }

  /** What a file is called that holds these rows. */
  get #file() {
    return this.#fileOf(
      ...fileParts(this.choice.asked, this.#list.file),
      this.#found.rows.length === MOST && `first-${MOST}`,
      this.options.values.q.trim() !== "" && "filtered",
    );
  }

  /** @param {...(string | false)} what it holds */
  #fileOf(...what) {
    const more = this.jobs.length > 1 && `and-${this.jobs.length - 1}-more`;
    return fileName(this.jobs[0].final_url, this.collection.submitted_at, more, ...what);
  }

  #json() {
    const { q, sort } = this.options.values;
    const [noun, nouns] = this.#list.noun;
    const listed = { filter: q.trim(), sort: sort || "-count", of: this.table.rows.length };
    return {
      ...collectionIn(this.collection, this.#text),
      listed: { ...this.choice.listed, ...listed },
      counted: this.#pages.map((job) => job.id),
      [nouns]: collectionObjects(noun, this.table.shown),
    };
  }
}
