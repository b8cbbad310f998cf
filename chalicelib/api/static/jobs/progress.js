// A job under way: asking how it stands, ever more seldom, and showing how long it has taken so far.

import { job as askJob } from "../service/jobs.js";
import { h } from "../ui/dom.js";
import { duration } from "../ui/format.js";
import { Problem } from "../service/http.js";
import { poll } from "../service/poll.js";
import { announce, entitle } from "../ui/stage.js";

const MISSES = 10; // questions in a row that were not answered, before giving up
/** @type {[seconds: number, text: string][]} */
const NOTES = [
  [0, "The service fetches the page and counts its words."],
  [8, "The site takes its time."],
  [
    25,
    "The site is slow or busy. The service tries again for a while; you can leave, and come back to this address.",
  ],
];

/**
 * The job once it has ended. `onstate` is told of every answer, `onmiss` of every question without one.
 * @param {string} id
 * @param {{signal: AbortSignal, onstate?: () => void, onmiss?: () => void}} how
 */
export async function ended(id, { signal, onstate = () => {}, onmiss = () => {} }) {
  /** @type {import("../service/jobs.js").Job} */
  let job = { id, status: "pending" };
  let misses = 0;
  await poll(async () => {
    try {
      job = await askJob(id, { signal, patient: false });
      misses = 0;
      onstate();
    } catch (problem) {
      if (signal.aborted || !(problem instanceof Problem) || !problem.passing || ++misses > MISSES) {
        throw problem;
      }
      onmiss();
    }
    return job.status !== "pending";
  }, signal);
  return job;
}

/**
 * A panel that shows the time since `start` (milliseconds) and says what is going on.
 * @param {import("../ui/dom.js").Content} title
 * @param {number} start
 * @param {AbortSignal} signal
 */
export function progressPanel(title, start, signal, notes = NOTES) {
  const heading = h("h1", { tabindex: "-1" }, title);
  const elapsed = h("span", { class: "elapsed", role: "timer" }, "0 s");
  const note = h("p", { class: "note" }, notes[0][1]);
  const trouble = h(
    "p",
    { class: "trouble", hidden: true },
    "The connection to the service is interrupted; asking again.",
  );
  const moving = h("div", { class: "moving", "aria-hidden": "true" });
  const element = h("section", { class: "notice progress" }, heading, elapsed, moving, note, trouble);
  const tick = () => {
    const seconds = Math.max(0, (Date.now() - start) / 1000);
    elapsed.textContent = duration(Math.floor(seconds));
    const text = notes.findLast(([from]) => seconds >= from)?.[1] ?? "";
    if (text === note.textContent) return;
    note.textContent = text;
    announce(text);
  };
  tick();
  const timer = setInterval(tick, 1000);
  const stop = () => clearInterval(timer);
  signal.addEventListener("abort", stop);
  /** @param {string} text */
  const rename = (text) => {
    heading.textContent = text;
    if (heading.isConnected) entitle();
  };
  return {
    element,
    stop,
    rename,
    /** @param {boolean} is */
    interrupted: (is) => (trouble.hidden = !is),
    /**
     * Leave nothing but the heading, which keeps the focus if it has it.
     * @param {string} text
     */
    end(text) {
      stop();
      rename(text);
      for (const part of [elapsed, moving, note, trouble]) part.remove();
      element.className = "done";
    },
  };
}
