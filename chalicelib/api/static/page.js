// The page: which view the address names, and what belongs to every view.

import { Problem } from "./api.js";
import { startForm } from "./ask-form.js";
import { batchView } from "./batch-view.js";
import { compareView } from "./compare-view.js";
import { historyView } from "./history-view.js";
import { jobView } from "./job-view.js";
import { forgetKey, storedKey } from "./key.js";
import { everyoneView, wordView } from "./listing-view.js";
import { read, start } from "./router.js";
import { expect, showFailure, takeFocus } from "./stage.js";
import { startView } from "./start-view.js";

const VIEWS = {
  start: startView,
  job: jobView,
  jobs: batchView,
  compare: compareView,
  history: historyView,
  everyone: everyoneView,
  word: wordView,
};
let current = null;
let arrived = false; // anywhere, since the page was loaded

/** Show what the address names; `scroll` is how far down the reader was there before. */
function arrive(scroll = 0) {
  const where = read();
  const name = `${where.view} ${where.value}`;
  if (current?.name === name) return attempt(current, () => current.update());
  if (arrived) takeFocus({ scroll });
  arrived = true;
  leave();
  current = { name, leaving: new AbortController(), update() {} };
  document.body.dataset.view = where.view;
  document.getElementById("forget-key").hidden = storedKey() === null;
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

async function open(view, where, scroll) {
  const { signal } = view.leaving;
  const onproblem = (problem) => fail(view, problem);
  expect();
  await attempt(view, () =>
    VIEWS[where.view](where, { signal, onproblem, onupdate: (update) => (view.update = update) }),
  );
  if (scroll && !signal.aborted) scrollTo(0, scroll);
}

async function attempt(view, work) {
  try {
    await work();
  } catch (problem) {
    fail(view, problem);
  }
}

function fail(view, problem) {
  if (view.leaving.signal.aborted) return;
  if (!(problem instanceof Problem)) console.error(problem);
  showFailure(problem instanceof Problem ? problem : new Problem({ detail: problem.message }), {
    onretry: retry,
  });
}

document.getElementById("forget-key").addEventListener("click", (event) => {
  forgetKey();
  event.target.hidden = true;
});
startForm({ onfailure: leave });
start(arrive);
