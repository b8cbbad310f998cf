// The calls of words: which of them the reader wants, and what the API answers.

import { ask } from "./http.js";

const FIRST_WORDS = 1000; // soon there
const MORE_WORDS = 10_000; // as many as an answer takes

/** All of a page, or its main text alone. @typedef {"page" | "main"} Text */
/** @typedef {import("./http.js").Asking} Asking */
/** @typedef {import("./http.js").Answer} Answer */

/**
 * Which words the reader wants to see, and of which text.
 * @typedef {object} Choice
 * @property {boolean} stop whether stop words are among them
 * @property {string[]} without words to leave out
 * @property {string[]} keep stop words to count after all
 * @property {boolean} families whether the forms of a word are one line
 * @property {Text} text
 */

/** @type {Choice} */
export const ALL = { stop: true, without: [], keep: [], families: false, text: "page" };

/**
 * A choice of words as the parameters of a question.
 * @param {Choice} choice
 * @returns {{[name: string]: string}}
 */
const asked = ({ stop, without, keep, families, text }) => ({
  stop_words: stop ? "include" : "exclude",
  ...(without.length && { without: without.join(",") }),
  ...(keep.length && { keep: keep.join(",") }),
  ...(families && { families: "on" }),
  ...(text === "main" && { text }),
});

/** A form of a word, with its count. @typedef {{word: string, spelling: string, count: number}} Form */
/**
 * A word as the API gives it; a family has the forms that it stands for.
 * @typedef {{word: string, spelling?: string, count: number, share: number, members?: Form[]}} Word
 */
/** @typedef {{different: number, shown: number, stop_words: number, without: number}} Totals */

/**
 * A list of the API, part by part: the first one soon, the others as large as an answer takes.
 * @param {string} path
 * @param {{[name: string]: string}} query
 * @param {Asking} [asking]
 * @returns {AsyncGenerator<any>}
 */
async function* parts(path, query, { signal } = {}) {
  /** @type {URL | string | null} */
  let next = `${path}?${new URLSearchParams({ ...query, limit: String(FIRST_WORDS) })}`;
  while (next) {
    /** @type {Answer} */
    const answer = await ask(next, { signal });
    yield answer.body;
    next = answer.next;
    next?.searchParams.set("limit", String(MORE_WORDS));
  }
}

/**
 * The words of a job's page, part by part.
 * @param {string} id
 * @param {Choice} choice
 * @param {Asking} [asking]
 * @returns {AsyncGenerator<{words: Word[], totals: Totals}>}
 */
export const words = (id, choice, asking) =>
  parts(`jobs/${encodeURIComponent(id)}/words`, asked(choice), asking);

/**
 * What tells how typical a word is.
 * @typedef {object} Measures
 * @property {number} log_likelihood
 * @property {number | null} significance below which the probability of so much by chance is
 * @property {number} log_ratio
 */
/** @typedef {Word & Measures & {language_share: number | null}} TypicalWord */

/**
 * The words of a job's page beside general language, the most typical first, part by part.
 * @param {string} id
 * @param {Choice} choice
 * @param {Asking} [asking]
 * @returns {AsyncGenerator<{words: TypicalWord[], totals: Totals}>}
 */
export const keyness = (id, choice, asking) =>
  parts(`jobs/${encodeURIComponent(id)}/keyness`, asked(choice), asking);

/** @typedef {Word & Measures & {counts: (number | null)[], shares: (number | null)[], typical_of: string}} ComparedWord */

/**
 * The words of several jobs' pages, those first that are most typical of one of them, part by part.
 * @param {string[]} ids
 * @param {Choice} choice
 * @param {Asking} [asking]
 * @returns {AsyncGenerator<{words: ComparedWord[], totals: Totals}>}
 */
export const comparison = (ids, choice, asking) =>
  parts("comparison", { ids: ids.join(","), ...asked(choice) }, asking);

/** @typedef {{phrase: string, spelling?: string, count: number}} Phrase */

/**
 * The most frequent phrases of `n` words of a job's page.
 * @param {string} id
 * @param {number} n
 * @param {Choice} choice
 * @param {Asking} [asking]
 * @returns {Promise<{phrases: Phrase[], totals: {different: number | null, kept: number}}>}
 */
export async function phrases(id, n, choice, { signal } = {}) {
  const query = new URLSearchParams(phrasesAsked(n, choice));
  return (await ask(`jobs/${encodeURIComponent(id)}/phrases?${query}`, { signal })).body;
}

/**
 * @param {number} n
 * @param {Choice} choice
 * @returns {{[name: string]: string}}
 */
const phrasesAsked = (n, choice) => ({
  ...asked({ ...choice, families: false }),
  ...{ n: String(n), limit: "1000" }, // of a page all there are
});

/** A word of a collection. @typedef {Word & {spelling: string, pages: number, counts: (number | null)[]}} SharedWord */

/**
 * The words of a collection's pages together, with their counts on each page, part by part.
 * @param {string} id
 * @param {Choice} choice
 * @param {Asking} [asking]
 * @returns {AsyncGenerator<{words: SharedWord[], totals: Totals}>}
 */
export const collectionWords = (id, choice, asking) =>
  parts(`collections/${encodeURIComponent(id)}/words`, { ...asked(choice), by_page: "on" }, asking);

/** @typedef {Phrase & {pages: number, counts: number[]}} SharedPhrase */

/**
 * The most frequent phrases of `n` words of a collection's pages together, with their counts on each page.
 * @param {string} id
 * @param {number} n
 * @param {Choice} choice
 * @param {Asking} [asking]
 * @returns {Promise<{phrases: SharedPhrase[], total: number}>}
 */
export async function collectionPhrases(id, n, choice, { signal } = {}) {
  const query = new URLSearchParams({ ...phrasesAsked(n, choice), by_page: "on" });
  return (await ask(`collections/${encodeURIComponent(id)}/phrases?${query}`, { signal })).body;
}

/**
 * For each page of a collection the words that tell it from the others.
 * @param {string} id
 * @param {number} limit words of a page
 * @param {Text} text
 * @param {Asking} [asking]
 * @returns {Promise<{id: string, words: {spelling: string}[]}[]>}
 */
export async function distinctive(id, limit, text, { signal } = {}) {
  const query = new URLSearchParams({ limit: String(limit), ...(text === "main" && { text }) });
  return (await ask(`collections/${encodeURIComponent(id)}/distinctive?${query}`, { signal })).body.jobs;
}

/** A place where a word stands. @typedef {{position: number, before: string, word: string, after: string}} Context */

/**
 * The places where a word or phrase stands on a job's page.
 * @param {string} id
 * @param {string} word
 * @param {string} sort "position", "before" or "after"
 * @param {Choice} choice
 * @param {Asking & {next?: URL | null}} [asking] `next` asks for more of them
 * @returns {Promise<{items: Context[], count: number, next: URL | null}>}
 */
export async function contexts(id, word, sort, choice, { next, signal } = {}) {
  const query = new URLSearchParams(placesAsked(word, sort, choice));
  const answer = await ask(next ?? `${contextsOf(id)}?${query}`, { signal });
  return { items: answer.body.contexts, count: answer.body.count, next: answer.next };
}

/**
 * All the places where a word or phrase stands on a job's page.
 * @param {string} id
 * @param {string} word
 * @param {string} sort "position", "before" or "after"
 * @param {Choice} choice
 * @param {Asking} [asking]
 * @returns {Promise<{items: Context[], count: number}>}
 */
export async function allContexts(id, word, sort, choice, asking) {
  /** @type {Context[]} */
  const items = [];
  let count = 0;
  for await (const part of parts(contextsOf(id), placesAsked(word, sort, choice), asking)) {
    items.push(...part.contexts);
    count = part.count;
  }
  return { items, count };
}

/** @param {string} id */
const contextsOf = (id) => `jobs/${encodeURIComponent(id)}/contexts`;

/**
 * @param {string} word
 * @param {string} sort
 * @param {Choice} choice
 * @returns {{[name: string]: string}}
 */
const placesAsked = (word, sort, { text, families }) => ({
  ...{ word, sort },
  ...(families && { families: "on" }),
  ...(text === "main" && { text }),
});

/**
 * A word that keeps company with another one.
 * @typedef {object} Collocate
 * @property {string} word
 * @property {string} spelling
 * @property {number} near how often it stands near the other one
 * @property {number} count
 * @property {number} log_likelihood
 * @property {number} pmi
 */

/** @typedef {{count: number, window: number, total: number, collocates: Collocate[]}} Company */

/**
 * The words that stand near a word of a job's page more often than elsewhere, or the first `limit` of them.
 * @param {string} id
 * @param {string} word
 * @param {"log_likelihood" | "pmi"} sort
 * @param {Choice} choice
 * @param {Asking & {limit?: number}} [asking]
 * @returns {Promise<Company>}
 */
export async function collocates(id, word, sort, choice, { signal, limit = MORE_WORDS } = {}) {
  const query = new URLSearchParams({ word, sort, limit: String(limit), ...asked(choice) });
  return (await ask(`jobs/${encodeURIComponent(id)}/collocates?${query}`, { signal })).body;
}
