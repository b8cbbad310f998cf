// A word cloud: the size of a word's letters grows with the square root of its count, so that its area
// follows the count. Words are put one after the other on a spiral, the most frequent in the middle; the
// same words always give the same cloud. Screen readers have the table in its place.

import { canvas, colour } from "./chart.js";
import { svg } from "../ui/dom.js";
import { characters } from "../ui/format.js";
import { lettered, textWidth } from "../ui/letters.js";

const MOST = 70;
const SMALLEST = 11; // pixels
const STEP = 0.35; // radians
const LONGEST = 24; // characters of a word

/** @typedef {{label: string, value: number, lang?: string | null, onpick?: () => void}} Item */
/** @typedef {{across: number, down: number}} Size */
/** @typedef {Size & {x: number, y: number}} Box */

/**
 * A cloud of items with the greatest value first.
 * @param {number} width in pixels
 * @param {Item[]} items
 */
export function cloud(width, items) {
  if (!items.length) return null;
  const height = Math.round(Math.min(width * 0.75, 460));
  /** @type {(Box & ReturnType<typeof sized>[number])[]} */
  const placed = [];
  for (const word of sized(items.slice(0, MOST), width, height)) {
    const box = place(word, placed, width, height);
    if (box) placed.push({ ...word, ...box });
  }
  const drawing = canvas(width, height, "Word cloud");
  for (const { label, value, size, x, y, series, lang, onpick } of placed) {
    drawing.append(
      svg(
        "text",
        {
          x: x.toFixed(1),
          y: (y + size * 0.34).toFixed(1),
          "font-size": size.toFixed(1),
          "font-weight": 600,
          "text-anchor": "middle",
          fill: colour(series),
          lang,
          class: onpick && "pick",
          onclick: onpick,
        },
        svg("title", {}, `${value}`),
        label,
      ),
    );
  }
  return drawing;
}

/**
 * @param {Item[]} items
 * @param {number} width
 * @param {number} height
 */
function sized(items, width, height) {
  const roots = items.map((item) => Math.sqrt(item.value));
  const labels = items.map(({ label }) => {
    const shown = characters(label, LONGEST + 1);
    return lettered(shown.length > LONGEST ? `${shown.slice(0, LONGEST).join("")}…` : label);
  });
  // The words of size 1 together, as a part of the room; text fills about half of what surrounds it.
  const area = labels.reduce(
    (sum, label, index) => sum + (textWidth(label, 100, 600) / 100) * roots[index] ** 2 * 1.1,
    0,
  );
  const unit = Math.sqrt((width * height * 0.5) / area);
  const widest = Math.max(...labels.map((label, index) => (textWidth(label, 100, 600) / 100) * roots[index]));
  const factor = Math.min(unit, (width * 0.8) / widest, (height * 0.4) / roots[0]);
  return items.map((item, index) => {
    const size = Math.max(SMALLEST, factor * roots[index]);
    const label = labels[index];
    return {
      ...item,
      label,
      size,
      series: index % 6,
      across: textWidth(label, size, 600) + 6,
      down: size * 1.02 + 2,
    };
  });
}

/**
 * The first free place on the spiral, or null if the word finds none within the drawing.
 * @param {Size} size
 * @param {Box[]} placed
 * @param {number} width
 * @param {number} height
 */
function place({ across, down }, placed, width, height) {
  const flat = height / width;
  for (let angle = 0; angle < 400; angle += STEP) {
    const radius = angle * 1.6;
    const x = width / 2 + radius * Math.cos(angle);
    const y = height / 2 + radius * Math.sin(angle) * flat;
    if (radius * flat > height) return null;
    if (x < across / 2 || x > width - across / 2 || y < down / 2 || y > height - down / 2) continue;
    if (
      placed.every(
        (other) =>
          Math.abs(other.x - x) * 2 >= other.across + across ||
          Math.abs(other.y - y) * 2 >= other.down + down,
      )
    ) {
      return { across, down, x, y };
    }
  }
  return null;
}
