// The words and phrases of a result, loaded part by part and kept: what an ended job counted never changes.

import { keyness, phrases, words } from "../service/words.js";
import { folded } from "../ui/format.js";

const KEPT = 24; // lists

/** @typedef {import("../service/words.js").Choice} Choice */
/** @typedef {import("../service/words.js").Totals} Totals */
/** @typedef {import("../service/words.js").Word} Word */

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
 * @property {import("../service/words.js").Form[]} [members] the forms of a family
 */

/** @typedef {Row & import("../service/words.js").Measures & {language_share: number | null}} TypicalRow */
/**
 * Rows, and how many words there are in all; of phrases `of` is how many occur more than once, where not all are kept.
 * @template {Row} [R=Row]
 * @typedef {{rows: R[], totals: Totals | null, of?: number | null}} List
 */
/** @typedef {{signal?: AbortSignal, onpart?: (list: List) => void}} Loading */

/** @type {Map<string, List<any>>} */
const lists = new Map();

/**
 * The words of a job's page that the reader wants to see, the most frequent first.
 * `onpart` is called with what there is as soon as there is something.
 * @param {string} id
 * @param {Choice} choice
 * @param {Loading} [loading]
 * @returns {Promise<List>}
 */
export const wordList = (id, choice, { signal, onpart } = {}) =>
  kept(["words", id, choice], () => loaded(words(id, choice, { signal }), onpart));

/**
 * The words of a job's page beside general language, the most typical first.
 * @param {string} id
 * @param {Choice} choice
 * @param {Loading} [loading]
 * @returns {Promise<List<TypicalRow>>}
 */
export const typicalList = (id, choice, { signal, onpart } = {}) =>
  kept(["typical", id, choice], () => loaded(keyness(id, choice, { signal }), onpart));

/**
 * The most frequent phrases of `n` words of a job's page.
 * @param {string} id
 * @param {number} n
 * @param {Choice} choice
 * @param {number} total words of the text
 * @param {Loading} [loading]
 * @returns {Promise<List>}
 */
export const phraseList = (id, n, choice, total, { signal } = {}) =>
  kept([n, id, { ...choice, families: false }], async () => {
    const found = await phrases(id, n, choice, { signal });
    const { different, kept: there } = found.totals;
    const of = different !== null && there < different ? different : null;
    return { rows: phraseRows(found.phrases, total), totals: null, of };
  });

/**
 * Phrases as rows.
 * @template {import("../service/words.js").Phrase} P
 * @param {P[]} phrases
 * @param {number} total words of the text
 */
export const phraseRows = (phrases, total) =>
  phrases.map(({ phrase, spelling = phrase, ...figures }, index) => ({
    ...figures,
    rank: index + 1,
    text: spelling,
    word: phrase,
    share: total ? figures.count / total : 0,
    search: searched({ word: phrase, spelling }),
    isWord: false,
  }));

/**
 * All parts of a list of words as rows, or the first ones until there are `most`.
 * @template {Word} W
 * @param {AsyncGenerator<{words: W[], totals: Totals}>} parts
 * @param {(list: List<any>) => void} [onpart]
 */
export async function loaded(parts, onpart = () => {}, most = Infinity) {
  /** @type {(Row & W)[]} */
  const rows = [];
  /** @type {Totals | null} */
  let totals = null;
  for await (const part of parts) {
    totals = part.totals;
    for (const word of part.words) rows.push(asRow(word, rows.length + 1));
    onpart({ rows, totals });
    if (rows.length >= most) break;
  }
  return { rows, totals };
}

/**
 * @template {Word} W
 * @param {W} word
 * @param {number} rank
 */
const asRow = (word, rank) => ({
  ...word,
  rank,
  text: word.spelling ?? word.word,
  search: searched(word),
  isWord: true,
});

/**
 * What a filter is looked for in: the word as it is spelled and as it is counted, and the forms of a family.
 * @param {Pick<Word, "word" | "spelling" | "members">} word
 */
function searched({ word, spelling = word, members = [] }) {
  const text = folded(spelling);
  if (text === word && !members.length) return word;
  return [...new Set([text, word, ...members.map((member) => member.word)])].join(" ");
}

/**
 * @param {unknown} name
 * @param {() => Promise<List<any>>} load
 */
async function kept(name, load) {
  const key = JSON.stringify(name);
  const found = lists.get(key);
  if (found) return found;
  const list = await load();
  lists.set(key, list);
  const [oldest] = lists.keys();
  if (lists.size > KEPT) lists.delete(oldest);
  return list;
}
