// Taking results along: tables as CSV, JSON and for the clipboard, charts as SVG and PNG.

import { button, h } from "./dom.js";
import { announce } from "./stage.js";

const PNG_SCALE = 2; // pixels of the picture for one of the page, so that it prints well
const FORMULA = /^[=+\-@\t\r]/;

/** Rows as CSV (RFC 4180). No cell is a formula to a spreadsheet: one that begins like it gets an apostrophe. */
function csv(rows) {
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  // The mark in front tells spreadsheets that it is UTF-8.
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(harmless(cell))).join(",") + "\r\n").join("")}`;
}

/** Rows as a spreadsheet takes them from the clipboard. */
function tabSeparated(rows) {
  return rows
    .map((row) => row.map((cell) => harmless(cell).replace(/[\t\r\n]+/g, " ")).join("\t"))
    .join("\n");
}

function harmless(cell) {
  const text = String(cell ?? "");
  return typeof cell === "string" && FORMULA.test(text) ? `'${text}` : text;
}

/** Let the browser keep a file. */
export function download(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = document.createElement("a");
  Object.assign(anchor, { href: url, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A button that copies a text and says so. */
export function copyButton(label, text, hint) {
  const copied = button(
    label,
    async () => {
      const done = await copy(text());
      copied.textContent = done ? "Copied" : "Not copied";
      announce(done ? "Copied." : "The browser does not allow copying.");
      setTimeout(() => (copied.textContent = label), 1500);
    },
    "small",
    { "aria-label": hint },
  );
  return copied;
}

/** Put a text on the clipboard, which browsers refuse where the page came without TLS; says whether it is there. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** The buttons that take a table's rows along; `rows` and `json` make them when they are wanted. */
export function takings({ name, rows, json }) {
  const as = (label, kind, content, type) =>
    button(label, () => download(`${name()}.${kind}`, content(), type), "small", {
      "aria-label": `Download the rows as ${label}`,
    });
  return h(
    "div",
    { class: "tools" },
    h("span", { class: "quiet-text" }, "These rows:"),
    as("CSV", "csv", () => csv(rows()), "text/csv;charset=utf-8"),
    as("JSON", "json", () => JSON.stringify(json(), null, 1), "application/json"),
    copyButton("Copy", () => tabSeparated(rows()), "Copy the rows, for a spreadsheet"),
  );
}

/** A drawing as a file of its own: with the colours that the page gives it now, and its background. */
export function svgFile(drawing) {
  const copied = drawing.cloneNode(true);
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ");
  for (const [name, value] of [
    ["xmlns", "http://www.w3.org/2000/svg"],
    ["width", width],
    ["height", height],
  ]) {
    copied.setAttribute(name, value);
  }
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of [
    ["width", "100%"],
    ["height", "100%"],
    ["fill", "var(--paper)"],
  ]) {
    paper.setAttribute(name, value);
  }
  copied.prepend(paper);
  const colours = getComputedStyle(document.documentElement);
  const text = new XMLSerializer().serializeToString(copied);
  return text.replace(/var\((--[a-z0-9-]+)\)/g, (_, name) => colours.getPropertyValue(name).trim());
}

/** A drawing as a picture. */
export async function pngFile(drawing) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgFile(drawing))}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * PNG_SCALE;
  canvas.height = picture.height * PNG_SCALE;
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** A file's name from a page's address: "example.com-words". */
export function fileName(url, what) {
  const host = /^https?:\/\/([^/?#:]+)/.exec(url)?.[1] ?? "wordcount";
  return `${host.replace(/[^a-z0-9.-]/gi, "")}-${what}`;
}
