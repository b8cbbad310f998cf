// The table of compared words: its columns on the page and in files.

import { membersCell } from "./word-lists.js";
import { swatch } from "../charts/chart.js";
import { origins, place } from "../jobs/origin.js";
import {
  chanceColumn,
  likelihoodColumn,
  MEASURE_HEADS,
  measureCells,
  ratioColumn,
} from "../tables/measure-columns.js";
import { wordColumn } from "../tables/word-columns.js";
import { h } from "../ui/dom.js";
import { known, number, percent, plural, RARE, signed } from "../ui/format.js";

export const LETTERS = "ABCDEF";

/** @typedef {import("../service/jobs.js").Counted} Counted */
/** @typedef {import("./lists.js").Row & import("../service/words.js").ComparedWord & {of: number}} Row */

/**
 * @param {Counted[]} jobs
 * @param {string | null | undefined} lang of all of them, if it is the same
 * @param {() => boolean} inCounts whether counts are shown, or shares
 * @returns {import("../tables/table.js").Column<Row>[]}
 */
export function comparedColumns(jobs, lang, inCounts) {
  return [
    wordColumn(lang, null),
    ...jobs.map((job, index) => valueColumn(job, index, inCounts)),
    likelihoodColumn,
    chanceColumn,
    ratioColumn(
      "Of the page that the word is most typical of, to the others",
      (row) => `${LETTERS[row.of]} ${signed(row.log_ratio)}`,
    ),
  ];
}

/**
 * A page's shares or counts of the words.
 * @param {Counted} job
 * @param {number} index
 * @param {() => boolean} inCounts
 * @returns {import("../tables/table.js").Column<Row>}
 */
const valueColumn = (job, index, inCounts) => ({
  key: LETTERS[index].toLowerCase(),
  label: [swatch(index), h("span", { class: "unseen" }, "Share in "), LETTERS[index]],
  name: `share in ${LETTERS[index]}`,
  hint: place(job),
  numeric: true,
  descending: true,
  cell: () => {
    const content = h("span");
    return {
      content,
      put: ({ counts, shares }) => {
        const [count, share] = [counts[index], known(percent)(shares[index])];
        content.textContent = inCounts() ? known(number)(count) : share;
        if (count === null) content.title = RARE;
        else content.title = inCounts() ? share : plural(count, "time");
      },
    };
  },
  order: (a, b) => (a.shares[index] ?? 0) - (b.shares[index] ?? 0),
});

/**
 * The rows as files hold them, under a row of heads that name the pages.
 * @param {Counted[]} jobs
 * @param {Row[]} rows
 * @param {boolean} families
 */
export function comparedCells(jobs, rows, families) {
  const called = origins(jobs);
  const values = called.flatMap((name) => [`count: ${name}`, `share: ${name}`]);
  return [
    ["word", ...values, ...MEASURE_HEADS, "typical of", "spelling", ...(families ? ["members"] : [])],
    ...rows.map((row) => [
      row.word,
      ...row.counts.flatMap((count, index) => [count, row.shares[index]?.toFixed(6)]),
      ...measureCells(row),
      called[row.of],
      row.text,
      ...(families ? [membersCell(row)] : []),
    ]),
  ];
}
