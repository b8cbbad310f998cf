// One job, from under way to its result or its failure.

import { isCounted, job as askJob } from "../service/jobs.js";
import { changeAddress, send } from "../form/ask-form.js";
import { button, h, pageLink, shortened, stranger } from "../ui/dom.js";
import { eraseButton } from "../jobs/erase.js";
import { Explorer } from "../words/explorer.js";
import { clipped, number, plural } from "../ui/format.js";
import { Problem } from "../service/http.js";
import { ended, progressPanel } from "../jobs/progress.js";
import { forget, recentJob, refresh } from "../jobs/recent.js";
import { masthead } from "../jobs/result.js";
import { go } from "../ui/router.js";
import { announce, show, showFailure } from "../ui/stage.js";

const ADDRESS = 120; // characters that are shown
const FRESH = 2000; // milliseconds in which a job that was just sent is not asked after

/** @typedef {import("../service/jobs.js").Job} Job */
/**
 * What a view is given by the page around it.
 * @typedef {object} View
 * @property {AbortSignal} signal ends what the view still waits for
 * @property {(update: () => Promise<void>) => void} onupdate takes what is done when the address names other options
 * @property {(problem: unknown) => void} onproblem told what went wrong later
 */

/**
 * Show the job with the id `where.value`.
 * @param {import("../ui/router.js").Where} where
 * @param {View} view
 */
export async function jobView(where, { signal, onupdate, onproblem }) {
  const known = recentJob(where.value);
  const fresh = known?.status === "pending" && Date.now() - Date.parse(known.submitted_at ?? "") < FRESH;
  let job = fresh ? known : await asked(where.value, signal);
  if (job.status === "pending") job = await underWay(job, known, signal);
  if (signal.aborted) return;
  refresh(job);
  if (!isCounted(job)) return showLost(job);
  if (!job.summary.words) return show(h("article", {}, masthead(job), noWords(job.summary.why_empty)));
  return showResult(job, new Explorer(job, { signal, onproblem }), { signal, onupdate });
}

/**
 * A job; one that is gone leaves no trace in this browser either.
 * @param {string} id
 * @param {AbortSignal} signal
 */
async function asked(id, signal) {
  try {
    return await askJob(id, { signal });
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 410) forget(id);
    throw problem;
  }
}

/**
 * Say why a page could not be counted.
 * @param {Job} job
 */
function showLost({ id, url, problem = {} }) {
  if (!url) return showFailure(problem, { onretry: () => go("#"), more: eraseButton(id) });
  showFailure(problem, {
    onretry: () => send([url]),
    about: pageLink(url, clipped(shortened(url), ADDRESS)),
    more: [button("Change the address", () => changeAddress(url)), ...eraseButton(id)],
  });
}

/**
 * @param {import("../service/jobs.js").Counted} job
 * @param {Explorer} words
 * @param {Pick<View, "signal" | "onupdate">} view
 */
async function showResult(job, words, { signal, onupdate }) {
  performance.clearMeasures();
  performance.mark("result");
  onupdate(() => words.update());
  const filled = words.open();
  // With its first words there, what is shown stays where it is.
  await Promise.race([filled, words.begun]);
  if (!signal.aborted) {
    const { summary } = job;
    show(h("article", { class: "result" }, masthead(job), words.texts.figures, words.element));
    announce(
      `Counted: ${plural(summary.words, "word")}, ${number(summary.distinct_words)} of them different.`,
    );
  }
  await filled;
}

/**
 * @param {Job} job
 * @param {Job | undefined} known what this browser keeps of it
 * @param {AbortSignal} signal
 */
async function underWay(job, known, signal) {
  const url = job.url ?? known?.url;
  const called = url ?? known?.title;
  const title = called ? ["Counting ", stranger(clipped(called, ADDRESS))] : "Counting";
  const panel = progressPanel(title, Date.parse(job.submitted_at ?? ""), signal);
  show(panel.element);
  announce(`Counting. ${called ?? ""}`);
  const result = await ended(job.id, {
    signal,
    onstate: () => panel.interrupted(false),
    onmiss: () => panel.interrupted(true),
  });
  panel.stop();
  return result;
}

/** What a page may show in place of words, by what was found on it. */
const WHY_EMPTY = {
  login: "It asks for a password, and what it shows without one has no text.",
  refresh: "It leads on to another page by itself. Count that one.",
  script: "It is built by scripts in the browser. What the site sends holds no text to count.",
  pictures: "It shows pictures or a video, whose text is not read.",
};

/** @param {string | undefined} why */
function noWords(why) {
  return h(
    "section",
    { class: "notice" },
    h("h2", {}, "This page has no words"),
    h(
      "p",
      {},
      WHY_EMPTY[/** @type {keyof typeof WHY_EMPTY} */ (why)] ??
        "Some pages are built by scripts in the browser, or show their text as pictures. " +
          "What the site sends holds no text to count.",
    ),
  );
}
