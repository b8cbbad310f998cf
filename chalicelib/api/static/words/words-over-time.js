// How often chosen words stood in the results of one page: as lines, as a table, and in files.

import { wordList } from "./lists.js";
import { mainText } from "./main-text.js";
import { kept } from "./own-words.js";
import { WordChips } from "./word-chips.js";
import { fileParts } from "./captions.js";
import { unitSegments } from "./word-choice.js";
import { whole } from "../jobs/origin.js";
import { chart } from "../charts/chart.js";
import { lines } from "../charts/lines.js";
import { eachOf } from "../service/at-once.js";
import { isCounted } from "../service/jobs.js";
import { ALL } from "../service/words.js";
import { exportButtons } from "../tables/export.js";
import { valuesTable } from "../tables/history-table.js";
import { fileName } from "../tables/rows.js";
import { h, segments, shortened } from "../ui/dom.js";
import { folded, number, percent, plural, roundPercent } from "../ui/format.js";
import { Options } from "../ui/options.js";

const AT_ONCE = 5; // lists of words
const FIRST_WORDS = 4;
const MOST_WORDS = 6;
const OPTIONS = { words: "", unit: "", text: "", families: "" };

/** @typedef {import("../service/jobs.js").Counted} Counted */
/** @typedef {import("./lists.js").Row} Row */

export class WordsOverTime {
  /** @type {Counted[]} */
  #jobs = []; // the newest first
  /** @type {string[]} */
  words = [];
  /** @type {string[]} */
  #first = [];
  /** @type {Map<string, Map<string, Row>>} */
  #counts = new Map();
  #loaded = "";
  #none = false; // whether the reader has taken all words away

  /**
   * @param {string} url
   * @param {{signal: AbortSignal, onproblem: (problem: unknown) => void}} view
   */
  constructor(url, { signal, onproblem }) {
    this.url = url;
    this.signal = signal;
    this.onproblem = onproblem;
    this.options = new Options("history", url, OPTIONS);
    this.chips = new WordChips({
      most: MOST_WORDS,
      counted: (typed) => this.#countedAs(typed),
      onchange: (words) => {
        this.#none = !words.length;
        this.#change({ words: words.join(" ") });
      },
    });
    this.texts = segments(
      "Which text",
      [
        ["", "Main text"],
        ["page", "Whole page"],
      ],
      "",
      (text) => this.#change({ text }),
    );
    this.families = h("input", {
      type: "checkbox",
      onchange: () => this.#change({ families: this.families.checked ? "on" : "" }),
    });
    this.unit = unitSegments((changes) => this.#change(changes));
    this.chart = chart({
      name: () => this.#file(),
      legend: () => ({ title: `Words over time: ${this.words.join(", ")}`, source: shortened(url) }),
      draw: (width) => this.#draw(width),
      empty: "Choose a word to draw its line.",
    });
    this.lacking = h("p", { class: "quiet-text" });
    this.numbers = h("div", {
      class: "scroll",
      role: "region",
      "aria-label": "The words over time",
      tabindex: "0",
    });
    this.element = this.#build();
  }

  /**
   * Take the results that there are, the newest first, and show what the address says of them.
   * @param {import("../service/jobs.js").Job[]} jobs
   */
  async take(jobs) {
    this.#jobs = jobs.filter(isCounted);
    await this.open();
  }

  async open() {
    this.options.read();
    this.#none = false;
    await this.#settle();
  }

  /** @param {import("../ui/options.js").Values} changes */
  #change(changes) {
    this.options.change(changes);
    this.#settle().catch(this.onproblem);
  }

  get #hasMain() {
    return this.#jobs.some(mainText);
  }

  /** @returns {import("../service/words.js").Choice} */
  get #choice() {
    const main = this.#hasMain && this.options.values.text !== "page";
    return { ...ALL, families: this.options.values.families === "on", text: main ? "main" : "page" };
  }

  /** The results that have the text whose words are shown. */
  get #shown() {
    return this.#choice.text === "main" ? this.#jobs.filter((job) => job.main_text?.summary) : this.#jobs;
  }

  async #settle() {
    const { words, unit, text, families } = this.options.values;
    this.texts.choose(text);
    this.texts.element.hidden = !this.#hasMain;
    this.families.checked = families === "on";
    this.unit.choose(unit);
    await this.#load();
    const named = words.split(" ").filter(Boolean).slice(0, MOST_WORDS);
    this.words = words || this.#none ? named : this.#first;
    this.#fill();
  }

  /** Get the words of the results, and those that are drawn at first. */
  async #load() {
    const choice = this.#choice;
    const jobs = this.#shown;
    const wanted = JSON.stringify([choice, jobs.map((job) => job.id)]);
    if (wanted === this.#loaded || !jobs.length) return;
    const { signal } = this;
    /** @type {Map<string, Map<string, Row>>} */
    const counts = new Map();
    await eachOf(jobs, AT_ONCE, async (job) => {
      const { rows } = await wordList(job.id, choice, { signal });
      counts.set(job.id, byForm(rows));
    });
    const { without = [], keep = [] } = kept() ?? {};
    const usual = await wordList(jobs[0].id, { ...choice, stop: false, without, keep }, { signal });
    this.#counts = counts;
    this.#loaded = wanted;
    this.#first = usual.rows.slice(0, FIRST_WORDS).map((row) => row.word);
    this.chips.suggest(usual.rows.map((row) => row.word));
  }

  /**
   * The form in which a word is counted, which is that of the results: "straße" is counted as "strasse".
   * @param {string} typed
   */
  #countedAs(typed) {
    const wanted = folded(typed);
    for (const rows of this.#counts.values()) {
      if (rows.has(wanted)) return wanted;
      for (const row of rows.values()) if (row.search.split(" ").includes(wanted)) return row.word;
    }
    return wanted;
  }

  /**
   * @param {Counted} job
   * @param {string} word
   */
  #value(job, word) {
    const row = this.#counts.get(job.id)?.get(word);
    if (!row) return whole(job, this.#choice.text) ? 0 : null;
    return this.options.values.unit === "count" ? row.count : row.share;
  }

  #fill() {
    const lang = this.#jobs[0]?.language;
    this.chips.show(this.words, lang);
    const without = this.#jobs.length - this.#shown.length;
    this.lacking.textContent = `${plural(without, "result")} without a main text ${without === 1 ? "is" : "are"} left out.`;
    this.lacking.hidden = !without;
    this.chart.redraw();
    this.numbers.replaceChildren(valuesTable(this.words, this.#values(), this.#format(), lang));
  }

  #format() {
    return this.options.values.unit === "count" ? number : percent;
  }

  /** The words' values in each result, the newest first. */
  #values() {
    return this.#shown.map((job) => ({
      time: job.finished_at,
      values: this.words.map((word) => this.#value(job, word)),
    }));
  }

  /** @param {number} width */
  #draw(width) {
    const counted = this.#shown.toReversed();
    const count = this.options.values.unit === "count";
    const series = this.words.map((word) => ({
      name: word,
      lang: this.#jobs[0]?.language,
      values: counted.map((job) => this.#value(job, word)),
    }));
    const times = counted.map((job) => Date.parse(job.finished_at));
    return lines(width, times, series, {
      format: this.#format(),
      tick: count ? number : roundPercent,
      whole: count,
      description: "Line chart of the chosen words over time; the table gives the same figures",
    });
  }

  #file() {
    return fileName(this.url, null, ...fileParts({ ...this.#choice, stop: false }), "history");
  }

  /** The values as rows under a row of heads, which say what they are. */
  #rows() {
    const heads = this.words.map((word) => `${this.options.values.unit || "share"} of ${word}`);
    return [
      ["counted", ...heads, "page"],
      ...this.#values().map(({ time, values }) => [time, ...values, this.url]),
    ];
  }

  #json() {
    const results = this.#values().map(({ time, values }) => ({
      counted: time,
      words: Object.fromEntries(this.words.map((word, index) => [word, values[index]])),
    }));
    const { text, families } = this.#choice;
    const unit = this.options.values.unit || "share";
    return { url: this.url, unit, text, families: families ? "on" : "off", results };
  }

  #build() {
    const files = exportButtons({
      name: () => this.#file(),
      rows: () => this.#rows(),
      json: () => this.#json(),
    });
    return h(
      "section",
      { class: "list" },
      h("h2", {}, "Words over time"),
      h(
        "div",
        { class: "controls" },
        this.texts.element,
        this.chips.elements,
        this.unit.element,
        h("label", { class: "check" }, this.families, " Forms of a word as one"),
      ),
      this.lacking,
      this.chart.element,
      this.numbers,
      files,
    );
  }
}

/**
 * Rows by each form that they stand for: the commonest form of a family may be another one in each result.
 * @param {Row[]} rows
 */
function byForm(rows) {
  const found = new Map(rows.map((row) => [row.word, row]));
  for (const row of rows) for (const { word } of row.members ?? []) found.set(word, row);
  return found;
}
