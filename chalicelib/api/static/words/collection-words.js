// The words of pages that were sent together: their sum as a table, and each page's part of it as a heat map.

import { collectionWords, isCounted } from "../service/api.js";
import { CollectionContexts } from "./collection-contexts.js";
import { button, h, stranger } from "../ui/dom.js";
import { exportButtons } from "../tables/export.js";
import { folded, number, percent, plural } from "../ui/format.js";
import { heatMap } from "../charts/heat-map.js";
import { names, origin } from "../jobs/origin.js";
import { kept, named, OwnWords } from "./own-words.js";
import { link, note, read } from "../ui/router.js";
import { fileName } from "../tables/rows.js";
import { Table } from "../tables/table.js";

const ROWS_DRAWN = 25;
const MOST = 5000; // words that are loaded
const COLLATOR = new Intl.Collator();
const DEFAULTS = { stop: "", without: "", keep: "", q: "", sort: "", page: "", context: "" };

/** @typedef {import("./lists.js").Row & {pages: number, counts: number[]}} Row */

export class CollectionWords {
  options = { ...DEFAULTS };
  #wanted = "none";
  #totals = { different: 0, stop_words: 0, without: 0 };
  /** @type {Row[]} */
  #drawn = [];

  /**
   * @param {import("../service/api.js").Collection} collection
   * @param {{signal: AbortSignal, onproblem: (problem: unknown) => void}} view
   */
  constructor(collection, { signal, onproblem }) {
    this.collection = collection;
    this.signal = signal;
    this.onproblem = onproblem;
    this.jobs = collection.jobs.filter(isCounted);
    this.names = names(this.jobs);
    this.stop = h("input", {
      type: "checkbox",
      onchange: () => this.#change({ stop: this.stop.checked ? "include" : "", page: "" }),
    });
    this.own = new OwnWords(({ without, keep }) =>
      this.#change({ without: without.join(","), keep: keep.join(",") }),
    );
    this.contexts = new CollectionContexts(this.jobs, this.names, signal, () => this.#close());
    this.map = h("div", { class: "scroll", role: "region", "aria-label": "Heat map", tabindex: "0" });
    this.table = new Table({
      columns: this.#columns(),
      noun: ["word", "words"],
      caption: "Words of all pages, with count, share and the number of pages that have them",
      order: "-count",
      total: (count) => this.#told(count),
      none: () => !this.stop.checked && "All words of these pages are stop words.",
      onchange: (state, step) =>
        this.#change({ ...state, page: state.page > 1 ? String(state.page) : "" }, step),
      onrows: (rows) => {
        this.#drawn = rows;
        this.draw();
      },
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
      note("collection", this.collection.id, this.options);
    }
    this.table.setOptions({ ...this.options, page: this.options.page || 1 });
    await this.#settle();
  }

  /** Draw the heat map of the page of rows that the table shows. */
  draw() {
    const first = (this.table.pager.page - 1) * ROWS_DRAWN;
    const pages = this.jobs.map(({ id, summary }, at) => ({
      name: this.names[at],
      place: link("job", id),
      words: summary.words,
    }));
    const rows = this.#drawn.slice(first, first + ROWS_DRAWN);
    this.map.replaceChildren(rows.length ? heatMap(rows, pages) : "No words to draw.");
  }

  /** @param {Partial<typeof DEFAULTS>} changes */
  #change(changes, step = true) {
    Object.assign(this.options, changes);
    note("collection", this.collection.id, this.options, { step });
    this.#settle().catch(this.onproblem);
  }

  async #settle() {
    const { stop, context } = this.options;
    const [without, keep] = [named(this.options.without), named(this.options.keep)];
    this.stop.checked = stop === "include";
    this.own.show({ without, keep });
    this.map.hidden = context !== "";
    const row = this.table.rows.find((one) => one.word === context);
    const opened = this.contexts.show(context, row?.counts ?? []);
    const wanted = JSON.stringify([stop, without, keep]);
    if (wanted === this.#wanted) return opened;
    this.#wanted = wanted;
    this.table.setBusy(true);
    try {
      await this.#load(wanted, { stop: stop || "exclude", without, keep });
    } catch (problem) {
      if (this.#wanted !== wanted) return;
      this.#wanted = "none";
      throw problem;
    }
    if (context) {
      await this.contexts.show(context, this.table.rows.find((one) => one.word === context)?.counts ?? []);
    }
  }

  /**
   * @param {string} wanted
   * @param {import("./lists.js").Choice} choice
   */
  async #load(wanted, choice) {
    /** @type {Row[]} */
    const rows = [];
    for await (const { words, totals } of collectionWords(this.collection.id, choice, {
      signal: this.signal,
    })) {
      if (this.#wanted !== wanted) return; // the reader has asked for something else since
      this.#totals = totals;
      for (const { word, spelling, count, share, pages, counts } of words) {
        const search = `${folded(spelling)} ${word}`;
        rows.push({
          rank: rows.length + 1,
          text: spelling,
          word,
          count,
          share,
          pages,
          counts,
          search,
          isWord: true,
        });
      }
      if (rows.length >= MOST) break;
    }
    this.table.setRows(rows);
  }

  /** @param {number} count */
  #told(count) {
    const { different, stop_words: stop, without } = this.#totals;
    const shown = different - stop - without;
    const why = [
      stop > 0 && `${number(stop)} ${stop === 1 ? "is a stop word" : "are stop words"}`,
      without > 0 && `${plural(without, "word")} left out`,
      shown > count && `only the ${number(count)} most frequent are loaded`,
    ].filter(Boolean);
    if (!why.length) return plural(count, "word");
    return `${plural(different, "different word")}, ${number(count)} shown: ${why.join(", ")}`;
  }

  /** Close the contexts, and lead the keyboard back to the word. */
  #close() {
    const { context } = this.options;
    this.#change({ context: "" });
    const row = this.table.shownRow((one) => one.word === context);
    (row?.querySelector("a") ?? this.table.filter).focus();
  }

  /** @returns {import("../tables/table.js").Column<Row>[]} */
  #columns() {
    /** @param {string} word */
    const open = (word) => {
      this.#change({ context: word });
      this.contexts.heading.focus();
    };
    return [
      {
        key: "word",
        label: "Word",
        head: true,
        kind: "text",
        cell: ({ word, text }) => {
          const href = link("collection", this.collection.id, { ...this.options, context: word });
          /** @param {MouseEvent} event */
          const onclick = (event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in another tab
            event.preventDefault();
            open(word);
          };
          return h("a", { href, class: "word", onclick }, stranger(text));
        },
        order: (a, b) => COLLATOR.compare(a.text, b.text),
      },
      {
        key: "count",
        label: "Count",
        numeric: true,
        descending: true,
        name: "count",
        cell: (row) => number(row.count),
        order: (a, b) => a.count - b.count || b.rank - a.rank,
      },
      { key: "share", label: "Share", numeric: true, kind: "share", cell: (row) => percent(row.share) },
      {
        key: "pages",
        label: "Pages",
        numeric: true,
        descending: true,
        name: "number of pages",
        cell: (row) => number(row.pages),
        order: (a, b) => a.pages - b.pages || b.rank - a.rank,
      },
      {
        key: "out",
        label: h("span", { class: "unseen" }, "Leave out"),
        kind: "out",
        cell: ({ word, text }) =>
          !word.includes(",") &&
          button("×", () => this.own.leaveOut(word), "chip", {
            "aria-label": `Leave out ${text}`,
            title: "Leave this word out",
          }),
      },
    ];
  }

  #build() {
    const filtered = () => this.options.q.trim() && "filtered";
    const files = exportButtons({
      name: () =>
        fileName(
          this.jobs[0].final_url,
          this.collection.submitted_at,
          `and-${this.jobs.length - 1}-more`,
          filtered(),
        ),
      rows: () => [
        ["word", "count", "share", "pages", ...this.jobs.map((job) => `count: ${origin(job)}`)],
        ...this.table.shown.map((row) => [
          row.word,
          row.count,
          row.share.toFixed(6),
          row.pages,
          ...row.counts,
        ]),
      ],
      json: () => ({
        ...this.collection,
        listed: { ...this.options, of: this.table.rows.length },
        counted: this.jobs.map((job) => job.id),
        words: this.table.shown.map(({ word, text: spelling, count, share, pages, counts }) => ({
          ...{ word, spelling, count, share, pages, counts },
        })),
      }),
    });
    return h(
      "div",
      { class: "explorer" },
      h(
        "div",
        { class: "controls" },
        h("label", { class: "check" }, this.stop, " Include stop words"),
        this.own.element,
      ),
      h(
        "div",
        { class: "panes" },
        h("section", { class: "pane", "aria-label": "Table" }, this.table.element, files),
        h("section", { class: "pane drawn", "aria-label": "By page" }, this.contexts.element, this.map),
      ),
    );
  }
}
