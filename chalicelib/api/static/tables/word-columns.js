// The columns that tables of words share.

import { button, h, stranger } from "../ui/dom.js";
import { number, percent } from "../ui/format.js";
import { forms } from "../words/captions.js";

const COLLATOR = new Intl.Collator();

/** @typedef {import("../words/lists.js").Row} Row */
/**
 * @template {Row} R
 * @typedef {import("./table.js").Column<R>} Column
 */

/**
 * What a word leads to.
 * @typedef {object} Ways
 * @property {(word: string) => string} place the link of a word's contexts
 * @property {(word: string) => void} onopen called with the word whose contexts are wanted
 */

/**
 * The word, which opens its contexts, with the forms of a family below it.
 * @param {string | null | undefined} lang the page's language
 * @param {Ways | null} ways
 * @returns {Column<any>}
 */
export function wordColumn(lang, ways) {
  return {
    key: "word",
    label: "Word",
    head: true,
    kind: "text",
    cell: () => {
      let counted = "";
      const name = stranger("", lang);
      const members = h("span", { class: "members", lang });
      /** @param {MouseEvent} event */
      const onclick = (event) => {
        if (!ways || event.ctrlKey || event.metaKey || event.shiftKey) return; // in another tab
        event.preventDefault();
        ways.onopen(counted);
      };
      const anchor = ways && h("a", { class: "word", onclick }, name);
      /** @param {Row} row */
      const put = (row) => {
        counted = row.word;
        name.textContent = row.text;
        members.textContent = forms(row.members);
        anchor?.setAttribute("href", ways?.place(counted) ?? "");
      };
      return { content: [anchor || name, members], put };
    },
    order: (a, b) => COLLATOR.compare(a.text, b.text),
  };
}

/** @type {Column<any>} */
export const rankColumn = {
  key: "rank",
  label: "#",
  name: "rank",
  numeric: true,
  kind: "rank",
  text: (row) => number(row.rank),
};

/** @type {Column<any>} */
export const countColumn = {
  key: "count",
  label: "Count",
  name: "count",
  numeric: true,
  descending: true,
  text: (row) => number(row.count),
  order: (a, b) => a.count - b.count || b.rank - a.rank,
};

/** @type {Column<any>} */
export const shareColumn = {
  key: "share",
  label: "Share",
  numeric: true,
  kind: "share",
  text: (row) => percent(row.share),
};

/**
 * The button that leaves a word out.
 * @param {(word: string) => void} onleave called with the word
 * @returns {Column<any>}
 */
export const leaveOutColumn = (onleave) => ({
  key: "out",
  label: h("span", { class: "unseen" }, "Leave out"),
  kind: "out",
  cell: () => {
    let counted = "";
    const content = button("×", () => onleave(counted), "chip", { title: "Leave this word out" });
    /** @param {Row} row */
    const put = (row) => {
      counted = row.word;
      content.setAttribute("aria-label", `Leave out ${row.text}`);
      content.hidden = !row.isWord || row.word.includes(",");
    };
    return { content, put };
  },
});
