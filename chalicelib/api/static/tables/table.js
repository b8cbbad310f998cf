// A table of many rows: it sorts by any column, filters as you type, and shows one page of rows at a time,
// so that thousands of rows cost no more than twenty-five. Its elements stay, whatever rows they show: what
// changes with a letter of the filter is text, which browsers lay out anew within a frame.

import { button, h, keepFocus, newId } from "../ui/dom.js";
import { folded, number, plural } from "../ui/format.js";
import { Pager } from "./pager.js";
import { classes, line } from "./table-lines.js";
import { announce } from "../ui/stage.js";

const ROWS = 25;

/** @typedef {import("../ui/dom.js").Content} Content */
/** @typedef {{q: string, sort: string, page: number}} State */
/** The state as an address has it. @typedef {{q?: string, sort?: string, page?: string | number}} Address */
/** @typedef {{search: string}} Row */

/**
 * @template {Row} R
 * @typedef {import("./table-lines.js").Column<R>} Column
 */

/**
 * @template {Row} R
 * @typedef {object} Plan
 * @property {Column<R>[]} columns
 * @property {[one: string, many: string]} noun what a row is
 * @property {string} caption
 * @property {string} [order] the column that the rows are sorted by as they are given, like "-count"
 * @property {boolean} [wide] whether the table may be wider than its place, and scrolls there
 * @property {(state: State, step: boolean) => void} [onchange] told what the reader wants, and whether "back" undoes it
 * @property {(rows: R[]) => void} [onrows] called with the rows that remain after filtering, in order
 * @property {(total: number) => string} [total] says how many rows there are without a filter
 * @property {() => string | false | null} [beyond] says that there are others which are never among the rows, if there are
 * @property {() => Content} [none] what is said where there are no rows at all
 */

/** @template {Row} R */
export class Table {
  /** @type {State} */
  options = { q: "", sort: "", page: 1 };
  /** @type {R[]} */
  rows = [];
  loading = true;
  /** @type {Map<string, R[]>} */
  #orders = new Map();
  #telling = 0;
  #found = { last: "", from: /** @type {R[]} */ ([]), left: /** @type {R[]} */ ([]) };
  /** @type {{element: HTMLTableRowElement, put: (row: R) => void}[]} */
  #lines = [];
  /** @type {Column<R>[]} */
  columns = [];
  /** @type {HTMLElement[]} */
  heads = [];
  order = "";

  /** @param {Plan<R>} plan */
  constructor(plan) {
    this.plan = plan;
    this.noun = plan.noun;
    this.filter = this.#filterField();
    const label = h("label", { for: this.filter.id, class: "unseen" }, "Filter the table");
    this.count = h("p", { class: "quiet-text count" });
    this.caption = h("caption", { class: "unseen" });
    this.headLine = h("tr");
    this.body = h("tbody");
    this.pager = new Pager((page) => this.#turn(page));
    this.table = h("table", {}, this.caption, h("thead", {}, this.headLine), this.body);
    this.scroll = h("div", {}, this.table);
    this.element = h(
      "div",
      { class: "table" },
      h("div", { class: "filter" }, label, this.filter),
      this.count,
      this.scroll,
      this.pager.element,
    );
    this.nothing = h("td", { class: "nothing" });
    this.noLine = h("tr", {}, this.nothing);
    this.setColumns(plan.columns, plan.order, plan.wide);
    this.setNoun(plan.noun, this.head?.textContent ?? "", plan.caption);
  }

  /**
   * Have other columns from now on, with the rows given in another order.
   * @param {Column<R>[]} columns
   * @param {string} [order] the column that the rows are sorted by as they are given, like "-count"
   * @param {boolean} [wide] whether the table may be wider than its place, and scrolls there
   */
  setColumns(columns, order = "", wide = false) {
    if (columns === this.columns) return;
    this.rows = []; // those of before may not have what these columns show
    this.wide = wide;
    this.scroll.classList.toggle("scroll", wide);
    Object.assign(this, { columns, order });
    this.#orders.clear();
    this.#lines = [];
    this.heads = columns.map((column) => this.#head(column));
    const head = this.heads[columns.findIndex((column) => column.head)];
    this.head = head.querySelector("button") ?? head;
    this.headLine.replaceChildren(...this.heads);
    this.nothing.colSpan = columns.length;
  }

  /**
   * Show other rows; more may follow while `loading`. With `options` the address says how.
   * @param {R[]} rows
   * @param {{loading?: boolean, options?: Address}} [how]
   */
  setRows(rows, { loading = false, options } = {}) {
    Object.assign(this, { rows, loading });
    this.setBusy(false);
    this.#orders.clear();
    if (options) this.setOptions(options);
    else this.#draw();
  }

  /**
   * What a row is from now on, what its column is called, and what the table is.
   * @param {[one: string, many: string]} noun
   * @param {string} head
   * @param {string} caption
   */
  setNoun(noun, head, caption) {
    this.noun = noun;
    if (this.head) this.head.textContent = head;
    this.caption.textContent = caption;
    this.filter.placeholder = `Filter ${noun[1]}`;
    const scrolling = { role: "region", "aria-label": caption, tabindex: "0" };
    for (const [name, value] of Object.entries(scrolling)) {
      if (this.wide) this.scroll.setAttribute(name, value);
      else this.scroll.removeAttribute(name);
    }
  }

  /**
   * Other rows are on their way.
   * @param {boolean} busy
   */
  setBusy(busy) {
    this.element.setAttribute("aria-busy", String(busy));
  }

  /**
   * Show the rows as an address says.
   * @param {Address} options
   */
  setOptions({ q = "", sort = "", page = 1 }) {
    this.options = {
      q,
      sort: this.#column(sort) ? sort : "",
      page: Math.max(1, Number.parseInt(String(page), 10) || 1),
    };
    this.filter.value = q;
    this.#draw();
  }

  /** The rows that remain after filtering, in the chosen order; each letter looks among those that the last one left. */
  get shown() {
    const wanted = folded(this.options.q.trim());
    const ordered = this.#ordered();
    if (!wanted) return ordered;
    const { last, from, left } = this.#found;
    if (from === ordered && last === wanted) return left;
    const among = from === ordered && last && wanted.includes(last) ? left : ordered;
    const found = among.filter((row) => row.search.includes(wanted));
    this.#found = { last: wanted, from: ordered, left: found };
    return found;
  }

  /**
   * The element of a row, if it is on the page of the table that is shown.
   * @param {(row: R) => boolean} is
   */
  shownRow(is) {
    const at = this.shown.findIndex(is) - (this.pager.page - 1) * ROWS;
    return at >= 0 ? this.body.rows[at] : undefined;
  }

  /** How many rows are shown, in words. */
  get told() {
    return this.count.textContent ?? "";
  }

  /** The chosen order of all rows; found once for each column, as filtering keeps it. */
  #ordered() {
    const { sort } = this.options;
    const order = this.#column(sort)?.order;
    if (!order) return this.rows;
    const sign = sort.startsWith("-") ? -1 : 1;
    const found = this.#orders.get(sort) ?? this.rows.toSorted((a, b) => sign * order(a, b));
    this.#orders.set(sort, found);
    return found;
  }

  /** @param {string} sort */
  #column(sort) {
    return this.columns.find((column) => column.order && column.key === sort.replace(/^-/, ""));
  }

  /** @param {Column<R>} column */
  #head(column) {
    const label = column.order ? button(column.label, () => this.#sort(column), "sort") : column.label;
    return h("th", { scope: "col", class: classes(column), title: column.hint }, label);
  }

  #filterField() {
    const oninput = () => this.#change({ q: this.filter.value, page: 1 });
    const plain = { autocomplete: "off", spellcheck: "false", maxlength: 200 };
    return h("input", { id: newId("filter"), type: "search", ...plain, oninput });
  }

  /** @param {Column<R>} column */
  #sort(column) {
    const directions = column.descending ? [`-${column.key}`, column.key] : [column.key, `-${column.key}`];
    const now = this.options.sort || this.order;
    const sort = now === directions[0] ? directions[1] : directions[0];
    this.#change({ sort: sort === this.order ? "" : sort, page: 1 });
    const name = column.name ?? this.head?.textContent;
    announce(`Sorted by ${name}, ${sort.startsWith("-") ? "descending" : "ascending"}.`);
  }

  /** @param {Partial<State>} options */
  #change(options, step = false) {
    Object.assign(this.options, options);
    this.#draw();
    this.plan.onchange?.(this.options, step);
    if (!("q" in options)) return;
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => announce(this.told), 600);
  }

  #draw() {
    const rows = this.shown;
    const pages = Math.max(1, Math.ceil(rows.length / ROWS));
    const page = Math.min(this.options.page, pages);
    const first = (page - 1) * ROWS;
    this.#replace(rows.slice(first, first + ROWS));
    this.#mark();
    this.#tell(rows.length);
    this.pager.show(page, pages);
    this.plan.onrows?.(rows);
  }

  /**
   * Put other rows into the table, and leave the focus at the same place of it.
   * @param {R[]} rows
   */
  #replace(rows) {
    const { activeElement: focused } = document;
    const at = [...this.body.rows].findIndex((one) => one.contains(focused));
    while (this.#lines.length < rows.length) this.#lines.push(line(this.columns));
    const lines = this.#lines.slice(0, rows.length).map(({ element, put }, index) => {
      put(rows[index]);
      return element;
    });
    if (!rows.length) {
      this.nothing.replaceChildren(h("div", {}, this.#nothing()));
      lines.push(this.noLine);
    }
    if (lines.length === this.body.rows.length && lines[0] === this.body.rows[0]) return;
    const near = () =>
      lines.at(Math.min(at, lines.length - 1))?.querySelector(focused?.localName ?? "") ?? this.filter;
    keepFocus(this.body, () => this.body.replaceChildren(...lines), near);
  }

  /** @param {number} found */
  #tell(found) {
    const all = plural(this.rows.length, ...this.noun);
    if (this.options.q.trim()) this.count.textContent = `${number(found)} of ${all}`;
    else this.count.textContent = this.loading ? all : (this.plan.total?.(this.rows.length) ?? all);
    if (this.loading) this.count.append(" so far …");
  }

  /** @returns {Content} */
  #nothing() {
    if (this.loading) return "Loading …";
    const beyond = this.plan.beyond?.();
    if (this.rows.length) return `No ${this.noun[0]} matches this filter${beyond ? `: ${beyond}` : ""}.`;
    return this.plan.none?.() || `There are no ${this.noun[1]}.`;
  }

  #mark() {
    const sort = this.options.sort || this.order;
    this.columns.forEach((column, index) => {
      const direction = { [column.key]: "ascending", [`-${column.key}`]: "descending" }[sort];
      if (direction) this.heads[index].setAttribute("aria-sort", direction);
      else this.heads[index].removeAttribute("aria-sort");
    });
  }

  /** @param {number} page */
  #turn(page) {
    this.#change({ page }, true);
    announce(`Page ${number(page)}.`);
    if (this.table.getBoundingClientRect().top < 0) this.element.scrollIntoView();
  }
}
