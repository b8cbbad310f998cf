// A list of jobs, each with a link to its result, and a choice of those to compare.

import { button, h, pageLink, shortened, stranger } from "./dom.js";
import { inWords } from "./failures.js";
import { ago, moment, plural } from "./format.js";
import { go, link } from "./router.js";
import { announce } from "./stage.js";

export const MOST_COMPARED = 6;

/**
 * @param jobs as the API gives them, or as this browser keeps them
 * @param chosen ids that are chosen from the start
 * @param onremove called with a job that is to leave the list; without it there is nothing to remove
 * @param extra a further remark about a job
 */
export function jobList(jobs, { chosen = [], onremove = null, extra = () => null } = {}) {
  const picked = new Set(chosen);
  const list = h("ul", { class: "jobs" });
  const hint = h("span", { class: "quiet-text" });
  const compare = button("Compare", () => go(link("compare", [...picked].join(","))), "small", {
    disabled: true,
  });
  const bar = h("p", { class: "actions" }, compare, hint);
  const update = () => {
    compare.disabled = picked.size < 2 || picked.size > MOST_COMPARED;
    hint.textContent =
      picked.size > MOST_COMPARED
        ? `Up to ${MOST_COMPARED} at a time.`
        : picked.size === 1
          ? "Choose another one."
          : picked.size
            ? `${picked.size} chosen`
            : "Choose results to compare them.";
    bar.hidden = list.querySelectorAll("input").length < 2;
  };
  const onpick = (id, on) => {
    if (on) picked.add(id);
    else picked.delete(id);
    update();
  };
  const set = (all) => {
    for (const id of picked) if (!all.some((job) => job.id === id)) picked.delete(id);
    keepFocus(list, () =>
      list.replaceChildren(...all.map((job) => item(job, { picked, onpick, onremove, extra }))),
    );
    update();
  };
  set(jobs);
  return { element: h("div", {}, bar, list), set };
}

/** Draw the items anew, and leave the focus where it was: the same control, at the same place in the list. */
function keepFocus(list, redraw) {
  const focused = document.activeElement;
  const place = [...list.children].findIndex((one) => one.contains(focused));
  redraw();
  if (place < 0) return;
  const one = list.children[place] ?? list.lastElementChild;
  (one?.querySelector(focused.localName) ?? one?.querySelector("a"))?.focus();
}

/** A button that gets older jobs into a list. `load` returns whether there are more; if it fails, it can be tried again. */
export function olderButton(list, load) {
  let busy = false;
  const trouble = h("span", { class: "trouble" });
  const older = button(
    "Older ones",
    async () => {
      if (busy) return;
      busy = true;
      trouble.textContent = "";
      try {
        older.hidden = !(await load());
        if (older.hidden) list.element.querySelector("li:last-child .name")?.focus();
      } catch (problem) {
        if (problem.name === "AbortError") return; // the reader went elsewhere
        trouble.textContent = `${inWords(problem).title}. Try again.`;
        announce(trouble.textContent);
      } finally {
        busy = false;
      }
    },
    "small",
  );
  return { element: h("p", { class: "actions" }, older, trouble), offer: (more) => (older.hidden = !more) };
}

function item(job, { picked, onpick, onremove, extra }) {
  const name = job.title || shortened(job.url ?? "A page");
  const succeeded = job.status === "succeeded";
  const choice = succeeded
    ? h("input", {
        type: "checkbox",
        checked: picked.has(job.id),
        "aria-label": `Compare ${name}`,
        onchange: (event) => onpick(job.id, event.target.checked),
      })
    : h("span", { class: "no-choice" });
  return h(
    "li",
    {},
    choice,
    h(
      "div",
      { class: "what" },
      h("a", { href: link("job", job.id), class: "name" }, stranger(name)),
      h("p", { class: "quiet-text" }, facts(job), extra(job)),
    ),
    onremove &&
      button("×", () => onremove(job), "small", {
        "aria-label": `Remove ${name} from this list`,
        title: "Remove from this list",
      }),
  );
}

function facts(job) {
  const words = job.words ?? job.summary?.words;
  const state = {
    pending: "Under way",
    failed: job.problem ? inWords(job.problem).title : "Could not be counted",
  }[job.status];
  const time = job.finished_at ?? job.submitted_at;
  return [
    job.title && job.url && [pageLink(job.url), " · "],
    state && [h("span", { class: `state ${job.status}` }, state), " · "],
    typeof words === "number" && `${plural(words, "word")} · `,
    time && h("time", { datetime: time, title: moment(time) }, ago(time)),
  ];
}
