// One page over time: its results, and how often chosen words stood in it. They are the results that were
// asked for from this browser, which knows their ids, or everyone's where the service lists them.

import { send } from "../form/ask-form.js";
import { jobList, olderButton } from "../jobs/job-list.js";
import { idsOf } from "../jobs/recent.js";
import { otherRules } from "../jobs/result.js";
import { jobs as askJobs, jobsWith } from "../service/jobs.js";
import { copyLink } from "../tables/export.js";
import { button, h, pageLink, shortened } from "../ui/dom.js";
import { clipped, plural } from "../ui/format.js";
import { announce, show } from "../ui/stage.js";
import { WordsOverTime } from "../words/words-over-time.js";

const LISTED = document.documentElement.dataset.publicListing === "on";
const ADDRESS = 160; // characters that are shown

/** @typedef {import("../service/jobs.js").Job} Job */

/**
 * Show the history of the address `where.value`.
 * @param {import("../ui/router.js").Where} where
 * @param {import("./job.js").View} view
 */
export async function historyView({ value: url }, { signal, onupdate, onproblem }) {
  const words = new WordsOverTime(url, { signal, onproblem });
  onupdate(() => words.open());
  const list = jobList([]);
  const rules = h("div");
  /** @type {Job[]} */
  const jobs = [];
  /** @type {URL | null} */
  let next = null;
  const load = async () => {
    const found = await part(url, { next, signal });
    await words.take([...jobs, ...found.items]);
    next = found.next;
    jobs.push(...found.items);
    list.set(jobs);
    rules.replaceChildren(otherRules(jobs) ?? "");
    return next;
  };
  const older = olderButton(list, async () => {
    await load();
    announce(`${jobs.length} results are listed.`);
    return next;
  });
  older.offer(await load());
  if (signal.aborted) return;
  if (!jobs.length) return showNone(url);
  const results = h("section", { class: "list" }, h("h2", {}, "Results"), list.element, older.element);
  show(h("article", { class: "result" }, head(url, rules), words.element, results));
  announce(`${plural(jobs.length, "result")} of this page.`);
}

/**
 * A part of the history, the newest first.
 * @param {string} url
 * @param {{next: URL | null, signal: AbortSignal}} asking
 */
async function part(url, { next, signal }) {
  if (LISTED) return askJobs(url, { next, signal });
  const known = await jobsWith(idsOf(url), { signal });
  return { items: known.filter((job) => job.status !== "pending"), next: null };
}

/**
 * @param {string} url
 * @param {Node} rules
 */
function head(url, rules) {
  return h(
    "header",
    { class: "masthead" },
    h("p", { class: "address" }, pageLink(url, clipped(shortened(url), ADDRESS))),
    h("h1", { tabindex: "-1" }, "History of this page"),
    h(
      "p",
      { class: "actions" },
      copyLink(),
      button("Count again", () => send([url]), "small"),
    ),
    rules,
  );
}

/** @param {string} url */
function showNone(url) {
  const from = LISTED ? "" : "from this browser ";
  show(
    h(
      "section",
      { class: "notice" },
      h("h1", { tabindex: "-1" }, "This page has no history yet"),
      h("p", { class: "about" }, pageLink(url, clipped(shortened(url), ADDRESS))),
      h("p", {}, `Once it has been counted ${from}a few times, its words are drawn over time here.`),
      h(
        "p",
        { class: "actions" },
        button("Count it now", () => send([url]), "primary"),
      ),
    ),
  );
  announce("This page has no history yet.");
}
