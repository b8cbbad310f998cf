// A word in its contexts on several pages: the first places of each page that has it, the page with most of them first.

import { CONTEXT_HEADS, contextCells, kwic } from "./concordance.js";
import { fileParts, listedOf } from "./captions.js";
import { eachOf } from "../service/at-once.js";
import { inWords } from "../service/failures.js";
import { Problem } from "../service/http.js";
import { ALL, allContexts, contexts as askContexts } from "../service/words.js";
import { exportButtons } from "../tables/export.js";
import { plain } from "../tables/rows.js";
import { button, h, keepFocus, stranger } from "../ui/dom.js";
import { clipped, plural } from "../ui/format.js";
import { link } from "../ui/router.js";
import { announce } from "../ui/stage.js";

const AT_ONCE = 4; // questions
const PAGES = 10;
const PLACES = 8; // of each page
const WORD = 40; // characters of it in a file's name

/** @typedef {import("../service/words.js").Context} Context */
/** @typedef {{job: import("../service/jobs.js").Counted, count: number | null}[]} Counts */
/** @typedef {{job: import("../service/jobs.js").Counted, name: string, count: number}} Found */

export class CollectionContexts {
  #shown = "";
  /** @type {{word: string, found: Found[], choice: import("../service/words.js").Choice}} */
  #asked = { word: "", found: [], choice: ALL };

  /**
   * @param {import("../service/jobs.js").Counted[]} jobs
   * @param {string[]} names what each of them is called
   * @param {object} ways
   * @param {AbortSignal} ways.signal
   * @param {() => void} ways.onclose
   * @param {(problem: unknown) => void} ways.onproblem
   * @param {(...what: (string | false)[]) => string} ways.file the name of a file by what it holds
   */
  constructor(jobs, names, { signal, onclose, onproblem, file }) {
    this.jobs = jobs;
    this.names = names;
    this.signal = signal;
    this.onproblem = onproblem;
    this.heading = h("h2", { tabindex: "-1" });
    this.note = h("p", { class: "quiet-text" });
    this.body = h("div", { class: "lines", tabindex: "0", role: "region", "aria-label": "Lines" });
    this.files = exportButtons({
      name: () => {
        const { word, choice } = this.#asked;
        const which = fileParts({ ...ALL, stop: false, text: choice.text, families: choice.families });
        return file(...which, "contexts", plain(clipped(word, WORD)));
      },
      rows: () => this.#rows(),
      json: () => this.#json(),
    });
    this.element = h(
      "section",
      { class: "contexts", "aria-label": "Contexts", hidden: true },
      h("div", { class: "contexts-head" }, this.heading, button("Close", onclose, "small")),
      this.note,
      this.body,
      this.files,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") onclose();
    });
  }

  /**
   * Show where a word stands, or nothing if there is no word.
   * @param {string} word
   * @param {Counts} pages with its count on each; null where that is not known, as of a stop word
   * @param {import("../service/words.js").Choice} choice
   * @param {string} [spelled] the word as the pages spell it
   */
  async show(word, pages, choice, spelled = word) {
    this.element.hidden = !word;
    const key = JSON.stringify([word, choice.text, choice.families]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.body.replaceChildren();
    this.files.hidden = true;
    if (!word) return;
    this.heading.replaceChildren("“", stranger(spelled), "” in context");
    this.note.textContent = "Loading …";
    const counted = await this.#counted(word, pages, choice);
    if (key !== this.#shown) return;
    const found = counted.filter(({ count }) => count).sort((a, b) => b.count - a.count);
    this.#asked = { word, found, choice };
    this.files.hidden = !found.length;
    const all = plural(found.length, "page");
    this.note.textContent = found.length
      ? `On ${all}${found.length > PAGES ? `, of which ${PAGES} are shown` : ""}`
      : "It does not stand on any of these pages.";
    const parts = found.slice(0, PAGES).map((one) => ({ ...one, place: h("div") }));
    this.body.replaceChildren(...parts.map(({ place }) => place));
    await eachOf(parts, AT_ONCE, (part) => this.#fill(word, part, choice));
    if (key === this.#shown) announce(`${spelled}: ${this.note.textContent}`);
  }

  /**
   * The pages with a word's count on each, which is asked for where it is not known.
   * @param {string} word
   * @param {Counts} pages
   * @param {import("../service/words.js").Choice} choice
   */
  async #counted(word, pages, choice) {
    const found = pages.map(({ job, count }) => {
      return { job, name: this.names[this.jobs.indexOf(job)], count: count ?? 0, known: count !== null };
    });
    const unknown = found.filter(({ known }) => !known);
    await eachOf(unknown, AT_ONCE, async (one) => {
      try {
        one.count = (await askContexts(one.job.id, word, "position", choice, { signal: this.signal })).count;
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.passing) throw problem; // else its text was not kept
      }
    });
    return found;
  }

  /**
   * @param {string} word
   * @param {Found & {place: HTMLElement}} part
   * @param {import("../service/words.js").Choice} choice
   * @returns {Promise<void>}
   */
  async #fill(word, part, choice) {
    const { job, name, count, place } = part;
    const whole = choice.text === "page" && job.main_text?.summary ? "page" : "";
    const its = link("job", job.id, { text: whole, families: choice.families ? "on" : "", context: word });
    const head = h(
      "h3",
      { tabindex: "-1" },
      h("a", { href: its }, stranger(name)),
      ` · ${plural(count, "time")}`,
    );
    /** @param {...(Node | string)} rest */
    const put = (...rest) =>
      keepFocus(
        place,
        () => place.replaceChildren(head, ...rest),
        () => head,
      );
    try {
      const { items } = await askContexts(job.id, word, "position", choice, { signal: this.signal });
      put(kwic(items.slice(0, PLACES), job.language));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      const again = () => this.#fill(word, part, choice).catch(this.onproblem);
      const retry = problem.passing && button("Try again", again, "small");
      put(h("p", { class: "quiet-text" }, `${inWords(problem).title}. `, retry));
    }
  }

  /** All the places on all the pages, with what hindered those that could not be read. */
  async #all() {
    const { word, found, choice } = this.#asked;
    const parts = found.map((one) => ({ ...one, contexts: /** @type {Context[]} */ ([]), problem: "" }));
    await eachOf(parts, AT_ONCE, async (part) => {
      try {
        const { items } = await allContexts(part.job.id, word, "position", choice, { signal: this.signal });
        part.contexts = items;
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.passing) throw problem;
        part.problem = inWords(problem).title;
      }
    });
    return parts;
  }

  /** What files hold; a page that could not be read has an empty line. */
  async #rows() {
    const lines = (await this.#all()).flatMap(({ job, name, contexts, problem }) => {
      const page = [name, job.final_url ?? job.url];
      return problem ? [[...page, "", "", "", ""]] : contexts.map((one) => [...page, ...contextCells(one)]);
    });
    return [["page", "URL", ...CONTEXT_HEADS], ...lines];
  }

  async #json() {
    const { word, choice } = this.#asked;
    const { text, families } = listedOf(choice);
    const pages = (await this.#all()).map(({ job, count, contexts, problem }) => ({
      ...{
        id: job.id,
        url: job.url,
        final_url: job.final_url,
        title: job.title,
        finished_at: job.finished_at,
      },
      ...{ count, contexts },
      ...(problem && { problem }),
    }));
    return { word, text, families, pages };
  }
}
