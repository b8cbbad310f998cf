// Which text of a page is shown: its main text, first where it has one, or all of it; with the figures of that text.

import { figures, longest } from "../jobs/result.js";
import { h } from "../ui/dom.js";
import { number } from "../ui/format.js";

const ALIKE = 0.95; // of a page's words: with more of them in its main text there is nothing to choose

/**
 * The summary of a page's main text, where it is another than that of the whole page.
 * @param {import("../service/jobs.js").Counted} job
 */
export function mainText({ main_text: main, summary }) {
  const found = main?.summary;
  return found && found.words < ALIKE * summary.words ? found : null;
}

export class TextChoice {
  /** @param {import("../service/jobs.js").Counted} job */
  constructor(job) {
    this.job = job;
    this.main = mainText(job);
    this.figures = h("div");
    this.share = this.main && h("p", { class: "quiet-text main-share" }, this.#share(this.main));
  }

  /**
   * The figures of a text.
   * @param {import("../service/words.js").Text} text
   */
  summary(text) {
    return text === "main" && this.main ? this.main : this.job.summary;
  }

  /**
   * Show the figures of a text.
   * @param {import("../service/words.js").Text} text
   */
  show(text) {
    const summary = this.summary(text);
    this.figures.replaceChildren(figures(summary), longest({ ...this.job, summary }) ?? "");
  }

  /** @param {import("../service/jobs.js").Summary} main */
  #share(main) {
    const all = number(this.job.summary.words);
    return `The main text has ${number(main.words)} of the ${all} words of the page.`;
  }
}
