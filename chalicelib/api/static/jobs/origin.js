// What was counted, in a line: for the files that are taken along, and to tell two results of one page apart.

import { shortened } from "../ui/dom.js";
import { moment } from "../ui/format.js";

/** @typedef {import("../service/jobs.js").Job} Job */

/**
 * Where a result is from, and when it was counted.
 * @param {Job} job
 */
export const origin = (job) =>
  [place(job), job.finished_at && `counted ${moment(job.finished_at)}`].filter(Boolean).join(" · ");

/**
 * A page's address as people say it; of what has none, what it is.
 * @param {Job} job
 */
export function place(job) {
  const url = job.final_url ?? job.url;
  return url ? shortened(url) : "A pasted text";
}

/**
 * What each of several results is called: its title, with its address where titles are alike, and with its time where
 * both are.
 * @param {Job[]} jobs
 */
export function names(jobs) {
  const titles = jobs.map((job) => job.title || place(job));
  const places = jobs.map(place);
  return jobs.map((job, index) => {
    const alike = jobs.filter((_, other) => titles[other] === titles[index]);
    if (alike.length === 1) return titles[index];
    const same = alike.filter((other) => place(other) === places[index]);
    const [title, counted] = [titles[index], job.finished_at && moment(job.finished_at)];
    const where = title === places[index] ? "" : places[index];
    return [title, where, same.length > 1 && counted].filter(Boolean).join(" · ");
  });
}
