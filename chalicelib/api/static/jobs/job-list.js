// A list of jobs, each with a link to its result, and a choice of those to compare.

import { button, h, keepFocus, pageLink, setIdle, shortened, stranger } from "../ui/dom.js";
import { inWords } from "../service/failures.js";
import { ago, clipped, moment, plural } from "../ui/format.js";
import { names, place, timesOf } from "./origin.js";
import { go, link, wordOptions } from "../ui/router.js";
import { announce } from "../ui/stage.js";

export const MOST_COMPARED = 6;
const NAME = 120; // characters of a title
const ADDRESS = 100;

/** @typedef {import("./recent.js").Kept} Kept */

/**
 * @typedef {object} Options
 * @property {string[]} [chosen] ids that are chosen from the start
 * @property {((job: Kept) => void) | null} [onremove] called with a job that is to leave the list, if one can
 * @property {(job: Kept) => import("../ui/dom.js").Content} [extra] a further remark about a job
 */

/**
 * What a job is called, and when it was counted, so exactly that it is told from others of its page.
 * @typedef {{name: string, when: string, picked: Set<string>}} Place
 */
/** @typedef {Place & Options & {onpick: (id: string, on: boolean) => void}} Item */

/**
 * @param {Kept[]} jobs as the API gives them, or as this browser keeps them
 * @param {Options} options
 */
export function jobList(jobs, { chosen = [], onremove = null, extra = () => null } = {}) {
  const picked = new Set(chosen);
  const list = h("ul", { class: "jobs" });
  const hint = h("span", { class: "quiet-text" });
  const compare = button("Compare", () => go(link("compare", [...picked].join(","), wordOptions())), "small");
  const bar = h("p", { class: "actions" }, compare, hint);
  const update = () => {
    setIdle(compare, picked.size < 2 || picked.size > MOST_COMPARED);
    hint.textContent = asked(picked.size);
    bar.hidden = list.querySelectorAll("input").length < 2;
  };
  /**
   * @param {string} id
   * @param {boolean} on
   */
  const onpick = (id, on) => {
    if (on) picked.add(id);
    else picked.delete(id);
    update();
  };
  /** @param {Kept[]} all */
  const set = (all) => {
    for (const id of picked) if (!all.some((job) => job.id === id)) picked.delete(id);
    const called = names(all);
    const when = whenOf(all);
    const items = all.map((job, index) => {
      return item(job, { name: called[index], when: when[index], picked, onpick, onremove, extra });
    });
    keepPlace(list, () => list.replaceChildren(...items));
    update();
  };
  set(jobs);
  return { element: h("div", {}, bar, list), set };
}

/**
 * How long ago each job ended, or was sent; of several of one page, when.
 * @param {Kept[]} jobs
 */
function whenOf(jobs) {
  const pages = jobs.map(({ url, title }) => url || `text ${title ?? ""}`);
  const times = timesOf(jobs);
  return jobs.map(({ finished_at: ended, submitted_at: sent }, index) => {
    const alike = pages.filter((page) => page === pages[index]).length > 1;
    const time = ended ?? sent;
    return alike ? times[index] : time ? ago(time) : "";
  });
}

/** @param {number} chosen */
function asked(chosen) {
  if (chosen > MOST_COMPARED) return `Up to ${MOST_COMPARED} at a time.`;
  if (chosen === 1) return "Choose another one.";
  return chosen ? `${chosen} chosen` : "Choose results to compare them.";
}

/**
 * Draw the items anew, and leave the focus where it was: the same control, at the same place in the list.
 * @param {HTMLElement} list
 * @param {() => void} redraw
 */
function keepPlace(list, redraw) {
  const focused = document.activeElement;
  const place = [...list.children].findIndex((one) => one.contains(focused));
  keepFocus(list, redraw, () => {
    const one = list.children[place] ?? list.lastElementChild;
    return (focused && one?.querySelector(focused.localName)) ?? one?.querySelector("a");
  });
}

/**
 * A button that gets older jobs into a list; if that fails, it can be tried again.
 * @param {{element: HTMLElement}} list
 * @param {() => Promise<unknown>} load returns whether there are more
 */
export function olderButton(list, load) {
  let busy = false;
  const trouble = h("span", { class: "trouble" });
  const older = button("Older ones", press, "small");
  return {
    element: h("p", { class: "actions" }, older, trouble),
    /** @param {unknown} more */
    offer: (more) => (older.hidden = !more),
  };

  async function press() {
    if (busy) return;
    busy = true;
    trouble.textContent = "";
    const had = document.activeElement === older;
    try {
      older.hidden = !(await load());
      const last = list.element.querySelector("li:last-child .name");
      if (older.hidden && had && last instanceof HTMLElement) last.focus();
    } catch (problem) {
      if (!(problem instanceof Error) || problem.name === "AbortError") return; // the reader went elsewhere
      trouble.textContent = `${inWords({ ...problem, detail: problem.message }).title}. Try again.`;
      announce(trouble.textContent);
    } finally {
      busy = false;
    }
  }
}

/**
 * @param {Kept} job
 * @param {Item} options
 */
function item(job, { name, when, picked, onpick, onremove, extra = () => null }) {
  const choice =
    job.status === "succeeded"
      ? h("input", {
          type: "checkbox",
          checked: picked.has(job.id),
          "aria-label": `Compare ${name}`,
          /** @param {Event} event */
          onchange: (event) => onpick(job.id, /** @type {HTMLInputElement} */ (event.target).checked),
        })
      : h("span", { class: "no-choice" });
  const title = job.title || place(job);
  return h(
    "li",
    {},
    choice,
    h(
      "div",
      { class: "what" },
      h(
        "a",
        { href: link("job", job.id), class: "name", title: title.length > NAME && title },
        stranger(clipped(title, NAME), job.title && job.language),
      ),
      h("p", { class: "quiet-text" }, facts(job, when), extra(job)),
    ),
    onremove &&
      button("×", () => onremove(job), "small", {
        "aria-label": `Remove ${name} from this list`,
        title: "Remove from this list",
      }),
  );
}

/**
 * @param {Kept} job
 * @param {string} when it was counted, in words
 */
function facts(job, when) {
  const words = job.words ?? job.summary?.words;
  const failed = job.problem ? inWords(job.problem).title : "Could not be counted";
  const state = { pending: "Under way", failed, gone: "Gone" }[job.status];
  const time = job.finished_at ?? job.submitted_at;
  const all = [
    job.title && job.url && pageLink(job.url, clipped(shortened(job.url), ADDRESS)),
    state && h("span", { class: `state ${job.status}` }, state),
    typeof words === "number" && plural(words, "word"),
    job.collection && h("a", { href: link("collection", job.collection) }, "sent with others"),
    time && h("time", { datetime: time, title: moment(time) }, when),
  ];
  return all.filter(Boolean).map((fact, index) => [index > 0 && " · ", fact]);
}
