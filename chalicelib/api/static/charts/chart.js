// What all charts share: the frame with its buttons, drawing anew when the width changes, and scales.
// A drawing's colours are the style sheet's variables, so it follows light and dark by itself.

import { button, h, svg } from "../ui/dom.js";
import { download } from "../tables/export.js";
import { FONT } from "../ui/letters.js";
import { pngFile, svgFile } from "./picture.js";

const PAUSE = 120; // milliseconds
const SERIES = 6; // colours of the style sheet

/**
 * The colour of the n-th of several things, as a drawing names it.
 * @param {number} index
 */
export const colour = (index) => `var(--series-${(index % SERIES) + 1})`;

/**
 * An empty drawing of a size, described for those who cannot see it.
 * @param {number} width
 * @param {number} height
 * @param {string} description
 */
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
 * @param {object} plan
 * @param {() => string} plan.name that of its files
 * @param {() => import("./picture.js").Legend} plan.legend what its files say of themselves
 * @param {(width: number) => SVGElement | null} plan.draw null if there is nothing to draw
 * @param {boolean} [plan.unseen] whether screen readers have something else in its place
 * @param {string} [plan.empty]
 */
export function chart({ name, legend, draw, unseen = false, empty = "Nothing to draw." }) {
  const place = h("div", { class: "drawing", "aria-hidden": unseen && "true" });
  /** @type {SVGElement | null} */
  let drawing = null;
  /**
   * @param {string} label
   * @param {(drawing: SVGElement) => Promise<void> | void} take
   */
  const as = (label, take) =>
    button(label, () => void (drawing && take(drawing)), "small", {
      "aria-label": `${label}: download the chart`,
    });
  const tools = h(
    "div",
    { class: "tools" },
    as("SVG", (drawn) => download(`${name()}.svg`, svgFile(drawn, legend()), "image/svg+xml")),
    as("PNG", async (drawn) => download(`${name()}.png`, await pngFile(drawn, legend()))),
  );
  let width = 0;
  const redraw = () => {
    if (!width) return;
    drawing = draw(width);
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
  let waiting = 0;
  /** Draw anew; while someone types a filter, the table comes first. */
  const redrawSoon = () => {
    clearTimeout(waiting);
    if (drawing && document.activeElement?.matches("input[type=search]")) waiting = setTimeout(redraw, PAUSE);
    else redraw();
  };
  return { element: h("figure", { class: "chart" }, place, tools), redraw, redrawSoon };
}

/**
 * A patch of the colour that stands for one of several things.
 * @param {number} index
 */
export function swatch(index) {
  const patch = h("span", { class: "swatch", "aria-hidden": "true" });
  patch.style.setProperty("background", colour(index));
  return patch;
}
