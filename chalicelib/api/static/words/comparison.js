// The words of several results side by side: pure figures, without a page to show them.

import { logLikelihood, logRatio, mostTypical, significance } from "./keyness.js";

/**
 * A word with its counts in each of the compared texts.
 * @typedef {object} Row
 * @property {string} word
 * @property {string} text
 * @property {string} search
 * @property {number[]} counts
 * @property {number[]} shares
 * @property {number} likelihood
 * @property {number} chance how seldom chance alone makes such a difference
 * @property {number} of the index of the text that it is typical of
 * @property {number} ratio of the first of two texts to the second; of more, of the one it is typical of to the others
 * @property {boolean} stop whether it is a stop word of one of the texts
 * @property {number} rank
 */

/** @typedef {Pick<import("./lists.js").Row, "word" | "text" | "search" | "count">} Counted */

/**
 * One row for each word of the texts, what is most typical first. A count is a count: that a word is a stop word of
 * one of the texts takes it from none.
 * @param {{all: Counted[], usual: Counted[], total: number}[]} texts their words, those that are no stop words, and how many
 * @returns {Row[]}
 */
export function compared(texts) {
  /** @type {Map<string, {word: string, text: string, search: string, counts: number[]}>} */
  const found = new Map();
  texts.forEach(({ all }, index) => {
    for (const { word, text, search, count } of all) {
      const row = found.get(word) ?? { word, text, search, counts: texts.map(() => 0) };
      row.counts[index] = count;
      found.set(word, row);
    }
  });
  const stop = stopWords(texts);
  const totals = texts.map((text) => text.total);
  const rows = [...found.values()].map((row) => ({
    ...row,
    ...figures(row.counts, totals),
    stop: stop.has(row.word),
    rank: 0,
  }));
  rows.sort((a, b) => b.likelihood - a.likelihood || (a.word < b.word ? -1 : 1));
  return rows;
}

/**
 * @param {number[]} counts
 * @param {number[]} totals
 */
function figures(counts, totals) {
  const likelihood = logLikelihood(counts, totals);
  const { of, ratio } = mostTypical(counts, totals);
  return {
    shares: counts.map((count, index) => (totals[index] ? count / totals[index] : 0)),
    likelihood,
    chance: significance(likelihood, counts.length),
    of,
    ratio: counts.length === 2 ? logRatio(counts[0], totals[0], counts[1], totals[1]) : ratio,
  };
}

/**
 * The words that are stop words in the language of one of the texts.
 * @param {{all: Counted[], usual: Counted[]}[]} texts
 */
function stopWords(texts) {
  const stop = new Set();
  for (const { all, usual } of texts) {
    const kept = new Set(usual.map((row) => row.word));
    for (const { word } of all) if (!kept.has(word)) stop.add(word);
  }
  return stop;
}
