// The words and phrases of one result: a table, and a chart of what the table holds.

import { Contexts } from "./contexts.js";
import { button, h, segments } from "../ui/dom.js";
import { exportButtons } from "../tables/export.js";
import { number, plural } from "../ui/format.js";
import { chosenWords, keptWords, phraseList, phraseTotals } from "./lists.js";
import { kept, named, OwnWords } from "./own-words.js";
import { TextChoice } from "./main-text.js";
import { link, note, read } from "../ui/router.js";
import { fileName } from "../tables/rows.js";
import { announce } from "../ui/stage.js";
import { Table } from "../tables/table.js";
import { WordCharts } from "../charts/word-charts.js";
import { columns } from "../tables/word-columns.js";

/** @type {{[list: string]: {noun: [string, string], head: string, file: string, name: string}}} */
const LISTS = {
  words: { noun: ["word", "words"], head: "Word", file: "words", name: "Words" },
  2: { noun: ["phrase", "phrases"], head: "Phrase", file: "two-word-phrases", name: "2-word phrases" },
  3: { noun: ["phrase", "phrases"], head: "Phrase", file: "three-word-phrases", name: "3-word phrases" },
  4: { noun: ["phrase", "phrases"], head: "Phrase", file: "four-word-phrases", name: "4-word phrases" },
};
/** @type {{[option: string]: string[]}} */
const CHOICES = {
  list: ["words", "2", "3", "4"],
  stop: ["exclude", "include"],
  chart: ["bars", "cloud"],
  near: ["", "before", "after"],
  text: ["", "page"],
};
const DEFAULTS = {
  list: "words",
  stop: "exclude",
  without: "",
  keep: "",
  chart: "bars",
  q: "",
  sort: "",
  page: "1",
  context: "",
  near: "",
  text: "", // the main text, where the page has one
};

/** @typedef {import("./lists.js").Row} Row */

/** The table and charts of a succeeded job; `open` shows what the address says. */
export class Explorer {
  options = { ...DEFAULTS };
  #wanted = "";
  #seen = ""; // the list that is in the table
  #own = { without: /** @type {string[]} */ ([]), keep: /** @type {string[]} */ ([]) };
  #begin = () => {};

  /**
   * @param {import("../service/api.js").Counted} job
   * @param {{signal: AbortSignal, onproblem: (problem: unknown) => void}} view
   */
  constructor(job, { signal, onproblem }) {
    this.job = job;
    this.signal = signal;
    this.onproblem = onproblem;
    this.texts = new TextChoice(job, (text) => this.#change({ text, page: "1" }));
    /** @type {Promise<void>} */
    this.begun = new Promise((begin) => (this.#begin = () => begin()));
    this.lists = segments(
      "What to list",
      CHOICES.list.map((key) => [key, LISTS[key].name]),
      "words",
      (list) => this.#change({ list, page: "1" }),
    );
    this.stop = h("input", {
      type: "checkbox",
      onchange: () => this.#change({ stop: this.stop.checked ? "include" : "exclude", page: "1" }),
    });
    this.own = new OwnWords(({ without, keep }) =>
      this.#change({ without: without.join(","), keep: keep.join(",") }),
    );
    this.charts = new WordCharts({
      job,
      name: (kind) => this.#file(kind),
      filtered: () => this.#filtered,
      onpick: (word) => this.#open(word),
      onchoice: (kind) => this.#change({ chart: kind }),
    });
    this.table = new Table({
      columns: columns(job.language, {
        place: (word) => link("job", job.id, { ...this.#changed, context: word }),
        onopen: (word) => this.#open(word),
        onleave: (word) => this.own.leaveOut(word),
      }),
      noun: LISTS.words.noun,
      caption: "Words of the page with count and share",
      order: "-count",
      total: (count) => this.#told(count),
      none: () => this.#none(),
      onchange: (state, step) => this.#change({ ...state, page: String(state.page) }, step),
      onrows: (rows) => this.#draw(rows),
    });
    this.contexts = new Contexts(job, signal, {
      onsort: (near) => this.#change({ near }),
      onclose: () => this.#close(),
    });
    this.element = this.#build();
  }

  get #list() {
    return LISTS[this.options.list];
  }

  /** Show what the address says. The promise is kept once all of it is loaded, `begun` once there is something. */
  async open() {
    const where = read();
    for (const [key, value] of Object.entries(DEFAULTS)) {
      const given = where.get(key, value);
      Object.assign(this.options, { [key]: CHOICES[key]?.includes(given) === false ? value : given });
    }
    const own = kept();
    if (own && !where.has("without") && !where.has("keep")) {
      Object.assign(this.options, { without: own.without.join(","), keep: own.keep.join(",") });
      this.#note(false);
    }
    this.table.setOptions(this.options);
    await this.#settle();
  }

  /** @param {Partial<typeof DEFAULTS>} changes */
  #change(changes, step = true) {
    Object.assign(this.options, changes);
    this.#note(step);
    this.#settle().catch(this.onproblem);
  }

  /** @param {boolean} step */
  #note(step) {
    note("job", this.job.id, this.#changed, { step });
  }

  /** The options that are not as usual, which stand in the link. */
  get #changed() {
    /** @type {Map<string, string>} */
    const usual = new Map(Object.entries(DEFAULTS));
    return Object.fromEntries(
      Object.entries(this.options).filter(([key, value]) => usual.get(key) !== value),
    );
  }

  /**
   * Show a word's contexts beside the list, and lead the keyboard there.
   * @param {string} word
   */
  #open(word) {
    this.#change({ context: word });
    this.contexts.heading.focus({ preventScroll: true });
    const { top, bottom } = this.contexts.heading.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) this.contexts.heading.scrollIntoView();
  }

  /** Close the contexts, and lead the keyboard back to the word. */
  #close() {
    const { context } = this.options;
    this.#change({ context: "", near: "" });
    const row = this.table.shownRow((one) => one.word === context);
    (row?.querySelector("a") ?? this.table.filter).focus();
  }

  /** Make everything show what the options say. */
  async #settle() {
    const { list, stop, without, keep, chart: kind } = this.options;
    this.lists.choose(list);
    this.texts.show(this.options.text);
    const { text } = this.texts;
    this.charts.choose(kind);
    this.stop.checked = stop === "include";
    this.#own = { without: named(without), keep: named(keep) };
    this.own.show(this.#own);
    const { context, near } = this.options;
    this.charts.element.hidden = context !== "";
    const found = this.contexts.show({ word: context, near });
    const wanted = [text, list, stop, without, keep].join(" ");
    if (wanted === this.#wanted) {
      this.charts.redraw();
      return found;
    }
    this.#wanted = wanted;
    this.table.setBusy(true);
    try {
      await Promise.all([this.#load(wanted), found]);
    } catch (problem) {
      if (this.#wanted !== wanted) return;
      this.#wanted = "";
      throw problem;
    }
  }

  /** @param {string} wanted */
  async #load(wanted) {
    const { list, stop } = this.options;
    /**
     * @param {Row[]} rows
     * @param {boolean} loading
     */
    const put = (rows, loading) => {
      if (this.#wanted !== wanted) return; // the reader has asked for something else since
      this.table.setNoun(this.#list.noun, this.#list.head, this.#caption);
      this.table.setRows(rows, { loading });
      this.#begin();
      timed(loading ? "first rows" : "all rows");
    };
    const { signal } = this;
    const { text, summary } = this.texts;
    const choice = { stop, ...this.#own };
    put(
      list === "words"
        ? await chosenWords(this.job.id, choice, { signal, text, onpart: (rows) => put(rows, true) })
        : await phraseList(this.job.id, Number(list), choice, summary.words, { signal, text }),
      false,
    );
    if (this.#wanted !== wanted) return;
    const seen = `${text} ${list} ${stop}`;
    if (this.#seen && this.#seen !== seen) announce(`${this.#caption}: ${this.table.told}.`);
    this.#seen = seen;
  }

  get #caption() {
    const what = {
      words: "Words",
      2: "Phrases of two words",
      3: "Phrases of three words",
      4: "Phrases of four words",
    }[this.options.list];
    const whole = this.texts.text === "main" ? "main text" : "page";
    const more = this.options.stop === "include" ? ", stop words included" : "";
    return `${what} of the ${whole} with count and share${more}`;
  }

  /**
   * How many words are shown, and where the others are.
   * @param {number} count
   */
  #told(count) {
    const all = this.texts.summary.distinct_words;
    const inAll = phraseTotals.get(`${this.job.id} ${this.texts.text} ${this.options.list}`);
    if (inAll) return `${plural(count, ...this.#list.noun)}, the most frequent of ${number(inAll)}`;
    if (this.options.list !== "words" || count === all) return plural(count, ...this.#list.noun);
    const kept = keptWords(this.job.id, this.texts.text) ?? all;
    const out = this.#own.without.length;
    const stop = this.options.stop === "exclude" ? kept - count - out : 0;
    const why = [
      stop > 0 && `${number(stop)} ${stop === 1 ? "is a stop word" : "are stop words"}`,
      out > 0 && `${plural(out, "word")} left out`,
      all > kept && `the ${number(all - kept)} rarest are not kept`,
    ];
    return `${plural(all, "different word")}, ${number(count)} shown: ${why.filter(Boolean).join(", ")}`;
  }

  #none() {
    const { list, stop } = this.options;
    if (stop === "include" || (list === "words" && this.#own.without.length)) return null;
    const what =
      list === "words"
        ? "All words of this page are stop words."
        : "There are no phrases without stop words.";
    return [what, " ", button("Include stop words", () => this.#change({ stop: "include" }), "small")];
  }

  /** @param {Row[]} rows */
  #draw(rows) {
    const { sort } = this.table.options;
    const frequent = sort && sort !== "-count" ? rows.toSorted((a, b) => a.rank - b.rank) : rows;
    this.charts.draw(frequent, this.#list.noun);
  }

  #build() {
    const known = this.job.language ? "" : " (none known for this page)";
    const drawn = h(
      "section",
      { class: "pane drawn", "aria-label": "Chart", tabindex: "-1" },
      this.contexts.element,
      this.charts.element,
    );
    const files = exportButtons({
      name: () => this.#file(),
      rows: () => this.#rows(),
      json: () => this.#json(),
    });
    return h(
      "div",
      { class: "explorer" },
      h(
        "div",
        { class: "controls" },
        this.texts.element,
        this.lists.element,
        h("label", { class: "check" }, this.stop, ` Include stop words${known}`),
        this.own.element,
        button("To the chart", () => leadTo(drawn), "plain to-chart"),
      ),
      this.texts.share,
      h(
        "div",
        { class: "panes" },
        h("section", { class: "pane", "aria-label": "Table" }, this.table.element, files),
        drawn,
      ),
    );
  }

  /** What a file is called that holds these rows, or a chart of them. */
  #file(kind = "") {
    const { stop } = this.options;
    const { final_url: url, finished_at: time } = this.job;
    const all = stop === "include" && "with-stop-words";
    return fileName(url, time, this.texts.inName, this.#list.file, all, this.#filtered && "filtered", kind);
  }

  get #filtered() {
    const wanted = this.options.q.trim();
    return wanted && ` with “${wanted}”`;
  }

  #rows() {
    const heads = ["rank", this.#list.noun[0], "count", "share"];
    return [heads, ...this.table.shown.map((row) => [row.rank, row.word, row.count, row.share.toFixed(6)])];
  }

  #json() {
    const { list, stop, q, sort } = this.options;
    const rows = this.table.shown.map(({ word, text, count, share }) =>
      list === "words" ? { word, spelling: text, count, share } : { phrase: word, count, share },
    );
    const listed = {
      text: this.texts.text,
      stop_words: stop,
      ...this.#own,
      filter: q.trim(),
      sort: sort || "-count",
      of: this.table.rows.length,
    };
    return { ...this.job, words: undefined, listed, [this.#list.noun[1]]: rows };
  }
}

/**
 * Bring a part of the page to the top, and the keyboard with it.
 * @param {HTMLElement} element
 */
function leadTo(element) {
  element.scrollIntoView();
  element.focus({ preventScroll: true });
}

/**
 * Note how long it was from the result to the drawn table, for who measures the page.
 * @param {string} name
 */
function timed(name) {
  requestAnimationFrame(() => {
    if (performance.getEntriesByName("result").length && !performance.getEntriesByName(name).length) {
      performance.measure(name, "result");
    }
  });
}
