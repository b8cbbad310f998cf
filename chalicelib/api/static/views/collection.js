// Pages that were sent together: each as it stands, and once all have ended, what they say together.

import { collection as askCollection } from "../service/jobs.js";
import { distinctive } from "../service/words.js";
import { CollectionWords } from "../words/collection-words.js";
import { h, stranger } from "../ui/dom.js";
import { copyLink } from "../tables/export.js";
import { number, plural } from "../ui/format.js";
import { Problem } from "../service/http.js";
import { poll } from "../service/poll.js";
import { jobList, MOST_COMPARED } from "../jobs/job-list.js";
import { progressPanel } from "../jobs/progress.js";
import { forget, recentJob, refresh } from "../jobs/recent.js";
import { go, link, wordOptions } from "../ui/router.js";
import { announce, show } from "../ui/stage.js";

const TYPICAL = 5; // words of a page

/** @typedef {import("../service/jobs.js").Collection} Collection */

/**
 * Show the pages of the collection whose id is `where.value`.
 * @param {import("../ui/router.js").Where} where
 * @param {import("./job.js").View} view
 */
export async function collectionView(where, { signal, onupdate, onproblem }) {
  let now = await askCollection(where.value, { signal });
  /** @type {Map<string, string[]>} */
  const typical = new Map();
  /** @type {string[]} */
  const columns = [];
  const list = jobList(known(now), {
    extra: ({ id }) => [
      columns.includes(id) && ` · column ${columns.indexOf(id) + 1}`,
      remark(typical.get(id)),
    ],
  });
  const progress = progressPanel(underWay(now), Date.parse(now.submitted_at), signal);
  const actions = h("p", { class: "actions" });
  const whole = h("div");
  const sum = h("div");
  const pages = h("section", { class: "list" }, h("h2", {}, "Pages"), list.element);
  const place = h("article", { class: "result" }, progress.element, actions, whole, pages);
  if (now.pages.pending) {
    show(place);
    await poll(async () => {
      const before = now.pages.pending;
      now = await again(now, progress, signal);
      if (now.pages.pending < before) list.set(known(now));
      progress.rename(underWay(now));
      return !now.pages.pending;
    }, signal);
  }
  note(now);
  const title = `${number(now.pages.counted)} of ${plural(now.pages.all, "page")} counted`;
  progress.end(title);
  announce(title);
  if (!now.pages.counted) return void (place.isConnected || show(place));
  actions.append(copyLink(), ...comparing(now));
  /** @param {import("../service/words.js").Text} text */
  const ontext = async (text) => {
    sum.replaceChildren(figures(now, text));
    typical.clear();
    const found = await distinctive(now.id, TYPICAL, text, { signal }).catch(unlessPassing);
    if (words.choice.asked.text !== text) return; // the reader has chosen the other one since
    for (const { id, words: most } of found) {
      const spellings = most.map((word) => word.spelling);
      typical.set(id, spellings);
    }
    list.set(known(now));
  };
  const words = new CollectionWords(now, {
    signal,
    onproblem,
    ontext: (text) => void ontext(text).catch(onproblem),
  });
  columns.push(...words.jobs.map((job) => job.id));
  onupdate(() => words.update());
  await words.open();
  if (signal.aborted) return;
  whole.append(sum, words.element);
  if (!place.isConnected) show(place); // whole, so that what is shown stays where it is
  words.draw();
}

/**
 * How the collection stands now, or as before if that was not told.
 * @param {Collection} before
 * @param {{interrupted: (is: boolean) => void}} progress
 * @param {AbortSignal} signal
 */
async function again(before, progress, signal) {
  try {
    const now = await askCollection(before.id, { signal, patient: false });
    progress.interrupted(false);
    return now;
  } catch (problem) {
    if (signal.aborted || !(problem instanceof Problem) || !problem.passing) throw problem;
    progress.interrupted(true);
    return before;
  }
}

/**
 * Have this browser's list say how the pages stand, without those that are gone.
 * @param {Collection} now
 */
function note({ jobs }) {
  for (const job of jobs) {
    if (job.status === "gone") forget(job.id);
    else refresh(job);
  }
}

/** @param {Collection} now */
const underWay = ({ pages }) =>
  `Counting ${plural(pages.all, "page")}${pages.all > pages.pending ? `, ${pages.all - pages.pending} done` : ""}`;

/**
 * The jobs with the addresses of those under way, which only who sent them knows.
 * @param {Collection} now
 */
const known = ({ jobs }) =>
  jobs.map((job) => (job.status === "pending" ? { ...job, url: recentJob(job.id)?.url ?? "" } : job));

/**
 * Nothing, where it did not work just now: a remark on each page is not worth the view.
 * @param {unknown} problem
 * @returns {[]}
 */
function unlessPassing(problem) {
  if (problem instanceof Problem && problem.passing) return [];
  throw problem;
}

/** @param {string[] | undefined} words */
const remark = (words) =>
  words &&
  words.length > 0 && [" · typical: ", words.map((word, index) => [index > 0 && ", ", stranger(word)])];

/** @param {Collection} now */
function comparing({ jobs }) {
  const good = jobs.filter((job) => job.status === "succeeded");
  if (good.length < 2 || good.length > MOST_COMPARED) return [];
  const ids = good.map((job) => job.id).join(",");
  /** @param {Event} event */
  const onclick = (event) => {
    event.preventDefault(); // what was chosen since goes along
    go(link("compare", ids, wordOptions()));
  };
  return [
    h(
      "a",
      { class: "small", href: link("compare", ids, wordOptions()), onclick },
      `Compare all ${good.length}`,
    ),
  ];
}

/**
 * @param {Collection} now
 * @param {import("../service/words.js").Text} text
 */
function figures({ pages, words, jobs }, text) {
  const main = jobs.reduce((sum, job) => sum + (job.main_text?.summary?.words ?? 0), 0);
  /** @type {[string, number][]} */
  const all = [
    [pages.counted === 1 ? "Page counted" : "Pages counted", pages.counted],
    text === "main" ? ["Words of main texts", main] : ["Words in all", words],
    ["Failed", pages.failed],
    ["Gone", pages.gone],
  ];
  const rows = all.filter(([name, value]) => value || name !== "Gone");
  return h(
    "dl",
    { class: "figures" },
    rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, number(value)))),
  );
}
