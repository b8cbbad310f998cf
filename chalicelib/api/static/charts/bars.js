// A horizontal bar chart, drawn to scale from zero: one bar for each label, or one for each of several series.

import { canvas, colour } from "./chart.js";
import { svg } from "../ui/dom.js";
import { known } from "../ui/format.js";
import { fitted, isolated, textWidth } from "../ui/letters.js";
import { ticks } from "./scale.js";

const SIZE = 13; // of the text, in pixels
const AXIS = 24;
const GAP = 8;
const LEGEND = 20; // the height of a line of it

/**
 * A value is null where it is not known.
 * @typedef {{label: string, values: (number | null)[], lang?: string | null, onpick?: () => void}} Bar
 */

/**
 * @typedef {object} Plan
 * @property {(value: number) => string} format makes a value's text
 * @property {(value: number) => string} [tick] that of a mark on the axis
 * @property {boolean} [whole] whether values are whole numbers, and the marks of the axis too
 * @property {string[]} [legend] what the series are, the first one first
 * @property {string} description for those who cannot see the chart
 */

/**
 * @param {number} width in pixels
 * @param {Bar[]} items one value for each series
 * @param {Plan} plan
 */
export function bars(width, items, { format: told, tick = told, description, legend = [], whole = false }) {
  if (!items.length) return null;
  const format = known(told);
  const series = items[0].values.length;
  const thick = series === 1 ? 18 : 11;
  const step = series * thick + (series === 1 ? 8 : 14);
  const most = Math.max(...items.flatMap((item) => item.values.map(Number)));
  const left =
    Math.min(width * 0.38, Math.max(...items.map((item) => textWidth(item.label.slice(0, 60), SIZE)))) + GAP;
  const right =
    Math.max(...items.flatMap((item) => item.values.map((value) => textWidth(format(value), 12)))) + GAP;
  const room = Math.max(20, width - left - right);
  const marks = ticks(most, room > 320 ? 4 : 2, whole).filter((mark) => mark <= most * 1.0001);
  /** @param {number} value */
  const scale = (value) => (most ? (value / most) * room : 0);
  const above = legend.length * LEGEND;
  const height = above + items.length * step + AXIS;

  const drawing = canvas(width, height, description);
  drawing.append(...named(legend, width), grid(marks, { left, above, height, scale, tick }));
  items.forEach((item, index) => {
    const top = above + index * step;
    drawing.append(row(item, { top, step, thick, left, scale, format }));
  });
  return drawing;
}

/** @typedef {(value: number) => string} Format */
/** @typedef {(value: number | null) => string} Told */
/** @typedef {{top: number, thick: number, left: number, scale: (value: number) => number, format: Told}} Place */

/**
 * @param {Bar} item
 * @param {Place & {step: number}} place
 */
function row(item, place) {
  const { top, step, thick, left, format } = place;
  const first = top + (step - item.values.length * thick) / 2;
  const label = svg(
    "text",
    { x: left - GAP, y: top + step / 2 + SIZE * 0.35, "text-anchor": "end", lang: item.lang },
    fitted(item.label, left - GAP, SIZE),
  );
  const title = svg("title", {}, `${isolated(item.label)}: ${item.values.map(format).join(", ")}`);
  const alone = item.values.length === 1;
  const drawn = item.values.map((value, number) => {
    const fill = alone ? "var(--bar)" : colour(number);
    return bar(value, fill, alone ? 12 : 11, { ...place, top: first + number * thick });
  });
  return svg("g", { class: item.onpick && "pick", onclick: item.onpick }, title, label, drawn);
}

/**
 * @param {number | null} value
 * @param {string} fill
 * @param {number} size of its text
 * @param {Place} place
 */
function bar(value, fill, size, { top, thick, left, scale, format }) {
  const length = scale(value ?? 0);
  const figure = value === 0 ? "0" : format(value);
  return [
    svg("rect", {
      class: "bar",
      x: left,
      y: top + 1,
      width: length.toFixed(2),
      height: thick - 2,
      rx: Math.min(2, length / 2).toFixed(2),
      fill,
    }),
    svg(
      "text",
      { x: left + length + 5, y: top + thick / 2 + 4, "font-size": size, fill: "var(--muted)" },
      figure,
    ),
  ];
}

/**
 * @param {string[]} legend
 * @param {number} width
 */
function named(legend, width) {
  return legend.flatMap((name, index) => [
    svg("rect", { x: 0, y: index * LEGEND + 2, width: 11, height: 11, rx: 2, fill: colour(index) }),
    svg("text", { x: 18, y: index * LEGEND + 12 }, fitted(name, width - 18, SIZE)),
  ]);
}

/**
 * @param {number[]} marks
 * @param {{left: number, above: number, height: number, scale: (value: number) => number, tick: Format}} place
 */
function grid(marks, { left, above, height, scale, tick }) {
  const lines = svg("g", { "font-size": 11, fill: "var(--muted)", "text-anchor": "middle" });
  for (const mark of marks) {
    const x = left + scale(mark);
    lines.append(
      svg("line", {
        x1: x,
        x2: x,
        y1: above,
        y2: height - AXIS + 4,
        stroke: mark ? "var(--line)" : "var(--strong-line)",
      }),
      svg("text", { x, y: height - 6 }, tick(mark)),
    );
  }
  return lines;
}
