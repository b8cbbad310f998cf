// Results side by side: their figures, and the words of one against those of the others by share.

import { job as askJob } from "./api.js";
import { bars } from "./bars.js";
import { chart, colour } from "./chart.js";
import { h, pageLink, stranger } from "./dom.js";
import { copyButton, takings } from "./export.js";
import { day, language, number, percent, points, readingTime, roundPercent } from "./format.js";
import { jobList, MOST_COMPARED } from "./job-list.js";
import { wordList } from "./lists.js";
import { recentJobs } from "./recent.js";
import { link, note, read } from "./router.js";
import { announce, show } from "./stage.js";
import { Table } from "./table.js";

const ROWS_DRAWN = 15;
const LETTERS = "ABCDEF";
const COLLATOR = new Intl.Collator();

/** Show the results whose ids `where.value` names. */
export async function compareView(where, { signal, onupdate, onproblem }) {
  const ids = [...new Set(where.value.split(",").filter(Boolean))].slice(0, MOST_COMPARED);
  if (ids.length < 2) return choose(ids, signal);
  const jobs = await Promise.all(ids.map((id) => askJob(id, { signal })));
  const unfit = jobs.find((job) => job.status !== "succeeded");
  if (unfit) return showUnfit(unfit);
  const comparison = new Comparison(where.value, jobs, { signal, onproblem });
  onupdate(() => comparison.open());
  await comparison.open();
  if (signal.aborted) return;
  show(comparison.element);
  announce(`${jobs.length} results compared.`);
}

async function choose(ids, signal) {
  const all = recentJobs().filter((job) => job.status === "succeeded");
  for (const id of ids.filter((one) => !all.some((job) => job.id === one)))
    all.unshift(await askJob(id, { signal }));
  const others = all.length > 1;
  show(
    h(
      "section",
      { class: "list" },
      h("h1", { tabindex: "-1" }, "Compare with what?"),
      h(
        "p",
        { class: "quiet-text" },
        others
          ? `Choose two to ${MOST_COMPARED} results.`
          : "There is only this result yet. Count another page with the form above; then both are listed here.",
      ),
      jobList(all, { chosen: ids }).element,
    ),
  );
}

function showUnfit(job) {
  show(
    h(
      "section",
      { class: "notice" },
      h("h1", { tabindex: "-1" }, "One of these pages has no words to compare"),
      h("p", {}, job.status === "pending" ? "It is still being counted." : "It could not be counted."),
      h(
        "p",
        { class: "actions" },
        h("a", { class: "primary", href: link("job", job.id) }, "See how it stands"),
      ),
    ),
  );
}

/** One row for each word: `{text, word, counts, shares, difference, rank, search}`. */
export function merged(lists) {
  const rows = new Map();
  lists.forEach((list, index) => {
    for (const { word, text, count, share, search } of list) {
      if (!rows.has(word))
        rows.set(word, { word, text, search, counts: lists.map(() => 0), shares: lists.map(() => 0) });
      const row = rows.get(word);
      row.counts[index] = count;
      row.shares[index] = share;
    }
  });
  const all = [...rows.values()];
  for (const row of all) {
    row.difference =
      lists.length === 2 ? row.shares[0] - row.shares[1] : Math.max(...row.shares) - Math.min(...row.shares);
  }
  all.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.word < b.word ? -1 : 1));
  all.forEach((row, index) => (row.rank = index + 1));
  return all;
}

class Comparison {
  constructor(value, jobs, { signal, onproblem }) {
    Object.assign(this, { value, jobs, signal, onproblem, wanted: "" });
    this.stop = h("input", {
      type: "checkbox",
      onchange: () => this.#change({ stop: this.stop.checked ? "include" : "" }),
    });
    this.table = new Table({
      columns: this.#columns(),
      noun: ["word", "words"],
      caption: "Words by their share of each page",
      wide: true,
      onchange: (state, step) => this.#change({ ...state, page: state.page > 1 ? state.page : "" }, step),
      onrows: (rows) => {
        this.drawn = rows;
        this.chart?.redraw();
      },
    });
    this.chart = chart({
      name: () => "comparison",
      draw: (width) => this.#draw(width),
      empty: "No words to draw.",
    });
    this.element = this.#build();
  }

  async open() {
    const where = read();
    this.options = {
      stop: where.get("stop"),
      q: where.get("q"),
      sort: where.get("sort"),
      page: where.get("page"),
    };
    this.stop.checked = this.options.stop === "include";
    this.table.setOptions({ ...this.options, page: this.options.page || 1 });
    await this.#load();
  }

  #change(changes, step = true) {
    Object.assign(this.options, changes);
    note("compare", this.value, this.options, { step });
    this.#load().catch(this.onproblem);
  }

  async #load() {
    const wanted = this.options.stop || "exclude";
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.table.setBusy(true);
    try {
      const lists = await Promise.all(
        this.jobs.map((job) => wordList(job.id, wanted, { signal: this.signal })),
      );
      if (this.wanted === wanted) this.table.setRows(merged(lists));
    } catch (problem) {
      if (this.wanted !== wanted) return; // the reader has asked for something else since
      this.wanted = "";
      throw problem;
    }
  }

  #columns() {
    const shares = this.jobs.map((job, index) => ({
      key: LETTERS[index].toLowerCase(),
      label: [swatch(index), h("span", { class: "unseen" }, "Share in "), LETTERS[index]],
      name: `share in ${LETTERS[index]}`,
      numeric: true,
      descending: true,
      cell: (row) => h("span", { title: `${number(row.counts[index])} times` }, percent(row.shares[index])),
      order: (a, b) => a.shares[index] - b.shares[index],
    }));
    const two = this.jobs.length === 2;
    return [
      {
        key: "word",
        label: "Word",
        head: true,
        kind: "text",
        cell: (row) => stranger(row.text),
        order: (a, b) => COLLATOR.compare(a.text, b.text),
      },
      ...shares,
      {
        key: "difference",
        label: two ? "A − B" : "Spread",
        name: "difference",
        numeric: true,
        descending: true,
        cell: (row) => (two ? points(row.difference) : points(row.difference).replace("+", "")),
        order: (a, b) => a.difference - b.difference,
      },
    ];
  }

  #draw(width) {
    const items = (this.drawn ?? [])
      .slice(0, ROWS_DRAWN)
      .map((row) => ({ label: row.text, values: row.shares }));
    return bars(width, items, {
      format: percent,
      tick: roundPercent,
      legend: this.jobs.map((job, index) => `${LETTERS[index]}  ${titled(job)}`),
      description: `Bar chart of the shares of ${items.length} words in each page; the table gives the same figures`,
    });
  }

  #build() {
    const rows = () => [
      [
        "word",
        ...this.jobs.flatMap((_, index) => [`count ${LETTERS[index]}`, `share ${LETTERS[index]}`]),
        "difference",
      ],
      ...this.table.shown.map((row) => [
        row.word,
        ...row.counts.flatMap((count, index) => [count, row.shares[index].toFixed(6)]),
        Number(row.difference.toFixed(6)),
      ]),
    ];
    const json = () => ({
      jobs: this.jobs,
      words: this.table.shown.map(({ word, counts, shares }) => ({ word, counts, shares })),
    });
    return h(
      "article",
      { class: "result" },
      h(
        "header",
        { class: "masthead" },
        h("h1", { tabindex: "-1" }, `${this.jobs.length} results compared`),
        h(
          "p",
          { class: "actions" },
          copyButton("Copy link", () => location.href, "Copy the link of this view"),
          h("a", { class: "small", href: link("compare", this.jobs[0].id) }, "Change the choice"),
        ),
      ),
      this.#figures(),
      h(
        "div",
        { class: "controls" },
        h("label", { class: "check" }, this.stop, " Include stop words"),
        h(
          "p",
          { class: "quiet-text" },
          "What differs most comes first; differences are in percentage points.",
        ),
      ),
      h(
        "div",
        { class: "panes" },
        h(
          "section",
          { class: "pane", "aria-label": "Table" },
          this.table.element,
          takings({ name: () => "comparison", rows, json }),
        ),
        h("section", { class: "pane drawn", "aria-label": "Chart" }, this.chart.element),
      ),
    );
  }

  #figures() {
    const rows = [
      ["Words", (job) => number(job.summary.words)],
      ["Different", (job) => number(job.summary.distinct_words)],
      ["Diversity", (job) => job.summary.lexical_diversity.toFixed(2)],
      ["To read", (job) => readingTime(job.summary.reading_time_seconds)],
      ["Language", (job) => language(job.language)],
      ["Counted", (job) => day(job.finished_at)],
    ];
    const body = this.jobs.map((job, index) =>
      h(
        "tr",
        {},
        h(
          "th",
          { scope: "row" },
          swatch(index),
          `${LETTERS[index]} `,
          h("a", { href: link("job", job.id) }, stranger(titled(job))),
          h("span", { class: "quiet-text address" }, pageLink(job.final_url)),
        ),
        rows.map(([name, value]) => h("td", { "data-name": name }, value(job))),
      ),
    );
    return h(
      "table",
      { class: "compared" },
      h("caption", { class: "unseen" }, "The compared results"),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, "Page"),
          rows.map(([name]) => h("th", { scope: "col" }, name)),
        ),
      ),
      h("tbody", {}, body),
    );
  }
}

const titled = (job) => job.title || "A page without a title";

/** A patch of the colour that stands for one of the results. */
function swatch(index) {
  const patch = h("span", { class: "swatch", "aria-hidden": "true" });
  patch.style.setProperty("background", colour(index));
  return patch;
}
