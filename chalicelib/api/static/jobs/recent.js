// The jobs that were sent from this browser, kept in it alone.

import { drop, load, save } from "../service/storage.js";

const NAME = "recent";
const MOST = 200;
const MOST_AT_ONCE = 100; // ids in one question

/** What is kept of a job. @typedef {import("../service/jobs.js").Job & {words?: number, collection?: string | null}} Kept */

/** @type {(keyof Kept)[]} */
const MEMBERS = [
  "id",
  "url",
  "status",
  "title",
  "submitted_at",
  "finished_at",
  "words",
  "language",
  "collection",
  "erase_key",
];

/**
 * The kept jobs, newest first.
 * @returns {Kept[]}
 */
export function recentJobs() {
  const found = load(NAME, []);
  return Array.isArray(found) ? found.filter((job) => job && typeof job.id === "string") : [];
}

/**
 * The kept job with this id, if there is one.
 * @param {string} id
 */
export const recentJob = (id) => recentJobs().find((job) => job.id === id);

/**
 * The ids of the kept jobs of one address, newest first, as many as can be asked for at once.
 * @param {string} url
 */
export const idsOf = (url) =>
  recentJobs()
    .filter((job) => job.url === url)
    .map((job) => job.id)
    .slice(0, MOST_AT_ONCE);

/**
 * Keep jobs that were just accepted.
 * @param {Kept[]} jobs
 */
export function remember(jobs) {
  const known = new Set(jobs.map((job) => job.id));
  const others = recentJobs().filter((job) => !known.has(job.id));
  save(NAME, [...jobs.map(excerpt).reverse(), ...others].slice(0, MOST));
}

/**
 * Note how a kept job stands now; one that was sent from elsewhere is left alone.
 * @param {Kept} job
 */
export function refresh(job) {
  if (!recentJob(job.id)) return;
  save(
    NAME,
    recentJobs().map((old) => (old.id === job.id ? { ...old, ...excerpt(job) } : old)),
  );
}

/**
 * Keep a job no longer.
 * @param {string} id
 */
export const forget = (id) =>
  save(
    NAME,
    recentJobs().filter((job) => job.id !== id),
  );

/** Keep none. */
export const forgetAll = () => drop(NAME);

/** @param {Kept} job */
function excerpt(job) {
  /** @type {Kept} */
  const full = { ...job, words: job.summary?.words ?? job.words };
  return Object.fromEntries(MEMBERS.filter((name) => full[name] != null).map((name) => [name, full[name]]));
}
