// The calls of the API. Its root is found from where this script was served, so the page works below any
// path; what goes wrong is raised as a Problem.

import { storedKey } from "./key.js";

const ROOT = new URL("../", import.meta.url);
const RETRIED = new Set([429, 502, 503, 504]);
const PAUSES = [400, 1200]; // milliseconds before a question is asked again
const FIRST_WORDS = 1000; // soon there
const MORE_WORDS = 10_000; // as many as an answer takes

/**
 * A problem as the API tells it.
 * @typedef {object} Told
 * @property {string} [type]
 * @property {string} [title]
 * @property {number} [status]
 * @property {string} [detail]
 * @property {{pointer?: string, detail: string}[]} [errors]
 */

/**
 * @typedef {object} Summary
 * @property {number} words
 * @property {number} distinct_words
 * @property {number} sentences
 * @property {number} characters
 * @property {number} reading_time_seconds
 * @property {number} lexical_diversity
 * @property {string[]} [longest_words]
 */

/**
 * A job as the API gives it; what it has beyond its id depends on how it stands.
 * @typedef {object} Job
 * @property {string} id
 * @property {string} status "pending", "succeeded" or "failed"
 * @property {string | null} [url]
 * @property {string} [submitted_at]
 * @property {string} [finished_at]
 * @property {string} [final_url]
 * @property {string | null} [title]
 * @property {string | null} [language]
 * @property {Summary} [summary]
 * @property {{summary: Summary | null, detail?: string}} [main_text]
 * @property {number} [rules] the version of the rules by which it was counted
 * @property {Told} [problem]
 * @property {string} [text_kept] "whole", "part" or "no"
 * @property {number} [count] of a word that was asked for
 * @property {number} [share]
 */

/** A job that succeeded. @typedef {Job & {submitted_at: string, finished_at: string, summary: Summary}} Counted */
/** All of a page, or its main text alone. @typedef {"page" | "main"} Text */
/** @typedef {{signal?: AbortSignal, patient?: boolean, text?: Text}} Asking */

/** What went wrong: the problem the API answered (RFC 9457), or one of our own in its form. */
export class Problem extends Error {
  /** @param {Told} told */
  constructor({ type = "", title = "Something went wrong", status = 0, detail = "", errors = [] }) {
    super(detail || title);
    this.slug = type.split("/").pop() ?? "";
    this.title = title;
    this.status = status;
    this.detail = detail;
    this.errors = errors;
  }

  /** Whether the same question may be answered in a moment. */
  get passing() {
    return this.status === 0 || RETRIED.has(this.status);
  }

  /** Whether the service wants to know who asks. */
  get wantsKey() {
    return this.status === 401 || (this.status === 403 && this.slug !== "listing-disabled");
  }
}

/**
 * Whether a job has succeeded.
 * @param {Job} job
 * @returns {job is Counted}
 */
export const isCounted = (job) => job.status === "succeeded";

/** What was accepted; several jobs are a collection. @typedef {{jobs: Job[], collection: string | null}} Accepted */

/**
 * Send jobs for one address or several.
 * @param {string[]} urls
 * @returns {Promise<Accepted>}
 */
export async function submit(urls) {
  const [url] = urls;
  const { body } = await call("jobs", { send: urls.length === 1 ? { url } : { urls } });
  const { jobs = [body], collection = null } = body;
  return { jobs, collection };
}

/**
 * How a job stands.
 * @param {string} id
 * @param {Asking} [asking]
 * @returns {Promise<Job>}
 */
export async function job(id, { signal, patient = true } = {}) {
  return (await ask(`jobs/${encodeURIComponent(id)}`, { signal, patient })).body;
}

/** A word as the API gives it. @typedef {{word: string, spelling?: string, count: number, share: number}} Word */

/**
 * The words of a job's page, part by part.
 * @param {string} id
 * @param {string} stopWords
 * @param {Asking} [asking]
 * @returns {AsyncGenerator<Word[]>}
 */
export async function* words(id, stopWords, { signal, text = "page" } = {}) {
  const query = `text=${text}&stop_words=${stopWords}&limit=${FIRST_WORDS}`;
  const first = `jobs/${encodeURIComponent(id)}/words?${query}`;
  /** @type {URL | string | null} */
  let next = first;
  while (next) {
    /** @type {Answer} */
    const answer = await ask(next, { signal });
    yield answer.body.words;
    next = answer.next;
    next?.searchParams.set("limit", String(MORE_WORDS));
  }
}

/**
 * The most frequent phrases of `n` words of a job's page.
 * @param {string} id
 * @param {number} n
 * @param {Choice} choice
 * @param {Asking} [asking]
 * @returns {Promise<{phrase: string, count: number}[]>}
 */
export async function phrases(id, n, choice, { signal, text = "page" } = {}) {
  const query = new URLSearchParams({ text, ...chosen(choice), n: String(n), limit: "200" });
  return (await ask(`jobs/${encodeURIComponent(id)}/phrases?${query}`, { signal })).body.phrases;
}

/**
 * How the jobs with these ids stand, newest first; those that are gone are left out.
 * @param {string[]} ids
 * @param {Asking} [asking]
 * @returns {Promise<Job[]>}
 */
export async function jobsWith(ids, { signal } = {}) {
  if (!ids.length) return [];
  /** @type {{jobs: Job[]}} */
  const { jobs: found } = (await ask(`jobs?ids=${ids.join(",")}`, { signal })).body;
  return found.sort((one, other) => (one.id < other.id ? 1 : -1));
}

/**
 * Pages that were sent together, and how they stand.
 * @typedef {object} Collection
 * @property {string} id
 * @property {string} submitted_at
 * @property {{all: number, counted: number, failed: number, pending: number, gone: number}} pages
 * @property {number} words
 * @property {Job[]} jobs
 */

/**
 * How the pages of a collection stand.
 * @param {string} id
 * @param {Asking} [asking]
 * @returns {Promise<Collection>}
 */
export async function collection(id, { signal, patient = true } = {}) {
  return (await ask(`collections/${encodeURIComponent(id)}`, { signal, patient })).body;
}

/** A word of a collection. @typedef {Word & {spelling: string, pages: number, counts: number[]}} SharedWord */
/** @typedef {{different: number, shown: number, stop_words: number, without: number}} Totals */

/**
 * The words of a collection's pages together, with their counts on each page, part by part.
 * @param {string} id
 * @param {Choice} choice
 * @param {Asking} [asking]
 * @returns {AsyncGenerator<{words: SharedWord[], totals: Totals}>}
 */
export async function* collectionWords(id, choice, { signal } = {}) {
  const query = new URLSearchParams({ ...chosen(choice), limit: String(FIRST_WORDS), by_page: "on" });
  /** @type {URL | string | null} */
  let next = `collections/${encodeURIComponent(id)}/words?${query}`;
  while (next) {
    /** @type {Answer} */
    const answer = await ask(next, { signal });
    yield answer.body;
    next = answer.next;
  }
}

/**
 * For each page of a collection the words that tell it from the others.
 * @param {string} id
 * @param {number} limit words of a page
 * @param {Asking} [asking]
 * @returns {Promise<{id: string, words: {spelling: string}[]}[]>}
 */
export async function distinctive(id, limit, { signal } = {}) {
  return (await ask(`collections/${encodeURIComponent(id)}/distinctive?limit=${limit}`, { signal })).body
    .jobs;
}

/** Which words the reader wants. @typedef {{stop: string, without: string[], keep: string[]}} Choice */

/**
 * A choice of words as the parameters of a question.
 * @param {Choice} choice
 * @returns {{[name: string]: string}}
 */
const chosen = ({ stop, without, keep }) => ({
  stop_words: stop,
  ...(without.length && { without: without.join(",") }),
  ...(keep.length && { keep: keep.join(",") }),
});

/** A place where a word stands. @typedef {{position: number, before: string, word: string, after: string}} Context */

/**
 * The places where a word or phrase stands on a job's page.
 * @param {string} id
 * @param {string} word
 * @param {string} sort "position", "before" or "after"
 * @param {Asking & {next?: URL | null}} [asking] `next` asks for more of them
 * @returns {Promise<{items: Context[], count: number, next: URL | null}>}
 */
export async function contexts(id, word, sort, { next, signal } = {}) {
  const query = new URLSearchParams({ word, sort });
  const answer = await ask(next ?? `jobs/${encodeURIComponent(id)}/contexts?${query}`, { signal });
  return { items: answer.body.contexts, count: answer.body.count, next: answer.next };
}

/** A part of a list of jobs; `next` asks for older ones. @typedef {{items: Job[], next: URL | null}} Listed */

/**
 * Ended jobs that this service lists, newest first: those of one address, or everyone's.
 * @param {string | null} url
 * @param {Asking & {next?: URL | null}} [asking]
 * @returns {Promise<Listed>}
 */
export async function jobs(url, { next, signal } = {}) {
  const query = new URLSearchParams(url ? { url, limit: "20" } : { limit: "20" });
  const answer = await ask(next ?? `jobs?${query}`, { signal });
  return { items: answer.body.jobs, next: answer.next };
}

/**
 * The ended jobs whose page has the word, newest first.
 * @param {string} word
 * @param {Asking & {next?: URL | null}} [asking]
 * @returns {Promise<Listed>}
 */
export async function pagesWith(word, { next, signal } = {}) {
  // No word holds a slash; in an address it would part a path, and dots would lead elsewhere.
  if (/\/|^\.{0,2}$/.test(word)) return { items: [], next: null };
  const answer = await ask(next ?? `words/${encodeURIComponent(word)}?limit=20`, { signal });
  return { items: answer.body.pages, next: answer.next };
}

/** An answer, and the address of the next part if there is one. @typedef {{body: any, next: URL | null}} Answer */

/**
 * A question that changes nothing, asked again if the answer is that it did not work just now.
 * @param {string | URL} address
 * @param {Asking} [asking]
 * @returns {Promise<Answer>}
 */
async function ask(address, { signal, patient = true } = {}) {
  for (const pause of patient ? PAUSES : []) {
    try {
      return await call(address, { signal });
    } catch (problem) {
      if (!(problem instanceof Problem) || !problem.passing) throw problem;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
  return call(address, { signal });
}

/**
 * @param {string | URL} address
 * @param {{send?: unknown, signal?: AbortSignal}} [sending]
 * @returns {Promise<Answer>}
 */
async function call(address, { send, signal } = {}) {
  /** @type {{[name: string]: string}} */
  const headers = { Accept: "application/json" };
  const key = storedKey();
  if (key) headers["x-api-key"] = key;
  /** @type {RequestInit} */
  const options = { headers, signal, credentials: "same-origin", redirect: "error" };
  if (send) {
    headers["Content-Type"] = "application/json";
    Object.assign(options, { method: "POST", body: JSON.stringify(send) });
  }
  const url = new URL(address, ROOT);
  /** @type {Response | undefined} */
  let response;
  let body;
  try {
    response = await fetch(url, options);
    body = await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    if (!response || response.ok) throw new Problem({ type: "unreachable" }); // or it broke off
    body = {}; // not ours: a gateway's or a proxy's own page
  }
  if (!response.ok) throw new Problem({ detail: body?.message, ...body, status: response.status });
  return { body, next: following(response, url) };
}

/**
 * @param {Response} response
 * @param {URL} url that was asked for
 */
function following(response, url) {
  const found = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(response.headers.get("Link") ?? "");
  return found ? new URL(found[1], url) : null;
}
