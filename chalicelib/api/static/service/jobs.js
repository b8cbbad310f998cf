// The calls of jobs and of collections, and what the API answers.

import { ask, call, patiently } from "./http.js";

const MOST_AT_ONCE = 100; // ids in one question

/**
 * @typedef {object} Summary
 * @property {number} words
 * @property {number} distinct_words
 * @property {number} words_kept how many of these, the most frequent
 * @property {number} sentences
 * @property {number} characters
 * @property {number} reading_time_seconds
 * @property {number} lexical_diversity
 * @property {string[]} [longest_words]
 * @property {string} [why_empty] of a page without any text
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
 * @property {string} [erase_key] of a job that was just accepted
 * @property {string} [text_kept] "whole", "part" or "no"
 * @property {number} [count] of a word that was asked for
 * @property {number} [share]
 */

/** A job that succeeded. @typedef {Job & {submitted_at: string, finished_at: string, summary: Summary}} Counted */
/** @typedef {import("./http.js").Asking} Asking */
/** @typedef {import("./http.js").Answer} Answer */
/** @typedef {import("./http.js").Told} Told */

/**
 * Whether a job has succeeded.
 * @param {Job} job
 * @returns {job is Counted}
 */
export const isCounted = (job) => job.status === "succeeded";

/**
 * A key for a request that is sent again if no answer came: a UUID of version 7 (RFC 9562), which holds the time.
 */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let at = 5; at >= 0; at--, time = Math.floor(time / 256)) bytes[at] = time % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** What was accepted; several jobs are a collection. @typedef {{jobs: Job[], collection: string | null}} Accepted */

/** What is to be counted. @typedef {{url: string} | {urls: string[]} | {text: string, title?: string}} Wanted */

/**
 * Send jobs. Under its key the same request is done once, however often it is sent.
 * @param {Wanted} send
 * @param {string} key
 * @returns {Promise<Accepted>}
 */
export async function submit(send, key) {
  const { body } = await patiently(() => call("jobs", { send, headers: { "Idempotency-Key": key } }));
  const { jobs = [body], collection = null } = body;
  return { jobs, collection };
}

/**
 * Erase a job for good: its words, its text, its title and its addresses.
 * @param {string} id
 * @param {string} key that came with the job
 */
export async function erase(id, key) {
  await call(`jobs/${encodeURIComponent(id)}`, { method: "DELETE", headers: { "Erase-Key": key } });
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

/**
 * How the jobs with these ids stand, newest first; those that are gone are left out.
 * @param {string[]} ids
 * @param {Asking} [asking]
 * @returns {Promise<Job[]>}
 */
export async function jobsWith(ids, { signal, patient = true } = {}) {
  /** @type {Job[]} */
  const found = [];
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
    const some = ids.slice(at, at + MOST_AT_ONCE).join(",");
    found.push(...(await ask(`jobs?ids=${some}`, { signal, patient })).body.jobs);
  }
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
