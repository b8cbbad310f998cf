// The columns of a result's table of words and phrases.

import { button, h, stranger } from "../ui/dom.js";
import { number, percent } from "../ui/format.js";

const COLLATOR = new Intl.Collator();

/** @typedef {import("../words/lists.js").Row} Row */

/**
 * What a row leads to.
 * @typedef {object} Ways
 * @property {(word: string) => string} place the link of a word's contexts
 * @property {(word: string) => void} onopen called with the word whose contexts are wanted
 * @property {(word: string) => void} onleave called with a word that the reader wants left out
 */

/**
 * @param {string | null | undefined} lang the page's language
 * @param {Ways} ways
 * @returns {import("./table.js").Column<Row>[]}
 */
export function columns(lang, { place, onopen, onleave }) {
  /** @param {Row} row */
  const word = ({ text, word: counted }) => {
    /** @param {MouseEvent} event */
    const onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in another tab
      event.preventDefault();
      onopen(counted);
    };
    return h("a", { href: place(counted), class: "word", onclick }, stranger(text, lang));
  };
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
