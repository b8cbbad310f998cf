// A collection's words or phrases as they are taken along: the rows of the table, with a column for each page.

import { membersCell } from "./word-lists.js";
import { inText, origins } from "../jobs/origin.js";

/** @typedef {import("../service/jobs.js").Counted} Counted */
/** @typedef {import("./collection-words.js").Row} Row */

/**
 * The rows under a row of heads that name the pages.
 * @param {string} noun what a row is
 * @param {Row[]} rows
 * @param {Counted[]} jobs
 * @param {boolean} families
 */
export function collectionCells(noun, rows, jobs, families) {
  const counts = origins(jobs).map((name) => `count: ${name}`);
  return [
    [noun, "count", "share", "pages", ...counts, "spelling", ...(families ? ["members"] : [])],
    ...rows.map((row) => [
      ...[row.word, row.count, row.share.toFixed(6), row.pages, ...row.counts, row.text],
      ...(families ? [membersCell(row)] : []),
    ]),
  ];
}

/**
 * The rows as JSON holds them, by what the API calls each.
 * @param {string} noun
 * @param {Row[]} rows
 */
export const collectionObjects = (noun, rows) =>
  rows.map(({ rank: _, text, search: _s, isWord: _i, word, spelling: _p, ...figures }) => ({
    [noun]: word,
    spelling: text,
    ...figures,
  }));

/**
 * A collection as the API tells it of a text of its pages.
 * @param {import("../service/jobs.js").Collection} collection
 * @param {import("../service/words.js").Text} text
 */
export function collectionIn(collection, text) {
  const jobs = collection.jobs.map((job) => inText(job, text));
  if (text === "page") return { ...collection, jobs };
  const summaries = jobs.flatMap((job) => job.summary ?? []);
  const counted = summaries.length;
  const pages = { ...collection.pages, counted, no_main_text: collection.pages.counted - counted };
  const words = summaries.reduce((sum, summary) => sum + summary.words, 0);
  return { ...collection, text, pages, words, jobs };
}
