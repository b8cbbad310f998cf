// Which text of a page is shown: its main text, first where it has one, or all of it; with the figures of that text.

import { h, segments } from "../ui/dom.js";
import { number } from "../ui/format.js";
import { figures, longest } from "../jobs/result.js";

const ALIKE = 0.95; // of a page's words: with more of them in its main text there is nothing to choose

export class TextChoice {
  /** @type {import("../service/api.js").Text} */
  text = "page";

  /**
   * @param {import("../service/api.js").Counted} job
   * @param {(chosen: string) => void} onchoice told "page" for all of it, and nothing for the main text
   */
  constructor(job, onchoice) {
    this.job = job;
    const main = job.main_text?.summary;
    this.main = main && main.words < ALIKE * job.summary.words ? main : null;
    this.switch = segments(
      "Which text",
      [
        ["", "Main text"],
        ["page", "Whole page"],
      ],
      "",
      onchoice,
    );
    this.element = this.main && this.switch.element;
    this.figures = h("div");
    this.share = this.main && h("p", { class: "quiet-text main-share" }, this.#share(this.main));
  }

  /** The figures of the text that is shown. */
  get summary() {
    return this.text === "main" && this.main ? this.main : this.job.summary;
  }

  /** What a file's name says of it. */
  get inName() {
    return this.text === "main" && "main-text";
  }

  /**
   * Show the text that an address names.
   * @param {string} chosen
   */
  show(chosen) {
    this.text = this.main && chosen !== "page" ? "main" : "page";
    this.switch.choose(chosen);
    const { job, summary } = this;
    this.figures.replaceChildren(figures(summary), longest({ ...job, summary }) ?? "");
  }

  /** @param {import("../service/api.js").Summary} main */
  #share(main) {
    const all = number(this.job.summary.words);
    return `The main text has ${number(main.words)} of the ${all} words of the page.`;
  }
}
