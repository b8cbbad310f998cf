// A table's columns, and the lines that show them: elements that are there to stay, whatever rows they show.

import { h } from "../ui/dom.js";

/** @typedef {import("../ui/dom.js").Content} Content */
/** @typedef {import("./table.js").Row} Row */
/**
 * What a cell holds, and how to make it that of another row.
 * @template {Row} R
 * @typedef {{content: Content, put: (row: R) => void}} Cell
 */
/**
 * `head` marks the column that names its row, `descending` one whose greatest values are wanted first.
 * @template {Row} R
 * @typedef {object} Column
 * @property {string} key
 * @property {Content} label
 * @property {string} [name] what is said of it when the table is sorted by it
 * @property {string} [hint]
 * @property {boolean} [numeric]
 * @property {boolean} [head]
 * @property {boolean} [descending]
 * @property {string} [kind] a class of the style sheet
 * @property {(row: R) => string} [text] of a cell that holds nothing else
 * @property {() => Cell<R>} [cell] a cell that holds more
 * @property {(a: R, b: R) => number} [order]
 */

/**
 * A line of a table's body, and how to make it that of a row.
 * @template {Row} R
 * @param {Column<R>[]} columns
 */
export function line(columns) {
  const cells = columns.map((column) => column.cell?.() ?? plain(column.text));
  const element = h(
    "tr",
    {},
    columns.map((column, index) =>
      h(
        column.head ? "th" : "td",
        { scope: column.head && "row", class: classes(column) },
        cells[index].content,
      ),
    ),
  );
  return { element, put: (/** @type {R} */ row) => cells.forEach((cell) => cell.put(row)) };
}

/** @param {{numeric?: boolean, kind?: string}} column */
export const classes = ({ numeric, kind }) => [numeric && "number", kind].filter(Boolean).join(" ") || null;

/**
 * A cell with nothing but a text.
 * @template {Row} R
 * @param {(row: R) => string} [text]
 * @returns {Cell<R>}
 */
function plain(text = () => "") {
  const content = document.createTextNode("");
  return { content, put: (row) => void (content.data = text(row)) };
}
