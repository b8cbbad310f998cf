// The words and phrases of a result, loaded part by part and kept: what an ended job counted never changes.

import { phrases, words } from "../service/api.js";
import { folded } from "../ui/format.js";

const KEPT = 24; // lists

/**
 * A word or phrase: as it is spelled, as it is counted, and what a filter is looked for in.
 * @typedef {object} Row
 * @property {number} rank
 * @property {string} text
 * @property {string} word
 * @property {number} count
 * @property {number} share of all words of the page, from 0 to 1
 * @property {string} search
 * @property {boolean} isWord
 */

/** @typedef {import("../service/api.js").Choice} Choice */
/** @typedef {{signal?: AbortSignal, text?: import("../service/api.js").Text, onpart?: (rows: Row[]) => void}} Loading */

/** @type {Map<string, Row[]>} */
const lists = new Map();
/** @type {Map<string, number>} */
const different = new Map();

/**
 * How many different words the service keeps of a job's page, once some were loaded: of very long pages not all.
 * @param {string} id
 * @param {import("../service/api.js").Text} [text]
 */
export const keptWords = (id, text = "page") => different.get(`${id} ${text}`);

/**
 * The words of a job's page that the reader wants to see, the most frequent first.
 * `onpart` is called with what there is as soon as there is something.
 * @param {string} id
 * @param {Choice} choice
 * @param {Loading} [loading]
 */
export async function chosenWords(id, { stop, without, keep }, { signal, text, onpart = () => {} } = {}) {
  const hidden = new Set(without);
  /** @param {Row[]} rows */
  const left = (rows) => (hidden.size ? ranked(rows.filter((row) => !isNamed(row, hidden))) : rows);
  if (stop !== "exclude" || !keep.length) {
    return left(await wordList(id, stop, { signal, text, onpart: (rows) => onpart(left(rows)) }));
  }
  const usual = new Set((await wordList(id, stop, { signal, text })).map((row) => row.word));
  const kept = new Set(keep);
  const all = await wordList(id, "include", { signal, text });
  return left(ranked(all.filter((row) => usual.has(row.word) || isNamed(row, kept))));
}

/**
 * Whether words that a reader named are this one, as it is counted or as it is spelled.
 * @param {Pick<Row, "word" | "search">} row
 * @param {Set<string>} named
 */
export const isNamed = ({ word, search }, named) =>
  named.has(word) || (search !== word && search.split(" ").some((one) => named.has(one)));

/**
 * Rows with their ranks among themselves.
 * @param {Row[]} rows
 */
const ranked = (rows) => rows.map((row, index) => ({ ...row, rank: index + 1 }));

/**
 * All words of a job's page, the most frequent first, with or without its stop words ("include", "exclude").
 * @param {string} id
 * @param {string} stopWords
 * @param {Loading} [loading]
 */
export async function wordList(id, stopWords, { signal, text = "page", onpart = () => {} } = {}) {
  return kept(`${id} ${text} ${stopWords}`, async () => {
    /** @type {Row[]} */
    const rows = [];
    for await (const { words: part, totals } of words(id, stopWords, { signal, text })) {
      if (totals) different.set(`${id} ${text}`, totals.different);
      for (const { word, spelling = word, count, share } of part) {
        const search = searched(spelling, word);
        rows.push({ rank: rows.length + 1, text: spelling, word, count, share, search, isWord: true });
      }
      onpart(rows);
    }
    return rows;
  });
}

/**
 * The most frequent phrases of `n` words of a job's page.
 * @param {string} id
 * @param {number} n
 * @param {Choice} choice
 * @param {number} total words of the text
 * @param {Loading} [loading]
 */
export async function phraseList(id, n, choice, total, { signal, text = "page" } = {}) {
  return kept(`${id} ${text} ${n} ${JSON.stringify(choice)}`, async () => {
    const found = await phrases(id, n, choice, { signal, text });
    const { different, kept: there } = found.totals;
    if (different !== null && there < different) phraseTotals.set(`${id} ${text} ${n}`, different);
    return found.phrases.map(({ phrase, count }, index) => ({
      rank: index + 1,
      text: phrase,
      word: phrase,
      count,
      share: total ? count / total : 0,
      search: folded(phrase),
      isWord: false,
    }));
  });
}

/** How many phrases occur more than once on pages of which not all are kept, by id and length. */
export const phraseTotals = new Map();

/**
 * What a filter is looked for in: the word as it is spelled and as it is counted.
 * @param {string} spelling
 * @param {string} word
 */
function searched(spelling, word) {
  const text = folded(spelling);
  return text === word ? word : `${text} ${word}`;
}

/**
 * @param {string} name
 * @param {() => Promise<Row[]>} load
 */
async function kept(name, load) {
  const found = lists.get(name);
  if (found) return found;
  const rows = await load();
  lists.set(name, rows);
  const [oldest] = lists.keys();
  if (lists.size > KEPT) lists.delete(oldest);
  return rows;
}
