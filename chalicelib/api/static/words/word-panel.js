// What there is to see of one word of a page: the places where it stands, or the words that it goes together with.

import { Collocates } from "./collocates.js";
import { Concordance } from "./concordance.js";
import { fileParts, listedOf } from "./captions.js";
import { inWords } from "../service/failures.js";
import { Problem } from "../service/http.js";
import { ALL } from "../service/words.js";
import { exportButtons } from "../tables/export.js";
import { fileName, plain } from "../tables/rows.js";
import { button, h, keepFocus, segments, stranger } from "../ui/dom.js";
import { clipped } from "../ui/format.js";
import { link } from "../ui/router.js";
import { announce } from "../ui/stage.js";

const LISTED = document.documentElement.dataset.publicListing === "on";
const WORD = 40; // characters of it in a file's name
export const NEAR = ["", "before", "after", "together", "pmi"];

/**
 * A word, what is to be seen of it (`NEAR`: its places in order, by the word before or after, its company by
 * log-likelihood or by PMI), and of which words and text.
 * @typedef {{word: string, near: string, choice: import("../service/words.js").Choice}} Wanted
 */

export class WordPanel {
  /** @type {Wanted | null} */
  #wanted = null;
  #shown = "";

  /**
   * @param {import("../service/jobs.js").Counted} job
   * @param {AbortSignal} signal
   * @param {object} ways
   * @param {(near: string) => void} ways.onnear told what is to be seen of the word
   * @param {() => void} ways.onclose
   * @param {(word: string) => string} ways.spelled the word as the page spells it
   * @param {(word: string) => string} ways.place the link of another word
   * @param {(word: string) => void} ways.onopen
   * @param {(problem: unknown) => void} ways.onproblem
   */
  constructor(job, signal, { onnear, onclose, spelled, place, onopen, onproblem }) {
    this.job = job;
    this.onproblem = onproblem;
    this.spelled = spelled;
    this.name = stranger("");
    this.heading = h("h2", { tabindex: "-1" });
    this.note = h("p", { class: "quiet-text" });
    this.near = segments(
      "What to see of the word",
      [
        ["", "In order"],
        ["before", "By the word before"],
        ["after", "By the word after"],
        ["together", "What goes together"],
      ],
      "",
      onnear,
    );
    this.places = new Concordance(job, signal);
    this.company = new Collocates(job, signal, { onsort: onnear, place, onopen });
    this.files = exportButtons({
      name: () => this.#file(),
      rows: () => this.#part.rows(this.#asked),
      json: async () => ({ ...this.#about, ...(await this.#part.json(this.#asked)) }),
    });
    this.elsewhere = h("p", { class: "quiet-text" });
    this.element = h(
      "section",
      { class: "contexts", "aria-label": "Contexts", hidden: true },
      h("div", { class: "contexts-head" }, this.heading, button("Close", onclose, "small")),
      this.note,
      this.near.element,
      this.places.element,
      this.company.element,
      this.files,
      this.elsewhere,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") onclose();
    });
  }

  get #isCompany() {
    return ["together", "pmi"].includes(this.#wanted?.near ?? "");
  }

  get #part() {
    return this.#isCompany ? this.company : this.places;
  }

  /** What is shown, or on its way. */
  get #asked() {
    return this.#wanted ?? { word: "", near: "", choice: ALL };
  }

  #file() {
    const { word, choice } = this.#asked;
    const { final_url: url, finished_at: time } = this.job;
    // A word stands in its contexts whatever is left out of the list.
    const which = this.#isCompany ? choice : { ...choice, stop: false, without: [], keep: [] };
    return fileName(url, time, ...fileParts(which), this.#part.file, plain(clipped(word, WORD)));
  }

  /** What files say of themselves. */
  get #about() {
    const { id, url, final_url, title, finished_at } = this.job;
    const { word, choice } = this.#asked;
    const { text, families, ...others } = listedOf(choice);
    return { id, url, final_url, title, finished_at, word, text, families, ...(this.#isCompany && others) };
  }

  /**
   * Show what is wanted of a word, or nothing if there is no word.
   * @param {Wanted} wanted
   */
  async show(wanted) {
    const before = this.#wanted;
    this.element.hidden = !wanted.word;
    const key = JSON.stringify(wanted);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#wanted = wanted;
    this.near.choose(this.#isCompany ? "together" : wanted.near);
    if (wanted.word) await this.#load(wanted, wanted.word !== before?.word);
  }

  /**
   * @param {Wanted} wanted
   * @param {boolean} fresh whether another word was shown before
   */
  async #load(wanted, fresh) {
    const what = this.#isCompany ? ["What goes with “", "”"] : ["“", "” in context"];
    this.name = stranger(this.spelled(wanted.word), this.job.language);
    this.heading.replaceChildren(what[0], this.name, what[1]);
    if (fresh) this.#clear();
    this.element.setAttribute("aria-busy", "true");
    try {
      const put = await this.#part.load(wanted);
      if (wanted === this.#wanted) this.#put(put);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (wanted === this.#wanted) this.#fail(problem);
    } finally {
      this.element.removeAttribute("aria-busy");
    }
    if (wanted === this.#wanted) announce(`${this.spelled(wanted.word)}: ${this.note.textContent}`);
  }

  /** Have the heading spell the word as the page does, once that is known. */
  respell() {
    this.name.textContent = this.spelled(this.#asked.word);
  }

  /** Show nothing of the word before while another one is on its way. */
  #clear() {
    const change = () => {
      this.note.textContent = "Loading …";
      for (const one of [this.places.element, this.company.element, this.files]) one.hidden = true;
    };
    keepFocus(this.element, change, () => this.heading);
  }

  /** @param {Problem} problem */
  #fail(problem) {
    const [{ detail } = { detail: "" }] = problem.errors;
    const told = [inWords(problem).title, detail].filter(Boolean).join(": ");
    this.#put(() => ({ told: `${told}.`, empty: true }));
    if (!problem.passing) return;
    const again = () => this.#wanted && this.#load(this.#wanted, true).catch(this.onproblem);
    this.note.append(" ", button("Try again", again, "small"));
  }

  /** @param {() => {told: string, empty: boolean}} put */
  #put(put) {
    keepFocus(
      this.element,
      () => this.#tell(put()),
      () => this.heading,
    );
  }

  /** @param {{told: string, empty: boolean}} found */
  #tell({ told, empty }) {
    const { word = "" } = this.#wanted ?? {};
    this.note.textContent = told;
    this.near.element.hidden = empty && !this.#isCompany;
    this.files.hidden = empty;
    this.places.element.hidden = this.#isCompany || empty;
    this.company.element.hidden = !this.#isCompany || empty;
    const other =
      LISTED && !word.includes(" ") && h("a", { href: link("word", word) }, "Pages that use this word");
    this.elsewhere.replaceChildren(...(other ? [other] : []));
  }
}
