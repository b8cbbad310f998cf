// One page over time: its results, and how often chosen words stood in it.

import { jobs as askJobs } from "./api.js";
import { send } from "./ask-form.js";
import { eachOf } from "./at-once.js";
import { chart } from "./chart.js";
import { button, h, newId, pageLink, segments, stranger } from "./dom.js";
import { copyButton, csv, download, fileName } from "./export.js";
import { folded, moment, number, percent, plural, roundPercent } from "./format.js";
import { jobList } from "./job-list.js";
import { lines } from "./lines.js";
import { wordList } from "./lists.js";
import { note, read } from "./router.js";
import { announce, show } from "./stage.js";

const AT_ONCE = 5; // lists of words
const FIRST_WORDS = 4;
const MOST_WORDS = 6;

/** Show the history of the address `where.value`. */
export async function historyView(where, { signal, onupdate }) {
  const history = new History(where.value, signal);
  onupdate(() => history.open());
  await history.load();
  await history.open();
  if (signal.aborted) return;
  show(history.element);
  announce(`${plural(history.jobs.length, "result")} of this page.`);
}

class History {
  constructor(url, signal) {
    Object.assign(this, { url, signal, jobs: [], next: undefined, words: [], counts: new Map() });
    this.list = jobList([]);
    this.chips = h("ul", { class: "chips" });
    this.numbers = h("div", { class: "scroll", role: "region", "aria-label": "The words over time", tabindex: "0" });
    this.unit = segments("Unit", [["share", "Share"], ["count", "Count"]], "share", (unit) => this.#change({ unit }));
    this.chart = chart({ name: () => fileName(url, "history"), draw: (width) => this.#draw(width), empty: "Choose a word to draw its line." });
    this.older = button("Older ones", () => this.#older(), "small");
    this.suggestions = h("datalist", { id: newId("words") });
    this.element = this.#build();
  }

  /** Get the next part of the history, with the words of each result. */
  async load() {
    const { items, next } = await askJobs(this.url, { next: this.next, signal: this.signal });
    this.next = next;
    this.older.hidden = !next;
    await eachOf(items.filter((job) => job.status === "succeeded"), AT_ONCE, async (job) => {
      const rows = await wordList(job.id, "include", { signal: this.signal });
      this.counts.set(job.id, new Map(rows.map((row) => [row.word, row])));
    });
    this.jobs.push(...items);
    this.list.set(this.jobs);
    const newest = this.#counted().at(-1);
    if (!newest || this.first) return;
    const usual = await wordList(newest.id, "exclude", { signal: this.signal });
    this.first = usual.slice(0, FIRST_WORDS).map((row) => row.word);
    this.suggestions.replaceChildren(...usual.slice(0, 200).map((row) => h("option", { value: row.word })));
  }

  /** Show what the address says. */
  async open() {
    const where = read();
    const words = where.get("words", null);
    this.words = words === null ? (this.first ?? []) : words.split(",").filter(Boolean).slice(0, MOST_WORDS);
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
    this.#change({ words: words.join(",") });
  }

  async #older() {
    this.older.disabled = true;
    await this.load();
    this.older.disabled = false;
    this.#fill();
  }

  /** The results with words, the oldest first. */
  #counted() {
    return this.jobs.filter((job) => job.status === "succeeded").toReversed();
  }

  #value(job, word) {
    const row = this.counts.get(job.id).get(word);
    return row ? row[this.options.unit || "share"] : 0;
  }

  #fill() {
    this.chips.replaceChildren(...this.words.map((word) =>
      h("li", {}, stranger(word), button("×", () => this.#choose(this.words.filter((one) => one !== word)), "chip", { "aria-label": `Remove ${word}` }))));
    this.add.hidden = this.words.length >= MOST_WORDS;
    this.chart.redraw();
    const format = this.#format();
    const [head, ...rows] = this.#rows();
    this.numbers.replaceChildren(h("table", {},
      h("caption", { class: "unseen" }, "The words over time"),
      h("thead", {}, h("tr", {}, head.map((name, index) => h("th", { scope: "col", class: index > 0 && "number" }, stranger(name))))),
      h("tbody", {}, rows.map(([time, ...values]) =>
        h("tr", {}, h("th", { scope: "row" }, moment(time)), values.map((value) => h("td", { class: "number" }, format(value))))))));
  }

  #format() {
    return this.options.unit === "count" ? number : percent;
  }

  /** The words' values as rows, the newest first, under a row of heads. */
  #rows() {
    const rows = this.#counted().toReversed().map((job) => [job.finished_at, ...this.words.map((word) => this.#value(job, word))]);
    return [["Counted", ...this.words], ...rows];
  }

  #draw(width) {
    const counted = this.#counted();
    const series = this.words.map((word) => ({ name: word, values: counted.map((job) => this.#value(job, word)) }));
    const times = counted.map((job) => Date.parse(job.finished_at));
    return lines(width, times, series, { format: this.#format(), tick: this.options.unit === "count" ? number : roundPercent, whole: this.options.unit === "count", description: "Line chart of the chosen words over time; the table gives the same figures" });
  }

  #build() {
    const id = newId("word");
    const input = h("input", { id, list: this.suggestions.id, maxlength: 200, spellcheck: "false", autocomplete: "off" });
    const onsubmit = (event) => {
      event.preventDefault();
      const word = folded(input.value.trim());
      input.value = "";
      if (word && !this.words.includes(word)) this.#choose([...this.words, word]);
    };
    this.add = h("form", { class: "row", onsubmit }, h("label", { for: id, class: "unseen" }, "Add a word"), input, this.suggestions, h("button", { class: "quiet" }, "Add word"));
    input.placeholder = "Add a word";
    const file = () => csv(this.#rows());
    return h("article", { class: "result" },
      h("header", { class: "masthead" },
        h("p", { class: "address" }, pageLink(this.url)),
        h("h1", { tabindex: "-1" }, "History of this page"),
        h("p", { class: "actions" }, copyButton("Copy link", () => location.href, "Copy the link of this view"), button("Count again", () => send([this.url]), "small"))),
      h("section", { class: "list" }, h("h2", {}, "Words over time"),
        h("div", { class: "controls" }, this.chips, this.add, this.unit.element),
        this.chart.element, this.numbers,
        h("div", { class: "tools" }, h("span", { class: "quiet-text" }, "These rows:"),
          button("CSV", () => download(fileName(this.url, "history.csv"), file(), "text/csv;charset=utf-8"), "small", { "aria-label": "Download the rows as CSV" }))),
      h("section", { class: "list" }, h("h2", {}, "Results"), this.list.element, h("p", { class: "actions" }, this.older)));
  }
}
