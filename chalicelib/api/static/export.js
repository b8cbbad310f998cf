// Taking results along: tables as CSV, JSON and for the clipboard, each saying what it holds.

import { button, h } from "./dom.js";
import { announce } from "./stage.js";

const FORMULA = /^[=+\-@\t\r]/;
const LONGEST = 60; // characters of an address in a file's name

/** @typedef {string | number | null | undefined} Cell */

/**
 * Rows as CSV (RFC 4180). No cell is a formula to a spreadsheet: one that begins like it gets an apostrophe.
 * @param {Cell[][]} rows
 */
export function csv(rows) {
  /** @param {string} text */
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  // The mark in front tells spreadsheets that it is UTF-8.
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(harmless(cell))).join(",") + "\r\n").join("")}`;
}

/**
 * Rows as a spreadsheet takes them from the clipboard.
 * @param {Cell[][]} rows
 */
export function tabSeparated(rows) {
  return rows
    .map((row) => row.map((cell) => harmless(cell).replace(/[\t\r\n]+/g, " ")).join("\t"))
    .join("\n");
}

/** @param {Cell} cell */
function harmless(cell) {
  const text = String(cell ?? "");
  return typeof cell === "string" && FORMULA.test(text) ? `'${text}` : text;
}

/**
 * Let the browser keep a file.
 * @param {string} name
 * @param {string | Blob} content
 * @param {string} [type]
 */
export function download(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = document.createElement("a");
  Object.assign(anchor, { href: url, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * A button that copies a text and says so.
 * @param {string} label
 * @param {() => string} text
 * @param {string} [hint] what screen readers call it, beginning with the label
 */
export function copyButton(label, text, hint) {
  const copied = button(
    label,
    async () => {
      const done = await copy(text());
      copied.textContent = done ? "Copied" : "Not copied";
      copied.removeAttribute("aria-label");
      announce(done ? "Copied." : "The browser does not allow copying.");
      setTimeout(() => {
        copied.textContent = label;
        if (hint) copied.setAttribute("aria-label", hint);
      }, 1500);
    },
    "small",
    { "aria-label": hint },
  );
  return copied;
}

/** A button that copies the link of what is shown. */
export const copyLink = () => copyButton("Copy link", () => location.href);

/**
 * Put a text on the clipboard, which browsers refuse where the page came without TLS; says whether it is there.
 * @param {string} text
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The buttons that take a table's rows along; `rows` and `json` make them when they are wanted.
 * @param {{name: () => string, rows: () => Cell[][], json: () => unknown}} what
 */
export function takings({ name, rows, json }) {
  /**
   * @param {string} label
   * @param {string} kind
   * @param {() => string} content
   * @param {string} type
   */
  const as = (label, kind, content, type) =>
    button(label, () => download(`${name()}.${kind}`, content(), type), "small", {
      "aria-label": `${label}: download the rows`,
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

/**
 * A file's name from an address, when it was counted, and what it holds: "example.com-tea-2026-11-26-0812-words".
 * @param {string | null | undefined} url
 * @param {string | null | undefined} time
 * @param {...(string | false)} what
 */
export function fileName(url, time, ...what) {
  const [, host, path] = /^https?:\/\/([^/?#]+)([^#]*)/.exec(url ?? "") ?? [null, "text", ""];
  const place = plain(host) + plain(decoded(path)).replace(/^-*/, path.length > 1 ? "-" : "");
  const counted = time && time.slice(0, 16).replace(/T(\d\d):(\d\d)/, "-$1$2");
  return [place.slice(0, LONGEST).replace(/[.-]+$/, "") || "page", counted, ...what]
    .filter(Boolean)
    .join("-");
}

/** @param {string} text */
const plain = (text) => text.replace(/[^\p{L}\p{M}\p{N}.]+/gu, "-");

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
