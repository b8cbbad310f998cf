// The buttons that turn a table's pages. They stay the same elements, so the keyboard's focus stays on them.

import { button, h, setIdle } from "../ui/dom.js";
import { number } from "../ui/format.js";

export class Pager {
  page = 1;
  pages = 1;

  /** @param {(page: number) => void} onturn */
  constructor(onturn) {
    /** @param {string} text */
    const wide = (text) => h("span", { class: "wide" }, text);
    /** @param {() => number} to */
    const turn = (to) => () => onturn(Math.min(this.pages, Math.max(1, to())));
    this.back = [
      button(
        "«",
        turn(() => 1),
        "small",
        { "aria-label": "First page" },
      ),
      button(
        ["‹", wide(" Previous")],
        turn(() => this.page - 1),
        "small",
        { "aria-label": "Previous page" },
      ),
    ];
    this.forth = [
      button(
        [wide("Next "), "›"],
        turn(() => this.page + 1),
        "small",
        { "aria-label": "Next page" },
      ),
      button(
        "»",
        turn(() => this.pages),
        "small",
        { "aria-label": "Last page" },
      ),
    ];
    /** @type {HTMLInputElement} */
    this.field = h("input", {
      type: "number",
      min: 1,
      onchange: turn(() => Math.trunc(this.field.valueAsNumber) || 1),
    });
    this.total = h("span");
    this.element = h(
      "nav",
      { class: "pager", "aria-label": "Pages of the table" },
      this.back,
      h("label", {}, "Page ", this.field),
      this.total,
      this.forth,
    );
  }

  /**
   * @param {number} page
   * @param {number} pages
   */
  show(page, pages) {
    this.page = page;
    this.pages = pages;
    this.element.hidden = pages === 1;
    this.field.max = String(pages);
    this.field.value = String(page);
    this.total.textContent = `of ${number(pages)}`;
    for (const one of this.back) setIdle(one, page === 1);
    for (const one of this.forth) setIdle(one, page === pages);
  }
}
