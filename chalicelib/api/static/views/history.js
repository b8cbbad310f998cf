// One page over time: its results, and how often chosen words stood in it. They are the results that were
// asked for from this browser, which knows their ids, or everyone's where the service lists them.

import { isCounted, jobs as askJobs, jobsWith } from "../service/api.js";
import { send } from "../form/ask-form.js";
import { eachOf } from "../service/at-once.js";
import { chart } from "../charts/chart.js";
import { button, h, keepFocus, newId, pageLink, segments, shortened, stranger } from "../ui/dom.js";
import { copyLink, exportButtons } from "../tables/export.js";
import { clipped, folded, number, percent, plural, roundPercent } from "../ui/format.js";
import { jobList, olderButton } from "../jobs/job-list.js";
import { valuesTable } from "../tables/history-table.js";
import { lines } from "../charts/lines.js";
import { wordList } from "../words/lists.js";
import { idsOf } from "../jobs/recent.js";
import { otherRules } from "../jobs/result.js";
import { note, read } from "../ui/router.js";
import { fileName } from "../tables/rows.js";
import { announce, show } from "../ui/stage.js";

const AT_ONCE = 5; // lists of words
const FIRST_WORDS = 4;
const MOST_WORDS = 6;
const LISTED = document.documentElement.dataset.publicListing === "on";

const ADDRESS = 160; // characters that are shown

/** @typedef {import("../service/api.js").Job} Job */
/** @typedef {import("../words/lists.js").Row} Row */

/**
 * Show the history of the address `where.value`.
 * @param {import("../ui/router.js").Where} where
 * @param {import("./job.js").View} view
 */
export async function historyView(where, { signal, onupdate }) {
  const history = new History(where.value, signal);
  onupdate(() => history.open());
  await history.load();
  await history.open();
  if (signal.aborted) return;
  if (!history.jobs.length) return showNone(where.value);
  show(history.element);
  announce(`${plural(history.jobs.length, "result")} of this page.`);
}

/** @param {string} url */
function showNone(url) {
  show(
    h(
      "section",
      { class: "notice" },
      h("h1", { tabindex: "-1" }, "This page has no history yet"),
      h("p", { class: "about" }, pageLink(url, clipped(shortened(url), ADDRESS))),
      h(
        "p",
        {},
        `Once it has been counted ${LISTED ? "" : "from this browser "}a few times, its words are drawn over time here.`,
      ),
      h(
        "p",
        { class: "actions" },
        button("Count it now", () => send([url]), "primary"),
      ),
    ),
  );
  announce("This page has no history yet.");
}

class History {
  /** @type {Job[]} */
  jobs = [];
  /** @type {URL | null} */
  next = null;
  /** @type {string[]} */
  words = [];
  /** @type {string[] | null} */
  first = null;
  /** @type {Map<string, Map<string, Row>>} */
  counts = new Map();
  options = { words: "", unit: "" };

  /**
   * @param {string} url
   * @param {AbortSignal} signal
   */
  constructor(url, signal) {
    this.url = url;
    this.signal = signal;
    this.list = jobList([]);
    this.chips = h("ul", { class: "chips" });
    this.rules = h("div");
    this.numbers = h("div", {
      class: "scroll",
      role: "region",
      "aria-label": "The words over time",
      tabindex: "0",
    });
    this.unit = segments(
      "Unit",
      [
        ["share", "Share"],
        ["count", "Count"],
      ],
      "share",
      (unit) => this.#change({ unit }),
    );
    this.chart = chart({
      name: () => fileName(url, null, "history"),
      legend: () => ({ title: `Words over time: ${this.words.join(", ")}`, source: shortened(url) }),
      draw: (width) => this.#draw(width),
      empty: "Choose a word to draw its line.",
    });
    this.older = olderButton(this.list, () => this.#older());
    this.suggestions = h("datalist", { id: newId("words") });
    this.add = this.#adding();
    this.element = this.#build();
  }

  /** Get the next part of the history, with the words of each result. */
  async load() {
    const { items, next } = await this.#part();
    await eachOf(items.filter(isCounted), AT_ONCE, async (job) => {
      const rows = await wordList(job.id, "include", { signal: this.signal });
      this.counts.set(job.id, new Map(rows.map((row) => [row.word, row])));
    });
    this.next = next;
    this.older.offer(next);
    this.jobs.push(...items);
    this.list.set(this.jobs);
    this.rules.replaceChildren(otherRules(this.jobs) ?? "");
    const newest = this.#counted().at(-1);
    if (!newest || this.first) return;
    this.lang = newest.language;
    const usual = await wordList(newest.id, "exclude", { signal: this.signal });
    this.first = usual.slice(0, FIRST_WORDS).map((row) => row.word);
    this.suggestions.replaceChildren(...usual.slice(0, 200).map((row) => h("option", { value: row.word })));
  }

  async #part() {
    const { url, next, signal } = this;
    if (LISTED) return askJobs(url, { next, signal });
    const known = await jobsWith(idsOf(url), { signal });
    return { items: known.filter((job) => job.status !== "pending"), next: null };
  }

  /** Show what the address says. */
  async open() {
    const where = read();
    const words = where.get("words");
    const named = words.split(" ").filter(Boolean).slice(0, MOST_WORDS);
    this.words = where.has("words") ? named : (this.first ?? []);
    this.options = { words, unit: where.get("unit") };
    this.unit.choose(this.options.unit || "share");
    this.#fill();
  }

  /** @param {Partial<{words: string, unit: string}>} changes */
  #change(changes) {
    Object.assign(this.options, changes);
    if (this.options.unit === "share") this.options.unit = "";
    note("history", this.url, this.options, { step: true });
    this.#fill();
  }

  /** @param {string[]} words */
  #choose(words) {
    this.words = words;
    this.#change({ words: words.join(" ") });
  }

  async #older() {
    await this.load();
    this.#fill();
    announce(`${this.jobs.length} results are listed.`);
    return this.next;
  }

  /** The results with words, the oldest first. */
  #counted() {
    return this.jobs.filter(isCounted).toReversed();
  }

  /**
   * The form in which a word is counted, which is that of the results: "straße" is counted as "strasse".
   * @param {string} typed
   */
  #countedAs(typed) {
    const wanted = folded(typed);
    for (const rows of this.counts.values()) {
      if (rows.has(wanted)) return wanted;
      for (const row of rows.values()) if (row.search.split(" ").includes(wanted)) return row.word;
    }
    return wanted;
  }

  /**
   * @param {Job} job
   * @param {string} word
   */
  #value(job, word) {
    const row = this.counts.get(job.id)?.get(word);
    if (!row) return 0;
    return this.options.unit === "count" ? row.count : row.share;
  }

  #fill() {
    const chips = this.words.map((word) => {
      const remove = () => this.#choose(this.words.filter((one) => one !== word));
      return h(
        "li",
        {},
        stranger(word, this.lang),
        button("×", remove, "chip", { "aria-label": `Remove ${word}` }),
      );
    });
    const near = () => this.chips.querySelector("button") ?? this.add.querySelector("input");
    this.add.hidden = this.words.length >= MOST_WORDS;
    keepFocus(this.chips, () => this.chips.replaceChildren(...chips), near);
    this.chart.redraw();
    this.numbers.replaceChildren(valuesTable(this.words, this.#values(), this.#format(), this.lang));
  }

  #format() {
    return this.options.unit === "count" ? number : percent;
  }

  /** The words' values in each result, the newest first. */
  #values() {
    return this.#counted()
      .toReversed()
      .map((job) => ({ time: job.finished_at, values: this.words.map((word) => this.#value(job, word)) }));
  }

  /** The same as rows under a row of heads, which say what the values are. */
  #rows() {
    const heads = this.words.map((word) => `${this.options.unit || "share"} of ${word}`);
    return [
      ["counted", ...heads, "page"],
      ...this.#values().map(({ time, values }) => [time, ...values, this.url]),
    ];
  }

  /** @param {number} width */
  #draw(width) {
    const counted = this.#counted();
    const series = this.words.map((word) => ({
      name: word,
      lang: this.lang,
      values: counted.map((job) => this.#value(job, word)),
    }));
    const times = counted.map((job) => Date.parse(job.finished_at));
    return lines(width, times, series, {
      format: this.#format(),
      tick: this.options.unit === "count" ? number : roundPercent,
      whole: this.options.unit === "count",
      description: "Line chart of the chosen words over time; the table gives the same figures",
    });
  }

  #adding() {
    const id = newId("word");
    const input = h("input", {
      id,
      list: this.suggestions.id,
      maxlength: 200,
      spellcheck: "false",
      autocomplete: "off",
      placeholder: "Add a word",
    });
    /** @param {Event} event */
    const onsubmit = (event) => {
      event.preventDefault();
      const typed = input.value
        .split(/\s+/)
        .filter(Boolean)
        .map((word) => this.#countedAs(word));
      input.value = "";
      if (typed.length) this.#choose([...new Set([...this.words, ...typed])].slice(0, MOST_WORDS));
    };
    return h(
      "form",
      { class: "row", onsubmit },
      h("label", { for: id, class: "unseen" }, "Add a word"),
      input,
      this.suggestions,
      h("button", { class: "quiet" }, "Add"),
    );
  }

  #build() {
    const json = () => {
      const results = this.#values().map(({ time, values }) => ({
        counted: time,
        words: Object.fromEntries(this.words.map((word, index) => [word, values[index]])),
      }));
      return { url: this.url, unit: this.options.unit || "share", results };
    };
    const files = exportButtons({
      name: () => fileName(this.url, null, "history"),
      rows: () => this.#rows(),
      json,
    });
    return h(
      "article",
      { class: "result" },
      h(
        "header",
        { class: "masthead" },
        h("p", { class: "address" }, pageLink(this.url, clipped(shortened(this.url), ADDRESS))),
        h("h1", { tabindex: "-1" }, "History of this page"),
        h(
          "p",
          { class: "actions" },
          copyLink(),
          button("Count again", () => send([this.url]), "small"),
        ),
        this.rules,
      ),
      h(
        "section",
        { class: "list" },
        h("h2", {}, "Words over time"),
        h("div", { class: "controls" }, this.chips, this.add, this.unit.element),
        this.chart.element,
        this.numbers,
        files,
      ),
      h("section", { class: "list" }, h("h2", {}, "Results"), this.list.element, this.older.element),
    );
  }
}
