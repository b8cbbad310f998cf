// The words and phrases of one result: a table, and a chart of what the table holds.

import { bars } from "./bars.js";
import { chart } from "./chart.js";
import { cloud } from "./cloud.js";
import { button, h, segments, stranger } from "./dom.js";
import { copyButton, csv, download, fileName, tabSeparated } from "./export.js";
import { number, percent } from "./format.js";
import { phraseList, wordList } from "./lists.js";
import { link, note, read } from "./router.js";
import { Table } from "./table.js";

const BARS = 20;
const NOUNS = { words: ["word", "words"], 2: ["phrase", "phrases"], 3: ["phrase", "phrases"] };
const FILES = { words: "words", 2: "two-word-phrases", 3: "three-word-phrases" };
const COLLATOR = new Intl.Collator();
const DEFAULTS = { list: "words", stop: "exclude", chart: "bars", q: "", sort: "", page: "1" };
const LISTED = document.documentElement.dataset.publicListing === "on";

/** The table and charts of a succeeded job; the returned `open` shows what the address says. */
export function explorer(job, { signal, onproblem }) {
  let options = { ...DEFAULTS };
  let shown = ""; // the list that the table holds, or is about to
  const lists = segments("What to list", [["words", "Words"], ["2", "2-word phrases"], ["3", "3-word phrases"]], "words", (list) => change({ list, page: "1" }));
  const stop = h("input", { type: "checkbox", onchange: () => change({ stop: stop.checked ? "include" : "exclude", page: "1" }) });
  const table = new Table({
    columns: columns(), noun: NOUNS.words, caption: "Words of the page with count and share",
    onchange: (state, step) => change({ ...state, page: String(state.page) }, step),
    onrows: (rows) => draw(rows),
  });
  const charts = segments("How to draw it", [["bars", "Bars"], ["cloud", "Cloud"]], "bars", (kind) => change({ chart: kind }));
  const name = (what) => fileName(job.final_url, what);
  const bar = chart({ name: () => name(`${FILES[options.list]}-bars`), draw: drawBars, empty: "No words to draw." });
  const haze = chart({ name: () => name(`${FILES[options.list]}-cloud`), draw: drawCloud, unseen: true, empty: "No words to draw." });
  let drawn = [];

  function change(changes, step = true) {
    options = { ...options, ...changes };
    const changed = Object.entries(options).filter(([key, value]) => value !== DEFAULTS[key]);
    note("job", job.id, Object.fromEntries(changed), { step });
    settle();
  }

  /** Make everything show what the options say. */
  function settle() {
    lists.choose(options.list);
    charts.choose(options.chart);
    stop.checked = options.stop === "include";
    bar.element.hidden = options.chart !== "bars";
    haze.element.hidden = options.chart !== "cloud";
    const wanted = `${options.list} ${options.stop}`;
    if (wanted === shown) return redraw();
    shown = wanted;
    return fill(wanted);
  }

  async function fill(wanted) {
    const onpart = (rows) => shown === wanted && table.setRows(rows, { loading: true });
    try {
      const rows = options.list === "words"
        ? await wordList(job.id, options.stop, { signal, onpart: (rows) => { onpart(rows); timed("first rows"); } })
        : await phraseList(job.id, Number(options.list), options.stop, job.summary.words, { signal });
      if (shown !== wanted) return;
      table.setNoun(NOUNS[options.list]);
      table.setRows(rows);
      timed("all rows");
    } catch (problem) {
      if (signal.aborted) return;
      shown = "";
      onproblem(problem);
    }
  }

  function draw(rows) {
    drawn = options.sort && options.sort !== "-count" ? rows.toSorted((a, b) => a.rank - b.rank) : rows;
    redraw();
  }

  function redraw() {
    (options.chart === "bars" ? bar : haze).redraw();
  }

  function drawBars(width) {
    const items = drawn.slice(0, BARS).map((row) => ({ label: row.text, values: [row.count] }));
    return bars(width, items, { format: number, whole: true, description: `Bar chart of the ${items.length} most frequent ${NOUNS[options.list][1]} of the table` });
  }

  function drawCloud(width) {
    return cloud(width, drawn.slice(0, 100).map((row) => ({ label: row.text, value: row.count })));
  }

  const element = h("div", { class: "explorer" },
    h("div", { class: "controls" }, lists.element,
      h("label", { class: "check" }, stop, job.language ? " Include stop words" : " Include stop words (none known for this page)")),
    h("div", { class: "panes" },
      h("section", { class: "pane", "aria-label": "Table" }, table.element, takings()),
      h("section", { class: "pane drawn", "aria-label": "Chart" }, charts.element, bar.element, haze.element)),
  );

  function takings() {
    const heads = () => ["rank", options.list === "words" ? "word" : "phrase", "count", "share"];
    const rows = () => [heads(), ...table.shown.map((row) => [row.rank, row.word, row.count, row.share.toFixed(6)])];
    const file = (ending) => name(`${FILES[options.list]}.${ending}`);
    return h("div", { class: "tools" },
      h("span", { class: "quiet-text" }, "These rows:"),
      button("CSV", () => download(file("csv"), csv(rows()), "text/csv;charset=utf-8"), "small", { "aria-label": "Download the rows as CSV" }),
      button("JSON", () => download(file("json"), json(), "application/json"), "small", { "aria-label": "Download the rows as JSON" }),
      copyButton("Copy", () => tabSeparated(rows()), "Copy the rows, for a spreadsheet"),
    );
  }

  function json() {
    const rows = table.shown.map(({ word, text, count, share }) =>
      options.list === "words" ? { word, spelling: text, count, share } : { phrase: word, count, share });
    return JSON.stringify({ ...job, words: undefined, [options.list === "words" ? "words" : "phrases"]: rows }, null, 1);
  }

  /** Show what the address says. */
  async function open() {
    const where = read();
    options = Object.fromEntries(Object.entries(DEFAULTS).map(([key, value]) => [key, where.get(key, value)]));
    if (!(options.list in NOUNS)) options.list = "words";
    table.setOptions(options);
    await settle();
  }

  return { element, open };
}

function columns() {
  const word = (row) => (LISTED ? h("a", { href: link("word", row.word), class: "word" }, stranger(row.text)) : stranger(row.text));
  return [
    { key: "rank", label: "#", name: "rank", numeric: true, kind: "rank", cell: (row) => number(row.rank) },
    { key: "word", label: "Word", head: true, kind: "text", cell: word, order: (a, b) => COLLATOR.compare(a.text, b.text) },
    { key: "count", label: "Count", numeric: true, descending: true, cell: (row) => number(row.count), order: (a, b) => a.count - b.count || b.rank - a.rank },
    { key: "share", label: "Share", numeric: true, kind: "share", cell: (row) => percent(row.share) },
  ];
}

/** Note how long it was from the result to the drawn table, for who measures the page. */
function timed(name) {
  requestAnimationFrame(() => {
    if (performance.getEntriesByName("result").length && !performance.getEntriesByName(name).length) {
      performance.measure(name, "result");
    }
  });
}
