// The words of one page over time as a table, which gives the figures that the lines draw.

import { h, stranger } from "../ui/dom.js";
import { known, moments } from "../ui/format.js";

/**
 * @param {string[]} words
 * @param {{time: string, values: (number | null)[]}[]} results a value for each word
 * @param {(value: number) => string} format
 * @param {string | null} [lang] of the page
 */
export function valuesTable(words, results, format, lang) {
  const heads = words.map((word) => h("th", { scope: "col", class: "number" }, stranger(word, lang)));
  const times = moments(results.map(({ time }) => time));
  const rows = results.map(({ values }, index) => {
    const cells = values.map((value) => h("td", { class: "number" }, known(format)(value)));
    return h("tr", {}, h("th", { scope: "row" }, times[index]), cells);
  });
  return h(
    "table",
    {},
    h("caption", { class: "unseen" }, "The words over time"),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Counted"), heads)),
    h("tbody", {}, rows),
  );
}
