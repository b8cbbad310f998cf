// The words of several results as a table and a chart, by what is typical of each.

import { bars } from "../charts/bars.js";
import { chart, swatch } from "../charts/chart.js";
import { compared } from "./comparison.js";
import { h, segments, stranger } from "../ui/dom.js";
import { exportButtons } from "../tables/export.js";
import { number, percent, plural, roundPercent, signed } from "../ui/format.js";
import { isNamed, wordList } from "./lists.js";
import { names, origin, place } from "../jobs/origin.js";
import { kept, named, OwnWords } from "./own-words.js";
import { note, read } from "../ui/router.js";
import { fileName } from "../tables/rows.js";
import { Table } from "../tables/table.js";

const ROWS_DRAWN = 15;
const LETTERS = "ABCDEF";
const COLLATOR = new Intl.Collator();
const MEASURES =
  "What is typical of one page comes first. Log-likelihood (LL) says how surprising a word’s counts would be if " +
  "the pages used it alike, with p, how seldom chance alone does that; the log ratio says how many times as often " +
  "one page uses it, as a power of two: 1 is twice, 3 is eight times.";
const DEFAULTS = { stop: "", without: "", keep: "", unit: "", q: "", sort: "", page: "" };

/** @typedef {import("./comparison.js").Row} Row */

export class Comparison {
  options = { ...DEFAULTS };
  #loaded = false;
  /** @type {Row[]} */
  #rows = [];
  /** @type {Row[]} */
  #drawn = [];

  /**
   * @param {string} value what the link says behind "compare"
   * @param {import("../service/api.js").Counted[]} jobs
   * @param {{signal: AbortSignal, onproblem: (problem: unknown) => void}} view
   */
  constructor(value, jobs, { signal, onproblem }) {
    this.value = value;
    this.jobs = jobs;
    this.signal = signal;
    this.onproblem = onproblem;
    const languages = new Set(jobs.map((job) => job.language));
    this.lang = languages.size === 1 ? jobs[0].language : null;
    this.stop = h("input", {
      type: "checkbox",
      onchange: () => this.#change({ stop: this.stop.checked ? "include" : "", page: "" }),
    });
    this.own = new OwnWords(({ without, keep }) =>
      this.#change({ without: without.join(","), keep: keep.join(",") }),
    );
    this.unit = segments(
      "Unit",
      [
        ["", "Share"],
        ["count", "Count"],
      ],
      "",
      (unit) => this.#change({ unit }),
    );
    this.table = new Table({
      columns: this.#columns(),
      noun: ["word", "words"],
      caption: "Words of the pages, by what is typical of one",
      order: "-likelihood",
      wide: true,
      total: (count) => this.#told(count),
      none: () => !this.stop.checked && "All words of these pages are stop words.",
      onchange: (state, step) =>
        this.#change({ ...state, page: state.page > 1 ? String(state.page) : "" }, step),
      onrows: (rows) => {
        this.#drawn = rows;
        this.chart?.redraw();
      },
    });
    this.chart = chart({
      name: () => this.#file(),
      legend: () => ({
        title: `Words that are typical of one page${this.#filtered}`,
        source: jobs.map((job, index) => `${LETTERS[index]}: ${origin(job)}`).join("   "),
      }),
      draw: (width) => this.#draw(width),
      empty: "No words to draw.",
    });
    this.element = this.#build();
  }

  /** Show what the address says. */
  async open() {
    const where = read();
    for (const key of Object.keys(DEFAULTS)) Object.assign(this.options, { [key]: where.get(key) });
    const own = kept();
    if (own && !where.has("without") && !where.has("keep")) {
      Object.assign(this.options, { without: own.without.join(","), keep: own.keep.join(",") });
      note("compare", this.value, this.options);
    }
    this.table.setOptions({ ...this.options, page: this.options.page || 1 });
    this.unit.choose(this.options.unit);
    await this.#load();
  }

  /** @param {Partial<typeof DEFAULTS>} changes */
  #change(changes, step = true) {
    const before = this.#wanted;
    const { unit } = this.options;
    Object.assign(this.options, changes);
    note("compare", this.value, this.options, { step });
    if (this.#wanted !== before) this.#choose();
    if (this.options.unit !== unit) this.table.setOptions({ ...this.options, page: this.options.page || 1 });
  }

  get #wanted() {
    const { stop, without, keep } = this.options;
    return [stop, without, keep].join(" ");
  }

  async #load() {
    if (this.#loaded) return this.#choose();
    this.table.setBusy(true);
    const { signal } = this;
    const texts = await Promise.all(
      this.jobs.map(async ({ id, summary }) => {
        const [all, usual] = await Promise.all([
          wordList(id, "include", { signal }),
          wordList(id, "exclude", { signal }),
        ]);
        return { all, usual, total: summary.words };
      }),
    );
    this.#rows = compared(texts);
    this.#loaded = true;
    this.#choose();
  }

  /** Put those words into the table that the reader wants to see. */
  #choose() {
    const { stop, without, keep } = this.options;
    const [out, after] = [named(without), named(keep)];
    this.stop.checked = stop === "include";
    this.own.show({ without: out, keep: after });
    const [hidden, counted] = [new Set(out), new Set(after)];
    /** @param {Row} row */
    const wanted = (row) =>
      !isNamed(row, hidden) && (stop === "include" || !row.stop || isNamed(row, counted));
    const rows = this.#rows.filter(wanted);
    rows.forEach((row, index) => (row.rank = index + 1));
    this.table.setRows(rows);
  }

  /** @param {number} count */
  #told(count) {
    const all = this.#rows.length;
    if (count === all) return plural(count, "word");
    const stop = this.options.stop === "include" ? 0 : this.#rows.filter((row) => row.stop).length;
    const why = [
      stop > 0 && `${number(stop)} ${stop === 1 ? "is a stop word" : "are stop words"} of one of the pages`,
      named(this.options.without).length > 0 && "your own are left out",
    ];
    return `${plural(all, "different word")}, ${number(count)} shown: ${why.filter(Boolean).join(", ")}`;
  }

  /** @returns {import("../tables/table.js").Column<Row>[]} */
  #columns() {
    const two = this.jobs.length === 2;
    const shares = this.jobs.map((job, index) => ({
      key: LETTERS[index].toLowerCase(),
      label: [swatch(index), h("span", { class: "unseen" }, "Share in "), LETTERS[index]],
      name: `share in ${LETTERS[index]}`,
      hint: place(job),
      numeric: true,
      descending: true,
      /** @param {Row} row */
      cell: (row) => this.#value(row, index),
      /**
       * @param {Row} a
       * @param {Row} b
       */
      order: (a, b) => a.shares[index] - b.shares[index],
    }));
    return [
      {
        key: "word",
        label: "Word",
        head: true,
        kind: "text",
        cell: (row) => stranger(row.text, this.lang),
        order: (a, b) => COLLATOR.compare(a.text, b.text),
      },
      ...shares,
      {
        key: "likelihood",
        label: h("abbr", { title: "Log-likelihood" }, "LL"),
        name: "log-likelihood",
        numeric: true,
        descending: true,
        cell: (row) => row.likelihood.toFixed(2),
        order: (a, b) => a.likelihood - b.likelihood,
      },
      {
        key: "p",
        label: "p",
        hint: "How seldom chance alone makes such a difference",
        numeric: true,
        kind: "share",
        cell: (row) => chance(row.chance),
      },
      {
        key: "ratio",
        label: "Log ratio",
        name: "log ratio",
        hint: two ? "A to B" : "Of the page that the word is most typical of, to all others",
        numeric: true,
        descending: true,
        cell: (row) => (two ? signed(row.ratio) : [LETTERS[row.of], " ", signed(row.ratio)]),
        order: (a, b) => a.ratio - b.ratio,
      },
    ];
  }

  /**
   * @param {Row} row
   * @param {number} index
   */
  #value({ counts, shares }, index) {
    const [count, share] = [plural(counts[index], "time"), percent(shares[index])];
    if (this.options.unit === "count") return h("span", { title: share }, number(counts[index]));
    return h("span", { title: count }, share);
  }

  /** @param {number} width */
  #draw(width) {
    const count = this.options.unit === "count";
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
      rows: () => this.#cells(),
      json: () => this.#json(),
    });
    return h(
      "div",
      { class: "explorer" },
      h(
        "div",
        { class: "controls" },
        h("label", { class: "check" }, this.stop, " Include stop words"),
        this.unit.element,
        this.own.element,
        h("p", { class: "quiet-text measures" }, MEASURES),
      ),
      h(
        "div",
        { class: "panes" },
        h("section", { class: "pane", "aria-label": "Table" }, this.table.element, files),
        h("section", { class: "pane drawn", "aria-label": "Chart" }, this.chart.element),
      ),
    );
  }

  #file() {
    const places = this.jobs.slice(0, 2).map((job) => fileName(job.final_url ?? job.url, null));
    const more = this.jobs.length > 2 && `and-${this.jobs.length - 2}-more`;
    return [...places, more, "compared", this.#filtered && "filtered"].filter(Boolean).join("-");
  }

  get #filtered() {
    const wanted = this.options.q.trim();
    return wanted && ` with “${wanted}”`;
  }

  #cells() {
    const called = this.jobs.map((job) => origin(job));
    return [
      [
        "word",
        ...called.flatMap((name) => [`count: ${name}`, `share: ${name}`]),
        "log-likelihood",
        "p below",
        this.jobs.length === 2 ? "log ratio of the first to the second" : "log ratio",
        ...(this.jobs.length > 2 ? ["typical of"] : []),
      ],
      ...this.table.shown.map((row) => [
        row.word,
        ...row.counts.flatMap((count, index) => [count, row.shares[index].toFixed(6)]),
        Number(row.likelihood.toFixed(4)),
        row.chance < 1 ? row.chance : "",
        Number(row.ratio.toFixed(4)),
        ...(this.jobs.length > 2 ? [called[row.of]] : []),
      ]),
    ];
  }

  #json() {
    const { stop, without, keep, q, sort } = this.options;
    const words = this.table.shown.map(({ word, counts, shares, likelihood, chance: p, of, ratio }) => ({
      ...{ word, counts, shares, log_likelihood: likelihood, p_below: p < 1 ? p : null, log_ratio: ratio },
      ...(this.jobs.length > 2 ? { typical_of: this.jobs[of].id } : {}),
    }));
    const own = { without: named(without), keep: named(keep) };
    const listed = {
      stop_words: stop || "exclude",
      ...own,
      filter: q.trim(),
      sort: sort || "-likelihood",
      of: this.#rows.length,
    };
    return { jobs: this.jobs, listed, words };
  }
}

/** @param {number} level */
const chance = (level) => (level < 1 ? `< ${level}` : "–");
