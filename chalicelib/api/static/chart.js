// What all charts share: the frame with its buttons, drawing anew when the width changes, measuring text,
// and scales. A drawing's colours are the style sheet's variables, so it follows light and dark by itself.

import { button, h, svg } from "./dom.js";
import { download, pngFile, svgFile } from "./export.js";

export const FONT = '"Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
export const SERIES = ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6"];

/** The colour of the n-th of several things, as a drawing names it. */
export const colour = (index) => `var(${SERIES[index % SERIES.length]})`;

const pencil = document.createElement("canvas").getContext("2d");

/** The width of a text in pixels. */
export function textWidth(text, size, weight = 400) {
  pencil.font = `${weight} ${size}px ${FONT}`;
  return pencil.measureText(text).width;
}

/** The text, or as much of it as there is room for. */
export function fitted(text, room, size) {
  if (text.length < 200 && textWidth(text, size) <= room) return text;
  const characters = [...text.slice(0, 200)];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, size) > room) characters.pop();
  return `${characters.join("")}…`;
}

/** A stranger's text within a sentence of ours: its direction does not reach beyond it. */
export const isolated = (text) => `\u2068${text}\u2069`;

/** Round values from 0 to at least `most`, about `count` of them, `whole` ones where nothing lies between. */
export function ticks(most, count = 4, whole = false) {
  if (!(most > 0)) return [0];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 2.5, 5, 10]
    .map((factor) => factor * power)
    .filter((step) => !whole || Number.isInteger(step));
  const step = steps.find((candidate) => candidate >= rough * 0.999) ?? 1;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
}

/** An empty drawing of a size, described for those who cannot see it. */
export function canvas(width, height, description) {
  const attributes = {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-label": description,
    "font-family": FONT,
    "font-size": 13,
    fill: "var(--text)",
  };
  return svg("svg", attributes);
}

/**
 * A frame that keeps a drawing as wide as it is itself.
 * `draw(width)` returns the drawing, or null if there is nothing to draw; `name` is that of its files.
 */
export function chart({ name, draw, unseen = false, empty = "Nothing to draw." }) {
  const place = h("div", { class: "drawing", "aria-hidden": unseen && "true" });
  const tools = h(
    "div",
    { class: "tools" },
    button("SVG", () => download(`${name()}.svg`, svgFile(place.firstChild), "image/svg+xml"), "small", {
      "aria-label": "Download the chart as SVG",
    }),
    button("PNG", async () => download(`${name()}.png`, await pngFile(place.firstChild)), "small", {
      "aria-label": "Download the chart as PNG",
    }),
  );
  let width = 0;
  const redraw = () => {
    if (!width) return;
    const drawing = draw(width);
    place.replaceChildren(drawing ?? h("p", { class: "quiet-text" }, empty));
    tools.hidden = !drawing;
  };
  const fit = () => {
    if (place.clientWidth === width) return;
    width = place.clientWidth;
    redraw();
  };
  new ResizeObserver(fit).observe(place);
  place.addEventListener("shown", fit); // a frame sooner, so that nothing moves
  return { element: h("figure", { class: "chart" }, place, tools), redraw };
}
