// The words and phrases of one result: a table, and a chart of what the table holds.

import { bars } from "./bars.js";
import { chart } from "./chart.js";
import { cloud } from "./cloud.js";
import { button, h, segments, stranger } from "./dom.js";
import { fileName, takings } from "./export.js";
import { number, percent } from "./format.js";
import { phraseList, wordList } from "./lists.js";
import { link, note, read } from "./router.js";
import { Table } from "./table.js";

const BARS = 20;
const CLOUD = 100; // words
const WORDS = { noun: ["word", "words"], head: "Word", file: "words" };
const LISTS = {
  words: WORDS,
  2: { noun: ["phrase", "phrases"], head: "Phrase", file: "two-word-phrases" },
  3: { noun: ["phrase", "phrases"], head: "Phrase", file: "three-word-phrases" },
};
const CHOICES = { list: Object.keys(LISTS), stop: ["exclude", "include"], chart: ["bars", "cloud"] };
const COLLATOR = new Intl.Collator();
const DEFAULTS = { list: "words", stop: "exclude", chart: "bars", q: "", sort: "", page: "1" };
const LISTED = document.documentElement.dataset.publicListing === "on";

/** The table and charts of a succeeded job; `open` shows what the address says. */
export class Explorer {
  /** @param onproblem called with what went wrong while a list was loaded */
  constructor(job, { signal, onproblem }) {
    Object.assign(this, { job, signal, onproblem, options: { ...DEFAULTS }, wanted: "", drawn: [] });
    this.begun = new Promise((begin) => (this.begin = begin));
    this.lists = segments(
      "What to list",
      [
        ["words", "Words"],
        ["2", "2-word phrases"],
        ["3", "3-word phrases"],
      ],
      "words",
      (list) => this.#change({ list, page: "1" }),
    );
    this.stop = h("input", {
      type: "checkbox",
      onchange: () => this.#change({ stop: this.stop.checked ? "include" : "exclude", page: "1" }),
    });
    this.charts = segments(
      "How to draw it",
      [
        ["bars", "Bars"],
        ["cloud", "Cloud"],
      ],
      "bars",
      (kind) => this.#change({ chart: kind }),
    );
    this.table = new Table({
      columns: columns(),
      noun: WORDS.noun,
      caption: "Words of the page with count and share",
      onchange: (state, step) => this.#change({ ...state, page: String(state.page) }, step),
      onrows: (rows) => this.#draw(rows),
    });
    const name = (kind) => fileName(job.final_url, `${this.#list.file}-${kind}`);
    this.bars = chart({
      name: () => name("bars"),
      draw: (width) => this.#bars(width),
      empty: "No words to draw.",
    });
    this.cloud = chart({
      name: () => name("cloud"),
      draw: (width) => this.#cloud(width),
      unseen: true,
      empty: "No words to draw.",
    });
    this.element = this.#build();
  }

  get #list() {
    return LISTS[this.options.list];
  }

  /** Show what the address says. The promise is kept once all of it is loaded, `begun` once there is something. */
  async open() {
    const where = read();
    this.options = Object.fromEntries(
      Object.entries(DEFAULTS).map(([key, value]) => [key, where.get(key, value)]),
    );
    for (const [key, choices] of Object.entries(CHOICES)) {
      if (!choices.includes(this.options[key])) this.options[key] = DEFAULTS[key];
    }
    this.table.setOptions(this.options);
    await this.#settle();
  }

  #change(changes, step = true) {
    Object.assign(this.options, changes);
    const changed = Object.entries(this.options).filter(([key, value]) => value !== DEFAULTS[key]);
    note("job", this.job.id, Object.fromEntries(changed), { step });
    this.#settle().catch(this.onproblem);
  }

  /** Make everything show what the options say. */
  async #settle() {
    const { list, stop, chart: kind } = this.options;
    this.lists.choose(list);
    this.charts.choose(kind);
    this.stop.checked = stop === "include";
    this.bars.element.hidden = kind === "cloud";
    this.cloud.element.hidden = kind !== "cloud";
    const wanted = `${list} ${stop}`;
    if (wanted === this.wanted) return this.#redraw();
    this.wanted = wanted;
    this.table.setBusy(true);
    try {
      await this.#load(wanted, list, stop);
    } catch (problem) {
      if (this.wanted !== wanted) return;
      this.wanted = "";
      throw problem;
    }
  }

  async #load(wanted, list, stop) {
    const put = (rows, loading) => {
      if (this.wanted !== wanted) return; // the reader has asked for something else since
      this.table.setNoun(this.#list.noun, this.#list.head);
      this.table.setRows(rows, { loading });
      this.begin();
      timed(loading ? "first rows" : "all rows");
    };
    const { signal } = this;
    put(
      list === "words"
        ? await wordList(this.job.id, stop, { signal, onpart: (rows) => put(rows, true) })
        : await phraseList(this.job.id, Number(list), stop, this.job.summary.words, { signal }),
      false,
    );
  }

  #draw(rows) {
    const { sort } = this.table.options;
    this.drawn = sort && sort !== "-count" ? rows.toSorted((a, b) => a.rank - b.rank) : rows;
    this.#redraw();
  }

  #redraw() {
    (this.options.chart === "cloud" ? this.cloud : this.bars).redraw();
  }

  #bars(width) {
    const items = this.drawn.slice(0, BARS).map((row) => ({ label: row.text, values: [row.count] }));
    return bars(width, items, {
      format: number,
      whole: true,
      description: `Bar chart of the ${items.length} most frequent ${this.#list.noun[1]} of the table`,
    });
  }

  #cloud(width) {
    return cloud(
      width,
      this.drawn.slice(0, CLOUD).map((row) => ({ label: row.text, value: row.count })),
    );
  }

  #build() {
    const known = this.job.language ? "" : " (none known for this page)";
    const drawn = h(
      "section",
      { class: "pane drawn", "aria-label": "Chart", tabindex: "-1" },
      this.charts.element,
      this.bars.element,
      this.cloud.element,
    );
    return h(
      "div",
      { class: "explorer" },
      h(
        "div",
        { class: "controls" },
        this.lists.element,
        h("label", { class: "check" }, this.stop, ` Include stop words${known}`),
        button("To the chart", () => leadTo(drawn), "plain to-chart"),
      ),
      h(
        "div",
        { class: "panes" },
        h(
          "section",
          { class: "pane", "aria-label": "Table" },
          this.table.element,
          takings({
            name: () => fileName(this.job.final_url, this.#list.file),
            rows: () => this.#rows(),
            json: () => this.#json(),
          }),
        ),
        drawn,
      ),
    );
  }

  #rows() {
    const heads = ["rank", this.#list.noun[0], "count", "share"];
    return [heads, ...this.table.shown.map((row) => [row.rank, row.word, row.count, row.share.toFixed(6)])];
  }

  #json() {
    const rows = this.table.shown.map(({ word, text, count, share }) =>
      this.#list === WORDS ? { word, spelling: text, count, share } : { phrase: word, count, share },
    );
    return { ...this.job, words: undefined, [this.#list.noun[1]]: rows };
  }
}

function columns() {
  const word = ({ text, word, isWord }) =>
    LISTED && isWord ? h("a", { href: link("word", word), class: "word" }, stranger(text)) : stranger(text);
  return [
    { key: "rank", label: "#", name: "rank", numeric: true, kind: "rank", cell: (row) => number(row.rank) },
    {
      key: "word",
      label: WORDS.head,
      head: true,
      kind: "text",
      cell: word,
      order: (a, b) => COLLATOR.compare(a.text, b.text),
    },
    {
      key: "count",
      label: "Count",
      name: "count",
      numeric: true,
      descending: true,
      cell: (row) => number(row.count),
      order: (a, b) => a.count - b.count || b.rank - a.rank,
    },
    { key: "share", label: "Share", numeric: true, kind: "share", cell: (row) => percent(row.share) },
  ];
}

/** Bring a part of the page to the top, and the keyboard with it. */
function leadTo(element) {
  element.scrollIntoView();
  element.focus({ preventScroll: true });
}

/** Note how long it was from the result to the drawn table, for who measures the page. */
function timed(name) {
  requestAnimationFrame(() => {
    if (performance.getEntriesByName("result").length && !performance.getEntriesByName(name).length) {
      performance.measure(name, "result");
    }
  });
}
