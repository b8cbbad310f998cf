// Pages as the columns of a table and words as its rows: the greater a word's share of a page, the deeper its field.

import { h, stranger } from "../ui/dom.js";
import { clipped, known, number, percent, plural, RARE } from "../ui/format.js";

const DEEPEST = 45; // percent of the colour: on more of it text is hard to read
const WORD = 40; // characters

/**
 * @param {string} noun what each row is
 * @param {{text: string, counts: (number | null)[]}[]} rows
 * @param {{name: string, number: number, place: string, words: number}[]} pages
 */
export function heatMap(noun, rows, pages) {
  const share = (/** @type {number | null} */ count, /** @type {number} */ at) =>
    count && pages[at].words ? count / pages[at].words : 0;
  const most = Math.max(...rows.flatMap(({ counts }) => counts.map(share)));
  const heads = pages.map(({ name, number: at, place }) =>
    h("th", { scope: "col", title: name }, h("a", { href: place, "aria-label": `${at}: ${name}` }, `${at}`)),
  );
  const lines = rows.map(({ text, counts }) => {
    const cells = counts.map((count, at) => {
      const part = share(count, at);
      const cell = h("td", {}, count === 0 ? h("span", { class: "unseen" }, "0") : known(number)(count));
      const times = count === null ? RARE : `${plural(count, "time")}, ${percent(part)}`;
      cell.title = `${text}, ${pages[at].name}: ${times}`;
      cell.style.setProperty("--heat", `${most ? Math.round((part / most) * DEEPEST) : 0}%`);
      return cell;
    });
    return h("tr", {}, h("th", { scope: "row" }, stranger(clipped(text, WORD))), cells);
  });
  return h(
    "table",
    { class: "heat" },
    h(
      "caption",
      { class: "unseen" },
      "How often each page has them; the deeper the field, the greater the share",
    ),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, noun), heads)),
    h("tbody", {}, lines),
  );
}
