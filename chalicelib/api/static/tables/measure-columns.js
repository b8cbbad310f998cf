// The columns of measures that tell how typical a word is, named as linguists know them.

import { h } from "../ui/dom.js";
import { signed } from "../ui/format.js";

/** @typedef {{log_likelihood: number, significance: number | null, log_ratio: number, search: string}} Measured */

/** @type {import("./table.js").Column<any>} */
export const likelihoodColumn = {
  key: "likelihood",
  label: h("abbr", { title: "Log-likelihood" }, "LL"),
  name: "log-likelihood",
  numeric: true,
  descending: true,
  text: (row) => row.log_likelihood.toFixed(2),
  order: (a, b) => a.log_likelihood - b.log_likelihood,
};

/** @type {import("./table.js").Column<any>} */
export const chanceColumn = {
  key: "p",
  label: "p",
  hint: "How seldom chance alone makes such a difference",
  numeric: true,
  kind: "share",
  text: (row) => (row.significance === null ? "–" : `< ${row.significance}`),
};

/**
 * @param {string} [hint] what it is of
 * @param {(row: any) => string} [text]
 * @returns {import("./table.js").Column<any>}
 */
export const ratioColumn = (hint, text = (row) => signed(row.log_ratio)) => ({
  key: "ratio",
  label: "Log ratio",
  name: "log ratio",
  hint,
  numeric: true,
  descending: true,
  text,
  order: (a, b) => a.log_ratio - b.log_ratio,
});

/**
 * The measures as files hold them, under `MEASURE_HEADS`.
 * @param {Measured} row
 */
export const measureCells = (row) => [row.log_likelihood, row.significance ?? "", row.log_ratio];
export const MEASURE_HEADS = ["log-likelihood", "p below", "log ratio"];
