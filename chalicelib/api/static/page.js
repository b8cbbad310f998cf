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
  start: startView, job: jobView, jobs: batchView, compare: compareView, history: historyView,
  everyone: everyoneView, word: wordView,
};
let current = null;

function arrive() {
  const where = read();
  const name = `${where.view} ${where.value}`;
  if (current?.name === name) return current.update();
  if (current) takeFocus();
  current?.leaving.abort();
  current = { name, leaving: new AbortController(), update() {} };
  document.body.dataset.view = where.view;
  document.getElementById("forget-key").hidden = storedKey() === null;
  return open(current, where);
}

async function open(view, where) {
  const { signal } = view.leaving;
  const retry = () => {
    current = null;
    takeFocus();
    arrive();
  };
  expect();
  try {
    await VIEWS[where.view](where, { signal, retry, onupdate: (update) => (view.update = update) });
  } catch (problem) {
    if (signal.aborted) return;
    if (!(problem instanceof Problem)) console.error(problem);
    showFailure(problem instanceof Problem ? problem : new Problem({ detail: problem.message }), { onretry: retry });
  }
}

document.getElementById("forget-key").addEventListener("click", (event) => {
  forgetKey();
  event.target.hidden = true;
});
document.getElementById("everyone").hidden = document.documentElement.dataset.publicListing !== "on";
startForm();
start(arrive);
