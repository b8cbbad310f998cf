// The words and phrases of one result: a table, and a chart of what the table holds.

import { Beside } from "./beside.js";
import { TextChoice } from "./main-text.js";
import { fileParts } from "./captions.js";
import { USUAL, WordChoice } from "./word-choice.js";
import { caption, cells, columnsOf, LIST_NAMES, LISTS, objects, rarest, told } from "./word-lists.js";
import { NEAR, WordPanel } from "./word-panel.js";
import { WordCharts } from "../charts/word-charts.js";
import { inText } from "../jobs/origin.js";
import { Problem } from "../service/http.js";
import { exportButtons } from "../tables/export.js";
import { fileName } from "../tables/rows.js";
import { Table } from "../tables/table.js";
import { button, h, leadTo, segments } from "../ui/dom.js";
import { Options } from "../ui/options.js";
import { announce, timed } from "../ui/stage.js";

/** @type {import("../ui/options.js").Values} */
const OPTIONS = {
  ...{ list: "words", ...USUAL, chart: "bars", q: "", sort: "", page: "1" },
  ...{ context: "", near: "" },
};
const CHOICES = {
  list: LIST_NAMES,
  stop: ["", "include"],
  families: ["", "on"],
  chart: ["bars", "cloud"],
  near: NEAR,
  text: ["", "page"],
};

const UNKNOWN = "There is no list of the commonest words of this page’s language to compare it with.";

/** @typedef {import("./lists.js").Row} Row */
/** @typedef {import("./lists.js").List<any>} List */
/** @typedef {import("../ui/options.js").Values} Values */

/** The table and charts of a succeeded job; `open` shows what the address says. */
export class Explorer {
  #wanted = "";
  #seen = ""; // the list that is in the table
  /** @type {List} */
  #found = { rows: [], totals: null };
  #unknown = false; // whether the words of the page's language are not known
  #begin = () => {};

  /**
   * @param {import("../service/jobs.js").Counted} job
   * @param {{signal: AbortSignal, onproblem: (problem: unknown) => void}} view
   */
  constructor(job, { signal, onproblem }) {
    this.job = job;
    this.signal = signal;
    this.onproblem = onproblem;
    this.options = new Options("job", job.id, OPTIONS, CHOICES);
    this.texts = new TextChoice(job);
    this.choice = new WordChoice(this.options, {
      onchange: (changes) => this.#change(changes),
      text: this.texts.main && "main",
      remark: job.language ? "" : " (none known for this page)",
    });
    /** @type {Promise<void>} */
    this.begun = new Promise((begin) => (this.#begin = () => begin()));
    this.lists = segments(
      "What to list",
      CHOICES.list.map((key) => [key, LISTS[key].name]),
      "words",
      (list) => this.#change({ list, sort: "", page: "1" }),
    );
    this.charts = new WordCharts({
      job,
      name: (kind) => this.#file(kind),
      filtered: () => this.#filtered,
      onpick: (word) => this.#open(word),
      onchoice: (chart) => this.#change({ chart }),
    });
    /** @param {string} word */
    const place = (word) => this.options.linkWith({ context: word });
    /** @param {string} word */
    const onopen = (word) => this.#open(word);
    this.columns = columnsOf(job.language, {
      place,
      onopen,
      onleave: (word) => {
        // At once, so that no row moves under the pointer when the others come.
        this.table.setRows(this.table.rows.filter((row) => row.word !== word));
        this.choice.own.leaveOut(word);
      },
    });
    this.table = this.#makeTable();
    this.panel = new WordPanel(job, signal, {
      onnear: (near) => this.#change({ near }),
      onclose: () => this.#close(),
      spelled: (word) => this.table.rows.find((row) => row.word === word)?.text ?? word,
      place,
      onopen,
      onproblem,
    });
    this.beside = new Beside({
      label: "Chart",
      drawing: this.charts.element,
      contexts: this.panel,
      table: this.table,
    });
    this.remark = h("p", { class: "quiet-text measures" });
    this.element = this.#build();
  }

  get #list() {
    return LISTS[this.options.values.list];
  }

  get #different() {
    return this.texts.summary(this.#text).distinct_words;
  }

  get #text() {
    return this.choice.asked.text;
  }

  #makeTable() {
    return new Table({
      columns: this.columns("words"),
      noun: LISTS.words.noun,
      caption: "Words of the page with count and share",
      order: LISTS.words.order,
      total: (count) => told(count, this.options.values.list, this.#found, this.#different),
      beyond: () => rarest(this.#found, this.#different),
      none: () => this.#none(),
      // What the table shows is all that these change.
      onchange: (state, step) => this.options.change({ ...state, page: String(state.page) }, step),
      onrows: (rows) => this.charts.draw(rows, this.#list),
    });
  }

  /** Show what the address says. The promise is kept once all of it is loaded, `begun` once there is something. */
  async open() {
    this.choice.read();
    await this.#settle();
  }

  /** Show what the address says from now on. */
  async update() {
    const before = this.options.values.context;
    const opened = this.open();
    const { context } = this.options.values;
    if (context && context !== before) this.beside.enter();
    await opened;
  }

  /**
   * @param {Values} changes
   */
  #change(changes) {
    this.options.change(changes);
    this.#settle().catch(this.onproblem);
  }

  /**
   * Show a word's contexts beside the list, and lead the keyboard there.
   * @param {string} word
   */
  #open(word) {
    this.#change({ context: word });
    this.beside.enter();
  }

  /** Close the contexts, and lead the keyboard back to the word. */
  #close() {
    const { context } = this.options.values;
    this.#change({ context: "", near: "" });
    this.beside.leave(context);
  }

  /** Make everything show what the options say. */
  async #settle() {
    const { list, chart: kind, context, near } = this.options.values;
    const choice = this.choice.asked;
    this.lists.choose(list);
    this.choice.show();
    this.texts.show(choice.text);
    this.charts.choose(kind);
    this.remark.textContent = this.#list.remark ?? "";
    this.remark.hidden = !this.#list.remark;
    const shown = this.beside.show(context, () => this.panel.show({ word: context, near, choice }));
    const wanted = JSON.stringify([list, choice]);
    if (wanted === this.#wanted) {
      this.table.setOptions(this.options.ofTable);
      return shown;
    }
    this.#wanted = wanted;
    this.table.setBusy(true);
    try {
      await Promise.all([this.#load(wanted, choice), shown]);
    } catch (problem) {
      if (this.#wanted !== wanted) return;
      this.#wanted = "";
      throw problem;
    }
  }

  /**
   * @param {string} wanted
   * @param {import("../service/words.js").Choice} choice
   */
  async #load(wanted, choice) {
    const { list } = this.options.values;
    /**
     * @param {List} found
     * @param {boolean} loading
     */
    const put = (found, loading) => {
      if (this.#wanted !== wanted) return; // the reader has asked for something else since
      this.#found = found;
      this.table.setColumns(this.columns(list), this.#list.order, list === "typical");
      this.table.setNoun(this.#list.noun, this.#list.head, this.#caption);
      this.table.setRows(found.rows, { loading, options: this.options.ofTable });
      this.panel.respell();
      this.#begin();
      timed(loading ? "first rows" : "all rows");
    };
    const { signal } = this;
    const onpart = (/** @type {List} */ part) => put(part, true);
    put(await this.#asked(list, choice, { signal, onpart }), false);
    if (this.#wanted !== wanted) return;
    const seen = JSON.stringify([list, choice.text, choice.stop, choice.families]);
    if (this.#seen && this.#seen !== seen) announce(`${this.#caption}: ${this.table.told}.`);
    this.#seen = seen;
  }

  /**
   * @param {string} list
   * @param {import("../service/words.js").Choice} choice
   * @param {import("./lists.js").Loading} loading
   */
  async #asked(list, choice, loading) {
    this.#unknown = false;
    try {
      return await LISTS[list].load(this.job, choice, this.texts.summary(choice.text), loading);
    } catch (problem) {
      if (list !== "typical" || !(problem instanceof Problem) || problem.status !== 404) throw problem;
      this.#unknown = true;
      return { rows: [], totals: null };
    }
  }

  get #caption() {
    return caption(this.options.values.list, this.choice.asked);
  }

  #none() {
    if (this.#unknown) return UNKNOWN;
    const { stop, without } = this.choice.asked;
    const ofWords = this.#list.head === "Word";
    if (stop) return null;
    const left = without.length ? ", or left out by you" : "";
    const what = ofWords
      ? `All words of this page are stop words${left}.`
      : "There are no phrases without stop words.";
    return [what, " ", button("Include stop words", () => this.#change({ stop: "include" }), "small")];
  }

  #build() {
    const files = exportButtons({
      name: () => this.#file(),
      rows: () => cells(this.options.values.list, this.table.shown, this.choice.asked),
      json: () => this.#json(),
    });
    return h(
      "div",
      { class: "explorer" },
      h(
        "div",
        { class: "controls" },
        this.lists.element,
        this.choice.elements,
        this.choice.own.element,
        button("To the chart", () => leadTo(this.beside.element), "plain to-chart"),
      ),
      this.texts.share,
      this.remark,
      h(
        "div",
        { class: "panes" },
        h("section", { class: "pane", "aria-label": "Table" }, this.table.element, files),
        this.beside.element,
      ),
    );
  }

  /** What a file is called that holds these rows, or a chart of them. */
  #file(kind = "") {
    const { final_url: url, finished_at: time } = this.job;
    const which = fileParts(this.choice.asked, LISTS[this.options.values.list].file);
    return fileName(url, time, ...which, this.#filtered && "filtered", kind);
  }

  get #filtered() {
    const wanted = this.options.values.q.trim();
    return wanted && ` with “${wanted}”`;
  }

  #json() {
    const { list, q, sort } = this.options.values;
    const listed = {
      ...this.choice.listed,
      filter: q.trim(),
      sort: sort || this.#list.order,
      of: this.table.rows.length,
    };
    return {
      ...inText(this.job, this.#text),
      words: undefined,
      listed,
      [this.#list.noun[1]]: objects(list, this.table.shown),
    };
  }
}
