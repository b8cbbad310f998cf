// A word in its contexts: each place where it stands on the page, in line one below the other (a concordance, "keyword
// in context"), in the page's order or sorted by what stands beside it.

import { contexts as askContexts } from "../service/api.js";
import { button, h, segments, stranger } from "../ui/dom.js";
import { exportButtons } from "../tables/export.js";
import { inWords } from "../service/failures.js";
import { number, plural } from "../ui/format.js";
import { Problem } from "../service/http.js";
import { isRightToLeft } from "../ui/letters.js";
import { link } from "../ui/router.js";
import { fileName } from "../tables/rows.js";
import { announce } from "../ui/stage.js";

const LISTED = document.documentElement.dataset.publicListing === "on";

/** A word, and what its contexts are sorted by: "", "before" or "after". @typedef {{word: string, near: string}} Wanted */
/** @typedef {import("../service/api.js").Context} Context */

export class Contexts {
  /** @type {Wanted} */
  #wanted = { word: "", near: "" };
  /** @type {Context[]} */
  #shown = [];
  /** @type {URL | null} */
  #next = null;
  #count = 0;

  /**
   * @param {import("../service/api.js").Counted} job
   * @param {AbortSignal} signal
   * @param {{onsort: (near: string) => void, onclose: () => void}} told
   */
  constructor(job, signal, { onsort, onclose }) {
    this.job = job;
    this.signal = signal;
    this.heading = h("h2", { tabindex: "-1" });
    this.note = h("p", { class: "quiet-text" });
    this.sort = segments(
      "Order of the contexts",
      [
        ["", "In order"],
        ["before", "By the word before"],
        ["after", "By the word after"],
      ],
      "",
      onsort,
    );
    this.lines = h("div");
    this.more = button("More", () => this.#extend(), "small");
    this.files = exportButtons({
      name: () => fileName(job.final_url ?? job.url, job.finished_at, "contexts", this.#wanted.word),
      rows: () => [
        ["position", "before", "word", "after"],
        ...this.#shown.map(({ position, before, word, after }) => [position, before, word, after]),
      ],
      json: () => ({
        id: job.id,
        url: job.url,
        word: this.#wanted.word,
        count: this.#count,
        contexts: this.#shown,
      }),
    });
    this.elsewhere = h("p", { class: "quiet-text" });
    this.element = h(
      "section",
      { class: "contexts", "aria-label": "Contexts", hidden: true },
      h("div", { class: "contexts-head" }, this.heading, button("Close", onclose, "small")),
      this.note,
      this.sort.element,
      h(
        "div",
        { class: "lines", tabindex: "0", role: "region", "aria-label": "Lines" },
        this.lines,
        this.more,
      ),
      this.files,
      this.elsewhere,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") onclose();
    });
  }

  /**
   * Show a word's contexts, or nothing if there is no word.
   * @param {Wanted} wanted
   */
  async show(wanted) {
    const { word, near } = this.#wanted;
    this.element.hidden = !wanted.word;
    this.sort.choose(wanted.near);
    if (wanted.word === word && wanted.near === near) return;
    this.#wanted = wanted;
    if (wanted.word) await this.#load(wanted.word !== word);
  }

  /** @param {boolean} fresh whether another word was shown before */
  async #load(fresh) {
    const wanted = this.#wanted;
    this.heading.replaceChildren("“", stranger(wanted.word, this.job.language), "” in context");
    if (fresh) this.note.textContent = "Loading …";
    this.element.setAttribute("aria-busy", "true");
    try {
      const { signal } = this;
      const found = await askContexts(this.job.id, wanted.word, wanted.near || "position", { signal });
      if (wanted === this.#wanted) this.#put(found.items, found);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (wanted !== this.#wanted) return;
      this.#put([], { count: 0, next: null });
      this.note.textContent = `${inWords(problem).title}.`;
    } finally {
      this.element.removeAttribute("aria-busy");
    }
    if (wanted === this.#wanted && fresh) announce(`${wanted.word}: ${this.note.textContent}`);
  }

  async #extend() {
    const wanted = this.#wanted;
    const before = this.#shown.length;
    const { signal } = this;
    const found = await askContexts(this.job.id, wanted.word, "", { next: this.#next, signal });
    if (wanted !== this.#wanted) return;
    this.#put([...this.#shown, ...found.items], found);
    announce(`${number(this.#shown.length)} of ${plural(this.#count, "place")}.`);
    this.lines.querySelectorAll("tr")[before]?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {Context[]} items
   * @param {{count: number, next: URL | null}} found
   */
  #put(items, { count, next }) {
    this.#shown = items;
    this.#count = count;
    this.#next = next;
    this.lines.replaceChildren(kwic(items, this.job.language));
    this.note.textContent = this.#told();
    this.more.hidden = !next;
    this.sort.element.hidden = this.files.hidden = !items.length;
    const { word } = this.#wanted;
    const other =
      LISTED && !word.includes(" ") && h("a", { href: link("word", word) }, "Pages that use this word");
    this.elsewhere.replaceChildren(...(other ? [other] : []));
  }

  #told() {
    if (!this.#count) return "It does not stand in the text of this page.";
    const shown = this.#shown.length < this.#count && `the first ${number(this.#shown.length)} are shown`;
    const part = this.job.text_kept === "part" && "only the beginning of the text was kept";
    return [plural(this.#count, "time"), shown, part].filter(Boolean).join("; ");
  }
}

/**
 * Places where a word stands, in line one below the other.
 * @param {Context[]} items
 * @param {string | null} [lang] of the page
 */
export function kwic(items, lang) {
  const dir = isRightToLeft(items[0]?.word ?? "") ? "rtl" : "ltr";
  return h("table", { class: "kwic", lang, dir }, h("tbody", {}, items.map(line)));
}

/** @param {Context} context */
const line = ({ before, word, after }) =>
  h(
    "tr",
    { title: `${before}${word}${after}`.replaceAll(/\s+/g, " ") },
    h("td", { class: "before" }, h("span", {}, before)),
    h("th", { scope: "row" }, word),
    h("td", { class: "after" }, h("span", {}, after)),
  );
