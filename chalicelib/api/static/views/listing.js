// Everyone's pages and the pages that use a word, where this service lists them.

import { jobs, pagesWith } from "../service/jobs.js";
import { h, newId, stranger } from "../ui/dom.js";
import { percent, plural } from "../ui/format.js";
import { jobList, olderButton } from "../jobs/job-list.js";
import { go, link } from "../ui/router.js";
import { announce, show } from "../ui/stage.js";

/** @typedef {import("../ui/router.js").Where} Where */
/** @typedef {{signal: AbortSignal}} View */
/** @typedef {{next?: URL | null, signal: AbortSignal}} Asking */

/**
 * Show everyone's ended jobs, newest first.
 * @param {Where} _where
 * @param {View} view
 */
export async function everyoneView(_where, { signal }) {
  await listing({
    heading: "Everyone’s pages",
    none: "No page has been counted yet.",
    word: "",
    signal,
    ask: (options) => jobs(null, options),
  });
}

/**
 * Show the pages that use the word `where.value`.
 * @param {Where} where
 * @param {View} view
 */
export async function wordView(where, { signal }) {
  const word = where.value;
  await listing({
    heading: ["Pages that use “", stranger(word), "”"],
    none: "No counted page uses this word.",
    word,
    signal,
    ask: (options) => pagesWith(word, options),
    extra: (job) =>
      typeof job.count === "number" &&
      ` · ${plural(job.count, "time")}${typeof job.share === "number" ? `, ${percent(job.share)}` : ""}`,
  });
}

/**
 * @typedef {object} Listing
 * @property {import("../ui/dom.js").Content} heading
 * @property {string} none what is said if there is nothing
 * @property {string} word
 * @property {AbortSignal} signal
 * @property {(asking: Asking) => Promise<import("../service/jobs.js").Listed>} ask
 * @property {(job: import("../jobs/recent.js").Kept) => import("../ui/dom.js").Content} [extra]
 */

/** @param {Listing} what */
async function listing({ heading, none, word, signal, ask, extra }) {
  let { items, next } = await ask({ signal });
  const all = [...items];
  const list = jobList(all, { extra });
  const older = olderButton(list, async () => {
    ({ items, next } = await ask({ next, signal }));
    all.push(...items);
    list.set(all);
    announce(`${all.length} pages are listed.`);
    return next;
  });
  older.offer(next);
  show(
    h(
      "section",
      { class: "list" },
      h("h1", { tabindex: "-1" }, heading),
      wordForm(word),
      all.length ? list.element : h("p", { class: "quiet-text" }, none),
      older.element,
    ),
  );
  announce(all.length ? `${plural(all.length, "page")} listed.` : none);
}

/** @param {string} word */
function wordForm(word) {
  const id = newId("word");
  const input = h("input", { id, type: "search", value: word, maxlength: 200, spellcheck: "false" });
  /** @param {Event} event */
  const onsubmit = (event) => {
    event.preventDefault();
    if (input.value.trim()) go(link("word", input.value.trim()));
  };
  return h(
    "form",
    { class: "search", role: "search", onsubmit },
    h("label", { for: id }, "Find the pages that use a word"),
    h("div", { class: "row" }, input, h("button", { class: "quiet" }, "Find")),
  );
}
