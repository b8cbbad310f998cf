// The lists that a result has: its words, those that are typical of it, and its phrases.

import { phraseList, typicalList, wordList } from "./lists.js";
import { shownOf } from "./captions.js";
import { countColumn, leaveOutColumn, rankColumn, shareColumn, wordColumn } from "../tables/word-columns.js";
import { likelihoodColumn, MEASURE_HEADS, measureCells, ratioColumn } from "../tables/measure-columns.js";
import { number, percent, plural } from "../ui/format.js";

const TYPICAL =
  "Words that the page uses more often than its language does, of which the 5,000 commonest words are known. " +
  "Log-likelihood (LL) says how surely that is more than chance: above 3.84 chance does it less often than once in 20 " +
  "times, above 15.14 than once in 10,000. The log ratio says how many times as often the page uses the word, as a power " +
  "of two: 1 is twice, 3 is eight times.";

/** @typedef {import("./lists.js").Row} Row */
/** @typedef {import("./lists.js").List<any>} List */
/** @typedef {import("../service/jobs.js").Counted} Counted */
/** @typedef {import("../service/jobs.js").Summary} Summary */
/** @typedef {import("../service/words.js").Choice} Choice */

/**
 * @typedef {object} Kind
 * @property {string} name of the choice
 * @property {[string, string]} noun
 * @property {string} head of its column
 * @property {string} what in the table's caption
 * @property {string} file
 * @property {string} order the column that its rows are sorted by as they come
 * @property {string} [remark] what its figures mean
 * @property {(job: Counted, choice: Choice, summary: Summary, loading: import("./lists.js").Loading) => Promise<List>} load
 */

/**
 * @param {number} n
 * @param {string} many
 * @returns {Kind}
 */
const phrasesOf = (n, many) => ({
  name: `${n}-word phrases`,
  noun: ["phrase", "phrases"],
  head: "Phrase",
  what: `Phrases of ${many} words`,
  file: `${many}-word-phrases`,
  order: "-count",
  load: (job, choice, { words }, { signal }) => phraseList(job.id, n, choice, words, { signal }),
});

/** @type {{[list: string]: Kind}} */
export const LISTS = {
  words: {
    name: "Words",
    noun: ["word", "words"],
    head: "Word",
    what: "Words",
    file: "words",
    order: "-count",
    load: (job, choice, _, loading) => wordList(job.id, choice, loading),
  },
  typical: {
    name: "Typical words",
    noun: ["word", "words"],
    head: "Word",
    what: "Typical words",
    file: "typical-words",
    order: "-likelihood",
    remark: TYPICAL,
    load: (job, choice, _, loading) => typicalList(job.id, choice, loading),
  },
  2: phrasesOf(2, "two"),
  3: phrasesOf(3, "three"),
  4: phrasesOf(4, "four"),
};

/** The lists in their order; the keys of an object that are numbers come first. */
export const LIST_NAMES = ["words", "typical", "2", "3", "4"];

/** @type {import("../tables/table.js").Column<any>} */
const languageColumn = {
  key: "language",
  label: "In general",
  hint: "The word’s share of general language, where it is one of the commonest",
  numeric: true,
  kind: "share",
  text: (row) => (row.language_share === null ? "–" : percent(row.language_share)),
};

/**
 * The columns of a list's table, by the list.
 * @param {string | null | undefined} lang
 * @param {import("../tables/word-columns.js").Ways & {onleave: (word: string) => void}} ways
 */
export function columnsOf(lang, ways) {
  const word = wordColumn(lang, ways);
  const out = leaveOutColumn(ways.onleave);
  const usual = [rankColumn, word, countColumn, shareColumn, out];
  const typical = [word, countColumn, shareColumn, languageColumn, likelihoodColumn, ratioColumn(), out];
  return (/** @type {string} */ list) => (list === "typical" ? typical : usual);
}

/**
 * The rows of a list as files hold them, under a row of heads.
 * @param {string} list
 * @param {any[]} rows
 * @param {Choice} choice
 */
export function cells(list, rows, { families }) {
  const [noun] = LISTS[list].noun;
  const members = families && LISTS[list].head === "Word";
  const typical = list === "typical";
  const heads = [
    "rank",
    noun,
    "count",
    "share",
    typical && "language share",
    ...(typical ? MEASURE_HEADS : []),
  ];
  return [
    [...heads, "spelling", members && "members"].filter((head) => head !== false),
    ...rows.map((row) => [
      ...[row.rank, row.word, row.count, row.share.toFixed(6)],
      ...(typical ? [row.language_share ?? "", ...measureCells(row)] : []),
      row.text,
      ...(members ? [membersCell(row)] : []),
    ]),
  ];
}

/**
 * The forms of a family as the API's own files have them.
 * @param {Pick<Row, "members">} row
 */
export const membersCell = ({ members = [] }) =>
  members.map(({ spelling, count }) => `${spelling}:${count}`).join(" ");

/**
 * The rows of a list as JSON holds them.
 * @param {string} list
 * @param {any[]} rows
 */
export const objects = (list, rows) =>
  rows.map(({ rank: _, text, search: _s, isWord: _i, word, spelling: _p, ...figures }) =>
    LISTS[list].head === "Word"
      ? { word, spelling: text, ...figures }
      : { phrase: word, spelling: text, ...figures },
  );

/**
 * How many words of a list are shown, and where the others are.
 * @param {number} count of rows
 * @param {string} list
 * @param {List} found
 * @param {number} all different words of the text
 */
export function told(count, list, { totals, of }, all) {
  const { noun } = LISTS[list];
  if (of) return `${plural(count, ...noun)}, the most frequent of ${number(of)}`;
  if (!totals) return plural(count, ...noun);
  return shownOf(count, totals, { different: all, reasons: [rarest({ totals }, all)], noun });
}

/**
 * Whether words of a text are too rare for their counts to be kept.
 * @param {Pick<List, "totals">} found
 * @param {number} all different words of the text
 */
export const rarest = ({ totals }, all) =>
  totals !== null && all > totals.different && `the ${number(all - totals.different)} rarest are not kept`;

/**
 * What a list's table is.
 * @param {string} list
 * @param {Choice} choice
 */
export function caption(list, { text, stop, families }) {
  const whole = text === "main" ? "main text" : "page";
  const more = `${stop ? ", stop words included" : ""}${families ? ", forms as one" : ""}`;
  const figures = list === "typical" ? "measures" : "count and share";
  return `${LISTS[list].what} of the ${whole} with ${figures}${more}`;
}
