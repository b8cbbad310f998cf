// A line chart over time: one line for each word, told apart by colour, dashes and a label at its end.

import { canvas, colour } from "./chart.js";
import { svg } from "../ui/dom.js";
import { day } from "../ui/format.js";
import { fitted, isolated, textWidth } from "../ui/letters.js";
import { ticks } from "./scale.js";

const DASHES = ["none", "7 4", "2 4", "10 4 2 4", "4 2", "12 5"];
const BOTTOM = 30;
const TOP = 12;
const LABEL = 16; // the least distance of two labels, in pixels

/**
 * One value for each time, null where it is not known.
 * @typedef {{name: string, values: (number | null)[], lang?: string | null}} Line
 */
/** @typedef {(value: number) => string} Format */

/**
 * @param {number} width in pixels
 * @param {number[]} times milliseconds, rising
 * @param {Line[]} series
 * @param {{format: Format, tick: Format, whole?: boolean, description: string}} plan
 */
export function lines(width, times, series, { format, tick, whole = false, description }) {
  if (!times.length || !series.length) return null;
  const height = Math.round(Math.min(340, Math.max(220, width * 0.5)));
  const most = Math.max(...series.flatMap((one) => one.values.map(Number)));
  const marks = ticks(most || 1, 4, whole);
  const peak = marks[marks.length - 1];
  const left = Math.max(...marks.map((mark) => textWidth(tick(mark), 11))) + 10;
  const names = Math.min(width * 0.3, Math.max(...series.map((one) => textWidth(one.name, 13, 600)))) + 14;
  const [first, last] = [times[0], times[times.length - 1]];
  const right = width - names;
  /** @param {number} time */
  const across = (time) =>
    last === first ? (left + right) / 2 : left + 6 + ((time - first) / (last - first)) * (right - left - 12);
  /** @param {number} value */
  const down = (value) => TOP + (1 - value / peak) * (height - TOP - BOTTOM);

  const drawing = canvas(width, height, description);
  drawing.append(...grid(marks, { left, right, down, tick }), ...dates(times, { across, right, height }));
  const heights = spread(
    series.map((one) => down(one.values.findLast((value) => value !== null) ?? 0)),
    height - BOTTOM,
  );
  series.forEach((one, index) => {
    const label = svg(
      "text",
      { x: right + 8, y: heights[index] + 4, fill: colour(index), "font-weight": 600, lang: one.lang },
      fitted(one.name, names - 10, 13, 600),
    );
    /**
     * @param {number | null} value
     * @param {number} at
     */
    const dot = (value, at) =>
      value !== null &&
      svg(
        "circle",
        { cx: across(times[at]).toFixed(1), cy: down(value).toFixed(1), r: 3.5, fill: colour(index) },
        svg("title", {}, `${isolated(one.name)}, ${day(times[at])}: ${format(value)}`),
      );
    const points = one.values.map((value, at) => {
      if (value === null) return "";
      const joined = at > 0 && one.values[at - 1] !== null;
      return `${joined ? "L" : "M"}${across(times[at]).toFixed(1)} ${down(value).toFixed(1)}`;
    });
    drawing.append(svg("g", {}, svg("title", {}, one.name), path(points, index), one.values.map(dot), label));
  });
  return drawing;
}

/**
 * @param {string[]} points
 * @param {number} index
 */
function path(points, index) {
  return svg("path", {
    class: "line",
    d: points.join(""),
    fill: "none",
    stroke: colour(index),
    "stroke-width": 2,
    "stroke-linejoin": "round",
    "stroke-dasharray": DASHES[index % DASHES.length],
  });
}

/**
 * @param {number[]} marks
 * @param {{left: number, right: number, down: (value: number) => number, tick: Format}} place
 */
function grid(marks, { left, right, down, tick }) {
  return marks.flatMap((mark) => [
    svg("line", {
      x1: left,
      x2: right,
      y1: down(mark),
      y2: down(mark),
      stroke: mark ? "var(--line)" : "var(--strong-line)",
    }),
    svg(
      "text",
      { x: left - 6, y: down(mark) + 4, "font-size": 11, "text-anchor": "end", fill: "var(--muted)" },
      tick(mark),
    ),
  ]);
}

/**
 * The dates below the points: the first, the last, and those between for which there is room.
 * @param {number[]} times
 * @param {{across: (time: number) => number, right: number, height: number}} place
 */
function dates(times, { across, right, height }) {
  const last = times[times.length - 1];
  const span = last - times[0];
  /**
   * @param {number} time
   * @param {string} anchor
   */
  const text = (time, anchor) =>
    svg(
      "text",
      { x: across(time), y: height - 8, "font-size": 11, "text-anchor": anchor, fill: "var(--muted)" },
      clock(time, span),
    );
  if (!span) return [text(times[0], "middle")];
  const room = Math.max(...times.map((time) => textWidth(clock(time, span), 11))) * 1.4;
  const shown = [text(times[0], "start"), text(last, "end")];
  let free = across(times[0]) + room * 1.5; // where the middle of the next one may be
  for (const time of times) {
    if (across(time) < free || across(time) > right - room * 1.5) continue;
    shown.push(text(time, "middle"));
    free = across(time) + room;
  }
  return shown;
}

/**
 * A time as the axis names it: the day, or within two days the hour.
 * @param {number} time
 * @param {number} span
 */
function clock(time, span) {
  if (span > 2 * 86_400_000) return day(time);
  return new Date(time).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/**
 * Heights of labels, moved apart where they would lie on one another.
 * @param {number[]} wanted
 * @param {number} lowest
 */
function spread(wanted, lowest) {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b]);
  const found = [...wanted];
  order.forEach((index, position) => {
    if (position) found[index] = Math.max(found[index], found[order[position - 1]] + LABEL);
  });
  const over = Math.max(0, found[order[order.length - 1]] - lowest);
  return found.map((height) => height - over);
}
