// Pages that were sent together, each as it stands.

import { job as askJob } from "../service/jobs.js";
import { eachOf } from "../service/at-once.js";
import { h } from "../ui/dom.js";
import { Problem } from "../service/http.js";
import { jobList, MOST_COMPARED } from "../jobs/job-list.js";
import { progressPanel, rest } from "../jobs/progress.js";
import { forget, recentJob, refresh } from "../jobs/recent.js";
import { link } from "../ui/router.js";
import { announce, show } from "../ui/stage.js";

const AT_ONCE = 6; // questions
const FIRST_PAUSE = 500; // milliseconds
const LONGEST_PAUSE = 8000;

/** @typedef {Map<string, import("../jobs/recent.js").Kept>} Jobs */

/**
 * Show the jobs whose ids `where.value` names.
 * @param {import("../ui/router.js").Where} where
 * @param {{signal: AbortSignal}} view
 */
export async function batchView(where, { signal }) {
  const ids = [...new Set(where.value.split(",").filter(Boolean))].slice(0, 100);
  /** @type {Jobs} */
  const jobs = new Map(ids.map((id) => [id, recentJob(id) ?? { id, status: "pending", url: "" }]));
  const list = jobList([...jobs.values()]);
  const progress = progressPanel(`Counting ${ids.length} pages`, sentAt(jobs), signal);
  const all = h("p", { class: "actions", hidden: true });
  show(progress.element, h("section", { class: "list" }, h("h2", {}, "Pages"), all, list.element));
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    const before = waiting(jobs).length;
    progress.interrupted(!(await round(jobs, signal)));
    const left = waiting(jobs).length;
    if (left < before || !left) list.set([...jobs.values()]);
    if (!left) break;
    progress.rename(`Counting ${ids.length} pages, ${ids.length - left} done`);
    await rest(pause, signal);
  }
  const good = [...jobs.values()].filter((job) => job.status === "succeeded");
  const title = `${good.length} of ${ids.length} pages counted`;
  progress.end(title);
  if (good.length > 1 && good.length <= MOST_COMPARED) {
    const chosen = link("compare", good.map((job) => job.id).join(","));
    all.append(h("a", { class: "primary", href: chosen }, `Compare all ${good.length}`));
    all.hidden = false;
  }
  announce(title);
}

/** @param {Jobs} jobs */
const waiting = (jobs) => [...jobs.values()].filter((job) => job.status === "pending");

/** @param {Jobs} jobs */
function sentAt(jobs) {
  const times = [...jobs.values()].map((job) => Date.parse(job.submitted_at ?? "")).filter(Number.isFinite);
  return times.length ? Math.min(...times) : Date.now();
}

/**
 * Ask for every job that is under way, a few at a time.
 * @param {Jobs} jobs
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether the service answered
 */
async function round(jobs, signal) {
  let answered = true;
  await eachOf(waiting(jobs), AT_ONCE, async (job) => {
    try {
      const now = await askJob(job.id, { signal, patient: false });
      const pending = now.status === "pending";
      jobs.set(job.id, pending ? { ...now, url: now.url ?? job.url } : now);
      if (!pending) refresh(now);
    } catch (problem) {
      if (signal.aborted || !(problem instanceof Problem) || problem.wantsKey) throw problem;
      if (problem.passing) answered = false;
      else if (problem.status === 410) {
        forget(job.id);
        jobs.set(job.id, { id: job.id, status: "gone" });
      } else jobs.set(job.id, { ...job, status: "failed", problem });
    }
  });
  return answered;
}
