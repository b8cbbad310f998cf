// The options of a view, which stand in its link: read from there, changed, and noted there again.

import { link, note, read } from "./router.js";

/** @typedef {{[option: string]: string}} Values */

export class Options {
  /** @type {Values} */
  values;

  /**
   * @param {string} view
   * @param {string} value what the link says behind the view's name
   * @param {Values} usual the options that a view may have, each with what it is where the link does not say
   * @param {{[option: string]: string[]}} [choices] of those that take certain values only
   */
  constructor(view, value, usual, choices = {}) {
    this.view = view;
    this.value = value;
    this.usual = usual;
    this.choices = choices;
    this.values = { ...usual };
  }

  /** Take what the address says; returns whether it names an option. */
  read() {
    const where = read();
    for (const [key, usual] of Object.entries(this.usual)) {
      const given = where.get(key, usual);
      this.values[key] = this.choices[key]?.includes(given) === false ? usual : given;
    }
    return where;
  }

  /**
   * Change options and note them in the address. A step is one that "back" undoes.
   * @param {Values} changes
   */
  change(changes, step = true) {
    Object.assign(this.values, changes);
    note(this.view, this.value, this.changed, { step });
  }

  /** Those that are not as usual. */
  get changed() {
    return Object.fromEntries(
      Object.entries(this.values).filter(([key, value]) => value !== this.usual[key]),
    );
  }

  /**
   * The link of the view as it is, but for some options.
   * @param {Values} changes
   */
  linkWith(changes) {
    return link(this.view, this.value, { ...this.changed, ...changes });
  }

  /** The state of a table whose filter, order and page are among the options. */
  get ofTable() {
    const { q, sort, page } = this.values;
    return { q, sort, page: page || 1 };
  }
}
