// What was counted, in a line: for the files that are taken along, and to tell two results of one page apart.

import { shortened } from "../ui/dom.js";
import { moments } from "../ui/format.js";

/** @typedef {import("../service/jobs.js").Job} Job */

/**
 * Where results are from, and when each was counted.
 * @param {Job[]} jobs
 */
export function origins(jobs) {
  const times = timesOf(jobs);
  return jobs.map((job, index) =>
    [place(job), times[index] && `counted ${times[index]}`].filter(Boolean).join(" · "),
  );
}

/**
 * When each of several results was counted, or sent, so exactly that those of one page can be told apart.
 * @param {Job[]} jobs
 */
export function timesOf(jobs) {
  const places = jobs.map(place);
  return jobs.map((job, index) => {
    const alike = jobs.filter((_, other) => places[other] === places[index]);
    return moments(alike.map(timeOf))[alike.indexOf(job)];
  });
}

/** @param {Job} job */
const timeOf = (job) => job.finished_at ?? job.submitted_at;

/**
 * A page's address as people say it; of what has none, what it is. Where it is not known, it is empty.
 * @param {Job} job
 */
export function place(job) {
  const url = job.final_url ?? job.url;
  if (url) return shortened(url);
  if (job.status === "gone") return "A result that is gone";
  return url === "" ? "A page" : "A pasted text";
}

/**
 * What each of several results is called: its title, with its address where titles are alike, and with its time where
 * both are.
 * @param {Job[]} jobs
 */
export function names(jobs) {
  const titles = jobs.map((job) => job.title || place(job));
  const places = jobs.map(place);
  const times = timesOf(jobs);
  return jobs.map((_, index) => {
    const alike = jobs.filter((_, other) => titles[other] === titles[index]);
    if (alike.length === 1) return titles[index];
    const same = alike.filter((other) => place(other) === places[index]);
    const title = titles[index];
    const where = title === places[index] ? "" : places[index];
    return [title, where, same.length > 1 && times[index]].filter(Boolean).join(" · ");
  });
}

/**
 * A job as the API tells it of a text of its page.
 * @param {Job} job
 * @param {import("../service/words.js").Text} text
 */
export const inText = (job, text) =>
  text === "main" && job.summary ? { ...job, text, summary: job.main_text?.summary ?? null } : job;

/**
 * Whether all the words of a text are kept: the rarest are not where there are too many.
 * @param {Job} job
 * @param {import("../service/words.js").Text} text
 */
export function whole(job, text) {
  const { summary } = inText(job, text);
  return !summary || summary.words_kept >= summary.distinct_words;
}
