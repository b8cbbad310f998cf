// The columns of a result's table of words and phrases.

import { button, h, stranger } from "./dom.js";
import { number, percent } from "./format.js";
import { link } from "./router.js";

const COLLATOR = new Intl.Collator();
const LISTED = document.documentElement.dataset.publicListing === "on";

/** @typedef {import("./lists.js").Row} Row */

/**
 * @param {string | null | undefined} lang the page's language
 * @param {(word: string) => void} onleave called with a word that the reader wants left out
 * @returns {import("./table.js").Column<Row>[]}
 */
export function columns(lang, onleave) {
  /** @param {Row} row */
  const word = ({ text, word: counted, isWord }) =>
    LISTED && isWord
      ? h("a", { href: link("word", counted), class: "word" }, stranger(text, lang))
      : stranger(text, lang);
  /** @param {Row} row */
  const out = ({ word: counted, text, isWord }) =>
    isWord &&
    !counted.includes(",") &&
    button("×", () => onleave(counted), "chip", {
      "aria-label": `Leave out ${text}`,
      title: "Leave this word out",
    });
  return [
    { key: "rank", label: "#", name: "rank", numeric: true, kind: "rank", cell: (row) => number(row.rank) },
    {
      key: "word",
      label: "Word",
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
    { key: "out", label: h("span", { class: "unseen" }, "Leave out"), kind: "out", cell: out },
  ];
}
