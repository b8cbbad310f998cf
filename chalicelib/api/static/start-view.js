// The start: nothing but the form, and the pages that were counted from this browser.

import { job as askJob } from "./api.js";
import { resetForm } from "./ask-form.js";
import { button, h } from "./dom.js";
import { jobList } from "./job-list.js";
import { forget, forgetAll, recentJobs, refresh } from "./recent.js";
import { announce, show } from "./stage.js";

const FEW = 12;
const ASKED = 10; // jobs under way that are asked after

/** Show the start. */
export async function startView(_where, { signal }) {
  resetForm();
  let most = FEW;
  const list = jobList(recentJobs().slice(0, most), {
    onremove: (job) => {
      forget(job.id);
      draw();
      announce("Removed.");
    },
  });
  const more = button(
    "Show all",
    () => {
      most = Infinity;
      draw();
    },
    "small",
  );
  const clear = button(
    "Clear the list",
    () => {
      forgetAll();
      draw();
      announce("The list is empty.");
    },
    "small",
  );
  const none = h(
    "p",
    { class: "quiet-text" },
    "Nothing yet. What you count is listed here, in this browser only.",
  );
  const own = h("p", { class: "quiet-text" }, "Kept in this browser only.");
  const draw = () => {
    const jobs = recentJobs();
    list.set(jobs.slice(0, most));
    more.hidden = jobs.length <= most;
    clear.hidden = own.hidden = !(none.hidden = jobs.length > 0);
  };
  draw();
  show(
    h(
      "section",
      { class: "list" },
      h("h2", {}, "Recent pages"),
      own,
      none,
      list.element,
      h("p", { class: "actions" }, more, clear),
    ),
  );
  for (const job of recentJobs()
    .filter((one) => one.status === "pending")
    .slice(0, ASKED)) {
    const now = await askJob(job.id, { signal, patient: false }).catch(
      (problem) => problem.status === 404 && forget(job.id),
    );
    if (signal.aborted) return;
    if (now?.status && now.status !== "pending") refresh(now);
    draw();
  }
}
