// The head of a result: title, address, language, when it was counted, what can be done, and its figures.

import { send } from "../form/ask-form.js";
import { button, h, pageLink, stranger } from "../ui/dom.js";
import { eraseButton } from "./erase.js";
import { copyLink } from "../tables/export.js";
import { clipped, duration, language, moment, number, readingTime } from "../ui/format.js";
import { place } from "./origin.js";
import { link } from "../ui/router.js";

const TITLE = 120; // characters that are shown at first
const ADDRESS = 160;

/** @typedef {import("../service/jobs.js").Counted} Counted */

/**
 * The heading of a result with its links and buttons.
 * @param {Counted} job
 */
export function masthead(job) {
  const url = job.final_url ?? job.url;
  const took = (Date.parse(job.finished_at) - Date.parse(job.submitted_at)) / 1000;
  return h(
    "header",
    { class: "masthead" },
    h("p", { class: "address" }, url ? pageLink(url, clipped(place(job), ADDRESS)) : place(job)),
    title(job),
    h(
      "p",
      { class: "quiet-text" },
      h("span", { title: job.language ?? "" }, language(job.language)),
      " · counted ",
      h("time", { datetime: job.finished_at }, moment(job.finished_at)),
      ` in ${took < 10 ? `${Math.max(0.1, took).toFixed(1)} s` : duration(took)}`,
    ),
    actions(job),
  );
}

/** @param {Counted} job */
function actions({ id, url }) {
  return h(
    "p",
    { class: "actions" },
    copyLink(),
    h("a", { href: link("compare", id), class: "small" }, "Compare"),
    url && h("a", { href: link("history", url), class: "small" }, "History"),
    url && button("Count again", () => send([url]), "small"),
    eraseButton(id),
  );
}

/**
 * A title in the language of its page; of a long one, its beginning, and the rest on demand.
 * @param {Counted} job
 */
function title(job) {
  const whole = job.title || (job.url ? "A page without a title" : "A pasted text");
  const text = stranger(clipped(whole, TITLE), job.title ? job.language : null);
  const heading = h("h1", { tabindex: "-1" }, text);
  if (text.textContent === whole) return heading;
  const more = button(
    "Whole title",
    () => {
      text.textContent = whole;
      heading.focus();
      more.remove();
    },
    "plain",
  );
  return [heading, more];
}

/**
 * The summary figures of a result.
 * @param {import("../service/jobs.js").Summary} summary
 */
export function figures(summary) {
  /**
   * @param {number} count
   * @param {string} one
   */
  const many = (count, one) => [count === 1 ? one : `${one}s`, number(count)];
  const rows = [
    many(summary.words, "Word"),
    many(summary.distinct_words, "Different word"),
    many(summary.sentences, "Sentence"),
    many(summary.characters, "Character"),
    ["Time to read", readingTime(summary.reading_time_seconds)],
    [
      "Lexical diversity",
      summary.lexical_diversity.toFixed(2),
      "Different words for each word: the higher, the more varied",
    ],
  ];
  return h(
    "dl",
    { class: "figures" },
    rows.map(([name, value, hint]) => h("div", { title: hint }, h("dt", {}, name), h("dd", {}, value))),
  );
}

/**
 * A sentence for results that were counted by different rules, whose counts are not alike.
 * @param {import("../service/jobs.js").Job[]} jobs
 */
export function otherRules(jobs) {
  const versions = new Set(jobs.map((job) => job.rules).filter(Boolean));
  if (versions.size < 2) return null;
  return h(
    "p",
    { class: "quiet-text other-rules" },
    `Counted by different versions of the rules (${[...versions].sort().join(", ")}): some counts differ for that alone.`,
  );
}

/**
 * The longest words of a result, in a sentence.
 * @param {Counted} job
 */
export function longest({ summary, language: lang }) {
  const words = (summary.longest_words ?? []).slice(0, 5);
  if (!words.length) return null;
  return h(
    "p",
    { class: "quiet-text longest" },
    words.length === 1 ? "Longest word: " : "Longest words: ",
    words.map((word, index) => [index > 0 && ", ", stranger(clipped(word, 60), lang)]),
    ".",
  );
}
