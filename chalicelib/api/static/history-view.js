// One page over time: its results, and how often chosen words stood in it. They are the results that were
// asked for from this browser, which knows their ids, or everyone's where the service lists them.

import { jobs as askJobs, jobsWith } from "./api.js";
import { send } from "./ask-form.js";
import { eachOf } from "./at-once.js";
import { chart } from "./chart.js";
import { button, h, newId, pageLink, segments, stranger } from "./dom.js";
import { copyButton, fileName, takings } from "./export.js";
import { folded, moment, number, percent, plural, roundPercent } from "./format.js";
import { jobList, olderButton } from "./job-list.js";
import { lines } from "./lines.js";
import { wordList } from "./lists.js";
import { idsOf } from "./recent.js";
import { note, read } from "./router.js";
import { announce, show } from "./stage.js";

const AT_ONCE = 5; // lists of words
const FIRST_WORDS = 4;
const MOST_WORDS = 6;
const LISTED = document.documentElement.dataset.publicListing === "on";

/** Show the history of the address `where.value`. */
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

function showNone(url) {
  show(
    h(
      "section",
      { class: "notice" },
      h("h1", { tabindex: "-1" }, "This page has no history yet"),
      h("p", { class: "about" }, pageLink(url)),
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
  constructor(url, signal) {
    Object.assign(this, { url, signal, jobs: [], next: undefined, words: [], counts: new Map() });
    this.list = jobList([]);
    this.chips = h("ul", { class: "chips" });
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
      name: () => fileName(url, "history"),
      draw: (width) => this.#draw(width),
      empty: "Choose a word to draw its line.",
    });
    this.older = olderButton(this.list, () => this.#older());
    this.suggestions = h("datalist", { id: newId("words") });
    this.element = this.#build();
  }

  /** Get the next part of the history, with the words of each result. */
  async load() {
    const { items, next } = await this.#part();
    await eachOf(
      items.filter((job) => job.status === "succeeded"),
      AT_ONCE,
      async (job) => {
        const rows = await wordList(job.id, "include", { signal: this.signal });
        this.counts.set(job.id, new Map(rows.map((row) => [row.word, row])));
      },
    );
    this.next = next;
    this.older.offer(next);
    this.jobs.push(...items);
    this.list.set(this.jobs);
    const newest = this.#counted().at(-1);
    if (!newest || this.first) return;
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
    const words = where.get("words", null);
    this.words = words === null ? (this.first ?? []) : words.split(" ").filter(Boolean).slice(0, MOST_WORDS);
    this.options = { words: words ?? "", unit: where.get("unit") };
    this.unit.choose(this.options.unit || "share");
    this.#fill();
  }

  #change(changes) {
    Object.assign(this.options, changes);
    if (this.options.unit === "share") this.options.unit = "";
    note("history", this.url, this.options, { step: true });
    this.#fill();
  }

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
    return this.jobs.filter((job) => job.status === "succeeded").toReversed();
  }

  /** The form in which a word is counted, which is that of the results: "straße" is counted as "strasse". */
  #countedAs(typed) {
    const wanted = folded(typed);
    for (const rows of this.counts.values()) {
      if (rows.has(wanted)) return wanted;
      for (const row of rows.values()) if (row.search.split(" ").includes(wanted)) return row.word;
    }
    return wanted;
  }

  #value(job, word) {
    const row = this.counts.get(job.id).get(word);
    return row ? row[this.options.unit || "share"] : 0;
  }

  #fill() {
    this.chips.replaceChildren(
      ...this.words.map((word) =>
        h(
          "li",
          {},
          stranger(word),
          button("×", () => this.#choose(this.words.filter((one) => one !== word)), "chip", {
            "aria-label": `Remove ${word}`,
          }),
        ),
      ),
    );
    this.add.hidden = this.words.length >= MOST_WORDS;
    this.chart.redraw();
    const format = this.#format();
    const [head, ...rows] = this.#rows();
    this.numbers.replaceChildren(
      h(
        "table",
        {},
        h("caption", { class: "unseen" }, "The words over time"),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            head.map((name, index) =>
              h("th", { scope: "col", class: index > 0 && "number" }, stranger(name)),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          rows.map(([time, ...values]) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, moment(time)),
              values.map((value) => h("td", { class: "number" }, format(value))),
            ),
          ),
        ),
      ),
    );
  }

  #format() {
    return this.options.unit === "count" ? number : percent;
  }

  /** The words' values as rows, the newest first, under a row of heads. */
  #rows() {
    const rows = this.#counted()
      .toReversed()
      .map((job) => [job.finished_at, ...this.words.map((word) => this.#value(job, word))]);
    return [["Counted", ...this.words], ...rows];
  }

  #draw(width) {
    const counted = this.#counted();
    const series = this.words.map((word) => ({
      name: word,
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
    this.add = this.#adding();
    const json = () => {
      const results = this.#rows()
        .slice(1)
        .map(([counted, ...values]) => ({
          counted,
          words: Object.fromEntries(this.words.map((word, index) => [word, values[index]])),
        }));
      return { url: this.url, unit: this.options.unit || "share", results };
    };
    return h(
      "article",
      { class: "result" },
      h(
        "header",
        { class: "masthead" },
        h("p", { class: "address" }, pageLink(this.url)),
        h("h1", { tabindex: "-1" }, "History of this page"),
        h(
          "p",
          { class: "actions" },
          copyButton("Copy link", () => location.href, "Copy the link of this view"),
          button("Count again", () => send([this.url]), "small"),
        ),
      ),
      h(
        "section",
        { class: "list" },
        h("h2", {}, "Words over time"),
        h("div", { class: "controls" }, this.chips, this.add, this.unit.element),
        this.chart.element,
        this.numbers,
        takings({ name: () => fileName(this.url, "history"), rows: () => this.#rows(), json }),
      ),
      h("section", { class: "list" }, h("h2", {}, "Results"), this.list.element, this.older.element),
    );
  }
}
