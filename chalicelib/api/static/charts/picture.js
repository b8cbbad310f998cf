// Charts as files of their own, SVG and PNG, which say what they show and where it is from.

import { svg } from "../ui/dom.js";
import { fitted } from "../ui/letters.js";

const PNG_SCALE = 2; // pixels of the picture for one of the page, so that it prints well
const MARGIN = 16;
const TITLE = 30; // the height of its line
const SOURCE = 26;

/** What stands above and below a drawing in a file. @typedef {{title: string, source: string}} Legend */

/**
 * A drawing as a file: with the colours that the page gives it now, and its background.
 * @param {SVGElement} drawing
 * @param {Legend} legend
 */
export function svgFile(drawing, { title, source }) {
  const [, , width, height] = (drawing.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const across = width + 2 * MARGIN;
  const down = MARGIN + TITLE + height + SOURCE + MARGIN;
  const inner = /** @type {SVGElement} */ (drawing.cloneNode(true));
  inner.removeAttribute("role");
  for (const [name, value] of Object.entries({ x: MARGIN, y: MARGIN + TITLE, width, height })) {
    inner.setAttribute(name, String(value));
  }
  const file = svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${across} ${down}`,
      width: across,
      height: down,
      "font-family": drawing.getAttribute("font-family"),
      fill: "var(--text)",
    },
    svg("title", {}, title),
    svg("desc", {}, source),
    svg("rect", { width: "100%", height: "100%", fill: "var(--paper)" }),
    line(title, MARGIN + 14, { "font-size": 16, "font-weight": 600 }),
    inner,
    line(source, down - MARGIN, { "font-size": 12, fill: "var(--muted)" }),
  );
  const colours = getComputedStyle(document.documentElement);
  const text = new XMLSerializer().serializeToString(file);
  return text.replace(/var\((--[a-z0-9-]+)\)/g, (_, name) => colours.getPropertyValue(name).trim());

  /**
   * @param {string} words
   * @param {number} y
   * @param {import("../ui/dom.js").Attributes} attributes
   */
  function line(words, y, attributes) {
    const { "font-size": size, "font-weight": weight } = attributes;
    return svg("text", { class: "legend", x: MARGIN, y, ...attributes }, fitted(words, width, size, weight));
  }
}

/**
 * A drawing as a picture.
 * @param {SVGElement} drawing
 * @param {Legend} legend
 * @returns {Promise<Blob>}
 */
export async function pngFile(drawing, legend) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgFile(drawing, legend))}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * PNG_SCALE;
  canvas.height = picture.height * PNG_SCALE;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the picture is too large"))), "image/png"),
  );
}
