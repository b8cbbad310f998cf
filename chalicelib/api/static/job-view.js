// One job, from under way to its result or its failure.

import { job as askJob } from "./api.js";
import { send } from "./ask-form.js";
import { button, h, pageLink, stranger } from "./dom.js";
import { Explorer } from "./explorer.js";
import { number } from "./format.js";
import { ended, progressPanel } from "./progress.js";
import { recentJob, refresh } from "./recent.js";
import { figures, longest, masthead } from "./result.js";
import { announce, show, showFailure } from "./stage.js";

const FRESH = 2000; // milliseconds in which a job that was just sent is not asked after

/** Show the job with the id `where.value`. */
export async function jobView(where, { signal, onupdate, onproblem }) {
  const known = recentJob(where.value);
  const fresh = known?.status === "pending" && Date.now() - Date.parse(known.submitted_at) < FRESH;
  let job = fresh ? known : await askJob(where.value, { signal });
  if (job.status === "pending") job = await underWay(job, known, signal);
  if (signal.aborted) return;
  refresh(job);
  if (job.status === "failed") {
    const change = button("Change the address", () => {
      const field = document.getElementById("urls");
      field.value = job.url;
      field.focus();
    });
    return showFailure(job.problem, {
      onretry: () => send([job.url]),
      about: pageLink(job.url),
      more: [change],
    });
  }
  if (!job.summary.words) return show(h("article", {}, masthead(job), noWords()));
  return showResult(job, new Explorer(job, { signal, onproblem }), { signal, onupdate });
}

async function showResult(job, words, { signal, onupdate }) {
  performance.clearMeasures();
  performance.mark("result");
  onupdate(() => words.open());
  const filled = words.open();
  // With its first words there, what is shown stays where it is.
  await Promise.race([filled, words.begun]);
  if (!signal.aborted) {
    const { summary } = job;
    show(h("article", { class: "result" }, masthead(job), figures(summary), longest(summary), words.element));
    announce(`Counted: ${number(summary.words)} words, ${number(summary.distinct_words)} of them different.`);
  }
  await filled;
}

async function underWay(job, known, signal) {
  const url = job.url ?? known?.url;
  const title = url ? ["Counting ", stranger(url)] : "Counting a page";
  const panel = progressPanel(title, Date.parse(job.submitted_at), signal);
  show(panel.element);
  announce(`Counting. ${url ?? ""}`);
  const result = await ended(job.id, {
    signal,
    onstate: () => panel.interrupted(false),
    onmiss: () => panel.interrupted(true),
  });
  panel.stop();
  return result;
}

function noWords() {
  return h(
    "section",
    { class: "notice" },
    h("h2", {}, "This page has no words"),
    h(
      "p",
      {},
      "Some pages are built by scripts in the browser, or show their text as pictures. What the site sends holds no text to count.",
    ),
  );
}
