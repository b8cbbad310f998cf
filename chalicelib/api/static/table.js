// A table of many rows: it sorts by any column, filters as you type, and shows one page of rows at a time,
// so that thousands of rows cost no more than twenty-five.

import { button, h, newId } from "./dom.js";
import { folded, number, plural } from "./format.js";
import { announce } from "./stage.js";

const ROWS = 25;

/**
 * @param columns `[{key, label, cell(row), order(a, b), numeric, head, descending}]`; `head` marks the
 *   column that names its row, `descending` one whose greatest values are wanted first
 * @param noun what a row is: `["word", "words"]`
 * @param wide whether the table may be wider than its place, and scrolls there
 * @param onchange called with `{q, sort, page}` and whether it was a step that "back" should undo
 * @param onrows called with the rows that remain after filtering, in order
 */
export class Table {
  constructor({ columns, noun, caption, wide = false, onchange = () => {}, onrows = () => {} }) {
    Object.assign(this, { columns, noun, onchange, onrows, rows: [], loading: true, orders: new Map() });
    this.options = { q: "", sort: "", page: 1 };
    this.#build(caption, wide);
  }

  /** Show other rows, each with a `search` text in folded form; more may follow while `loading`. */
  setRows(rows, { loading = false } = {}) {
    Object.assign(this, { rows, loading });
    this.setBusy(false);
    this.orders.clear();
    this.#draw();
  }

  /** What a row is from now on, and what its column is called. */
  setNoun(noun, head = this.head.textContent) {
    this.noun = noun;
    this.head.textContent = head;
    this.filter.placeholder = `Filter ${noun[1]}`;
  }

  /** Other rows are on their way. */
  setBusy(busy) {
    this.element.setAttribute("aria-busy", busy);
  }

  /** Show the rows as an address says. */
  setOptions({ q = "", sort = "", page = 1 }) {
    this.options = {
      q,
      sort: this.#column(sort) ? sort : "",
      page: Math.max(1, Number.parseInt(page, 10) || 1),
    };
    this.filter.value = q;
    this.#draw();
  }

  /** The rows that remain after filtering, in the chosen order. */
  get shown() {
    const wanted = folded(this.options.q.trim());
    const ordered = this.#ordered();
    return wanted ? ordered.filter((row) => row.search.includes(wanted)) : ordered;
  }

  /** The chosen order of all rows; found once for each column, as filtering keeps it. */
  #ordered() {
    const { sort } = this.options;
    if (!sort) return this.rows;
    if (!this.orders.has(sort)) {
      const { order } = this.#column(sort);
      const sign = sort.startsWith("-") ? -1 : 1;
      this.orders.set(
        sort,
        this.rows.toSorted((a, b) => sign * order(a, b)),
      );
    }
    return this.orders.get(sort);
  }

  #column(sort) {
    return this.columns.find((column) => column.order && column.key === sort.replace(/^-/, ""));
  }

  #build(caption, wide) {
    const id = newId("filter");
    this.filter = h("input", {
      id,
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 200,
      oninput: () => this.#change({ q: this.filter.value, page: 1 }),
    });
    this.count = h("p", { class: "quiet-text count" });
    this.caption = h("caption", { class: "unseen" }, caption);
    this.heads = this.columns.map((column) => this.#head(column));
    this.body = h("tbody");
    this.pager = h("nav", { class: "pager", "aria-label": "Pages of the table" });
    this.table = h("table", {}, this.caption, h("thead", {}, h("tr", {}, this.heads)), this.body);
    this.element = h(
      "div",
      { class: "table" },
      h(
        "div",
        { class: "filter" },
        h("label", { for: id, class: "unseen" }, "Filter the table"),
        this.filter,
        this.count,
      ),
      wide
        ? h("div", { class: "scroll", role: "region", "aria-label": caption, tabindex: "0" }, this.table)
        : this.table,
      this.pager,
    );
    this.head = this.heads[this.columns.findIndex((column) => column.head)].querySelector("button");
    this.setNoun(this.noun);
  }

  #head(column) {
    const attributes = {
      scope: "col",
      class: [column.numeric && "number", column.kind].filter(Boolean).join(" ") || null,
    };
    if (!column.order) return h("th", attributes, column.label);
    return h(
      "th",
      attributes,
      button(column.label, () => this.#sort(column), "sort"),
    );
  }

  #sort(column) {
    const directions = column.descending ? [`-${column.key}`, column.key] : [column.key, `-${column.key}`];
    const sort = this.options.sort === directions[0] ? directions[1] : directions[0];
    this.#change({ sort, page: 1 });
    announce(
      `Sorted by ${column.name ?? this.head.textContent}, ${sort.startsWith("-") ? "descending" : "ascending"}.`,
    );
  }

  #change(options, step = false) {
    Object.assign(this.options, options);
    this.#draw();
    this.onchange(this.options, step);
    if ("q" in options) {
      clearTimeout(this.telling);
      this.telling = setTimeout(() => announce(this.count.textContent), 600);
    }
  }

  #draw() {
    const rows = this.shown;
    const pages = Math.max(1, Math.ceil(rows.length / ROWS));
    const page = Math.min(this.options.page, pages);
    const first = (page - 1) * ROWS;
    this.body.replaceChildren(...rows.slice(first, first + ROWS).map((row) => this.#row(row)));
    if (!rows.length) this.body.append(this.#nothing());
    this.#mark();
    const total = plural(this.rows.length, ...this.noun);
    const found = this.options.q.trim() ? `${number(rows.length)} of ${total}` : total;
    this.count.textContent = this.loading ? `${found} so far …` : found;
    this.#drawPager(page, pages);
    this.onrows(rows);
  }

  #row(row) {
    return h(
      "tr",
      {},
      this.columns.map((column) => {
        const classes = [column.numeric && "number", column.kind].filter(Boolean).join(" ") || null;
        return column.head
          ? h("th", { scope: "row", class: classes }, column.cell(row))
          : h("td", { class: classes }, column.cell(row));
      }),
    );
  }

  #nothing() {
    const text = this.loading
      ? "Loading …"
      : this.options.q.trim()
        ? `No ${this.noun[0]} matches this filter.`
        : `There are no ${this.noun[1]}.`;
    return h("tr", {}, h("td", { colspan: this.columns.length, class: "nothing" }, text));
  }

  #mark() {
    this.columns.forEach((column, index) => {
      const sorted = { [column.key]: "ascending", [`-${column.key}`]: "descending" }[this.options.sort];
      if (sorted) this.heads[index].setAttribute("aria-sort", sorted);
      else this.heads[index].removeAttribute("aria-sort");
    });
  }

  #drawPager(page, pages) {
    const focused = this.pager.contains(document.activeElement) && document.activeElement.textContent;
    const wide = (text) => h("span", { class: "wide" }, text);
    const step = (label, to, hint) =>
      button(label, () => this.#turn(to), "small", {
        disabled: to < 1 || to > pages || to === page,
        "aria-label": hint,
      });
    this.pager.hidden = pages === 1;
    this.pager.replaceChildren(
      step("«", 1, "First page"),
      step(["‹", wide(" Previous")], page - 1, "Previous page"),
      h("label", {}, "Page ", this.#pageField(page, pages)),
      h("span", {}, `of ${number(pages)}`),
      step([wide("Next "), "›"], page + 1, "Next page"),
      step("»", pages, "Last page"),
    );
    if (!focused) return;
    const buttons = [...this.pager.querySelectorAll("button:enabled")];
    (buttons.find((one) => one.textContent === focused) ?? buttons[0])?.focus();
  }

  #pageField(page, pages) {
    const onchange = (event) =>
      this.#turn(Math.min(pages, Math.max(1, Math.trunc(event.target.valueAsNumber) || 1)));
    return h("input", { type: "number", min: 1, max: pages, value: page, onchange });
  }

  #turn(page) {
    this.#change({ page }, true);
    announce(`Page ${number(page)}.`);
    if (this.table.getBoundingClientRect().top < 0) this.element.scrollIntoView();
  }
}
