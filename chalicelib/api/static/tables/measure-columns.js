// The columns of measures that tell how typical a word is, named as linguists know them.

import { h } from "../ui/dom.js";
import { signed } from "../ui/format.js";

/** In a sentence what the measures mean; `them` is what is compared. */
export const MEASURES =
  "Log-likelihood (LL) says how surprising a word’s counts would be if there were no difference, with p, how seldom " +
  "chance alone does that; the log ratio says how many times as often the word is used, as a power of two: 1 is twice, " +
  "3 is eight times.";

/** @typedef {{log_likelihood: number, significance: number | null, log_ratio: number, search: string}} Measured */

/**
 * @param {object} plan
 * @param {string} [plan.hint] what the log ratio is of
 * @param {(row: any) => string} [plan.ratio]
 * @returns {import("./table.js").Column<any>[]}
 */
export const measureColumns = ({ hint, ratio = (row) => signed(row.log_ratio) } = {}) => [
  {
    key: "likelihood",
    label: h("abbr", { title: "Log-likelihood" }, "LL"),
    name: "log-likelihood",
    numeric: true,
    descending: true,
    text: (row) => row.log_likelihood.toFixed(2),
    order: (a, b) => a.log_likelihood - b.log_likelihood,
  },
  {
    key: "p",
    label: "p",
    hint: "How seldom chance alone makes such a difference",
    numeric: true,
    kind: "share",
    text: (row) => (row.significance === null ? "–" : `< ${row.significance}`),
  },
  {
    key: "ratio",
    label: "Log ratio",
    name: "log ratio",
    hint,
    numeric: true,
    descending: true,
    text: ratio,
    order: (a, b) => a.log_ratio - b.log_ratio,
  },
];

/**
 * The measures as files hold them, under `MEASURE_HEADS`.
 * @param {Measured} row
 */
export const measureCells = (row) => [row.log_likelihood, row.significance ?? "", row.log_ratio];
export const MEASURE_HEADS = ["log-likelihood", "p below", "log ratio"];
