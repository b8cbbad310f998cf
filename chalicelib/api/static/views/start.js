// The start: nothing but the form, and the pages that were counted from this browser.

import { jobsWith } from "../service/jobs.js";
import { resetForm } from "../form/ask-form.js";
import { button, h, keepFocus } from "../ui/dom.js";
import { Problem } from "../service/http.js";
import { poll } from "../service/poll.js";
import { jobList } from "../jobs/job-list.js";
import { forget, forgetAll, recentJobs, refresh } from "../jobs/recent.js";
import { announce, show } from "../ui/stage.js";

const FEW = 12;
const PAUSES = { first: 1000, longest: 30_000 }; // milliseconds

/**
 * Show the start.
 * @param {import("../ui/router.js").Where} _where
 * @param {{signal: AbortSignal}} view
 */
export async function startView(_where, { signal }) {
  resetForm();
  let most = FEW;
  const heading = h("h2", { tabindex: "-1" }, "Recent pages");
  const list = jobList(recentJobs().slice(0, most), {
    onremove: (job) => {
      forget(job.id);
      change("Removed.");
    },
  });
  const more = button(
    "Show all",
    () => {
      const before = list.element.querySelectorAll(".name").length;
      most = Infinity;
      change("All are shown.", () => list.element.querySelectorAll(".name")[before]);
    },
    "small",
  );
  const clear = button(
    "Clear the list",
    () => {
      forgetAll();
      change("The list is empty.");
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
    none.hidden = jobs.length > 0;
    clear.hidden = own.hidden = !none.hidden;
  };
  const buttons = h("p", { class: "actions" }, more, clear);
  const place = h("section", { class: "list" }, heading, own, none, list.element, buttons);
  draw();
  show(place);
  addEventListener("storage", draw, { signal }); // another tab has sent something, or erased it
  await follow(draw, signal);

  /**
   * @param {string} said
   * @param {() => Element | undefined} [near] where the focus goes if what had it is gone
   */
  function change(said, near = () => heading) {
    keepFocus(place, draw, near);
    announce(said);
  }
}

/**
 * Ask how the jobs stand that are under way, ever more seldom, until none is or the reader leaves.
 * @param {() => void} draw
 * @param {AbortSignal} signal
 */
async function follow(draw, signal) {
  const look = async () => {
    const ids = recentJobs()
      .filter((job) => job.status === "pending")
      .map((job) => job.id);
    if (!ids.length) return true;
    try {
      if (note(ids, await jobsWith(ids, { signal, patient: false }))) draw();
    } catch (problem) {
      if (signal.aborted || !(problem instanceof Problem)) throw problem;
    }
    return false;
  };
  if (!(await look())) await poll(look, signal, PAUSES);
}

/**
 * Note how jobs stand that were asked for; those that are gone are kept no longer.
 * @param {string[]} ids
 * @param {import("../service/jobs.js").Job[]} found
 * @returns {boolean} whether any stands otherwise than before
 */
function note(ids, found) {
  const pending = new Set(found.filter((job) => job.status === "pending").map((job) => job.id));
  const there = new Set(found.map((job) => job.id));
  found.filter((job) => !pending.has(job.id)).forEach(refresh);
  ids.filter((id) => !there.has(id)).forEach(forget);
  return pending.size < ids.length;
}
