// The page: which view the address names, and what belongs to every view.

import { startForm } from "./form/ask-form.js";
import { collectionView } from "./views/collection.js";
import { compareView } from "./views/compare.js";
import { keepFocus, part } from "./ui/dom.js";
import { historyView } from "./views/history.js";
import { Problem } from "./service/http.js";
import { jobView } from "./views/job.js";
import { forgetKey, storedKey } from "./service/key.js";
import { everyoneView, wordView } from "./views/listing.js";
import { read, start } from "./ui/router.js";
import { announce, expect, showFailure, takeFocus } from "./ui/stage.js";
import { startView } from "./views/start.js";

/**
 * A view that is shown, or on its way.
 * @typedef {object} View
 * @property {string} name
 * @property {AbortController} leaving
 * @property {() => Promise<void> | void} update called when the address names other options of it
 */

/** @typedef {import("./ui/router.js").Where} Where */
/** @type {{[view: string]: (where: Where, ways: import("./views/job.js").View) => Promise<void>}} */
const VIEWS = {
  start: startView,
  job: jobView,
  collection: collectionView,
  compare: compareView,
  history: historyView,
  everyone: everyoneView,
  word: wordView,
};
const forget = part("forget-key", HTMLButtonElement);
/** @type {View | null} */
let current = null;
let arrived = false; // anywhere, since the page was loaded

/** Show what the address names; `scroll` is how far down the reader was there before. */
function arrive(scroll = 0) {
  const where = read();
  const name = `${where.view} ${where.value}`;
  const shown = current;
  if (shown?.name === name) return attempt(shown, () => shown.update());
  if (arrived) takeFocus({ scroll });
  arrived = true;
  leave();
  current = { name, leaving: new AbortController(), update() {} };
  document.body.dataset.view = where.view;
  forget.hidden = storedKey() === null;
  return open(current, where, scroll);
}

/** The view that is shown is over, whatever it still waits for. */
function leave() {
  current?.leaving.abort();
  current = null;
}

function retry() {
  leave();
  arrive();
}

/**
 * @param {View} view
 * @param {Where} where
 * @param {number} scroll
 */
async function open(view, where, scroll) {
  const { signal } = view.leaving;
  /** @param {unknown} problem */
  const onproblem = (problem) => fail(view, problem);
  expect();
  await attempt(view, () =>
    VIEWS[where.view](where, { signal, onproblem, onupdate: (update) => (view.update = update) }),
  );
  if (scroll && !signal.aborted) scrollTo(0, scroll);
}

/**
 * @param {View} view
 * @param {() => Promise<void> | void} work
 */
async function attempt(view, work) {
  try {
    await work();
  } catch (problem) {
    fail(view, problem);
  }
}

/**
 * @param {View} view
 * @param {unknown} problem
 */
function fail(view, problem) {
  if (view.leaving.signal.aborted) return;
  if (!(problem instanceof Problem)) console.error(problem);
  showFailure(problem instanceof Problem ? problem : new Problem({ detail: String(problem) }), {
    onretry: retry,
  });
}

forget.addEventListener("click", () => {
  forgetKey();
  keepFocus(
    forget,
    () => (forget.hidden = true),
    () => document.querySelector(".brand"),
  );
  announce("The key is forgotten.");
});
startForm({ onfailure: leave });
start(arrive);
