// Results side by side: their figures, and the words that are typical of one against the others.

import { isCounted, job as askJob } from "../service/jobs.js";
import { swatch } from "../charts/chart.js";
import { otherRules } from "../jobs/result.js";
import { Comparison } from "../words/compare-words.js";
import { h, pageLink, shortened, stranger } from "../ui/dom.js";
import { copyLink } from "../tables/export.js";
import { clipped, day, language, number, readingTime } from "../ui/format.js";
import { jobList, MOST_COMPARED } from "../jobs/job-list.js";
import { place, timesOf } from "../jobs/origin.js";
import { recentJobs } from "../jobs/recent.js";
import { link } from "../ui/router.js";
import { announce, show } from "../ui/stage.js";

const TITLE = 90; // characters
const ADDRESS = 70;

/** @typedef {import("../service/jobs.js").Job} Job */
/** @typedef {import("../service/jobs.js").Counted} Counted */

/**
 * Show the results whose ids `where.value` names.
 * @param {import("../ui/router.js").Where} where
 * @param {import("./job.js").View} view
 */
export async function compareView(where, { signal, onupdate, onproblem }) {
  const ids = [...new Set(where.value.split(",").filter(Boolean))].slice(0, MOST_COMPARED);
  if (ids.length < 2) return choose(ids, signal);
  const jobs = await Promise.all(ids.map((id) => askJob(id, { signal })));
  const unfit = jobs.find((job) => !isCounted(job));
  if (unfit) return showUnfit(unfit);
  const counted = jobs.filter(isCounted);
  const comparison = new Comparison(where.value, counted, { signal, onproblem });
  onupdate(() => comparison.open());
  await comparison.open();
  if (signal.aborted) return;
  show(h("article", { class: "result" }, head(counted), figures(counted), comparison.element));
  announce(`${jobs.length} results compared.`);
}

/**
 * @param {string[]} ids
 * @param {AbortSignal} signal
 */
async function choose(ids, signal) {
  const all = recentJobs().filter((job) => job.status === "succeeded");
  for (const id of ids.filter((one) => !all.some((job) => job.id === one))) {
    all.unshift(await askJob(id, { signal }));
  }
  const hint =
    all.length > 1
      ? `Choose two to ${MOST_COMPARED} results.`
      : "There is only this result yet. Count another page with the form above; then both are listed here.";
  show(
    h(
      "section",
      { class: "list" },
      h("h1", { tabindex: "-1" }, "Compare with what?"),
      h("p", { class: "quiet-text" }, hint),
      jobList(all, { chosen: ids }).element,
    ),
  );
}

/** @param {Job} job */
function showUnfit(job) {
  show(
    h(
      "section",
      { class: "notice" },
      h("h1", { tabindex: "-1" }, "One of these pages has no words to compare"),
      h("p", {}, job.status === "pending" ? "It is still being counted." : "It could not be counted."),
      h(
        "p",
        { class: "actions" },
        h("a", { class: "primary", href: link("job", job.id) }, "See how it stands"),
      ),
    ),
  );
}

/** @param {Counted[]} jobs */
function head(jobs) {
  return h(
    "header",
    { class: "masthead" },
    h("h1", { tabindex: "-1" }, `${jobs.length} results compared`),
    h(
      "p",
      { class: "actions" },
      copyLink(),
      h("a", { class: "small", href: link("compare", jobs[0].id) }, "Change the choice"),
    ),
    otherRules(jobs),
  );
}

/** @param {Counted[]} jobs */
function figures(jobs) {
  const alike = new Set(jobs.map(place)).size < jobs.length;
  const times = timesOf(jobs);
  /** @type {[name: string, value: (job: Counted, index: number) => string][]} */
  const rows = [
    ["Words", (job) => number(job.summary.words)],
    ["Different", (job) => number(job.summary.distinct_words)],
    ["Diversity", (job) => job.summary.lexical_diversity.toFixed(2)],
    ["To read", (job) => readingTime(job.summary.reading_time_seconds)],
    ["Language", (job) => language(job.language)],
    ["Counted", (job, index) => (alike ? times[index] : day(job.finished_at))],
  ];
  const body = jobs.map((job, index) => {
    const values = rows.map(([name, value]) => h("td", { "data-name": name }, value(job, index)));
    return h("tr", {}, page(job, index), values);
  });
  const heads = ["Page", ...rows.map(([name]) => name)].map((name) => h("th", { scope: "col" }, name));
  return h(
    "table",
    { class: "compared" },
    h("caption", { class: "unseen" }, "The compared results"),
    h("thead", {}, h("tr", {}, heads)),
    h("tbody", {}, body),
  );
}

/**
 * @param {Counted} job
 * @param {number} index
 */
function page(job, index) {
  const title = clipped(job.title || place(job), TITLE);
  const url = job.final_url ?? job.url;
  return h(
    "th",
    { scope: "row" },
    swatch(index),
    `${"ABCDEF"[index]} `,
    h("a", { href: link("job", job.id) }, stranger(title, job.title ? job.language : null)),
    url && h("span", { class: "quiet-text address" }, pageLink(url, clipped(shortened(url), ADDRESS))),
  );
}
