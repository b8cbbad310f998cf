// Rows as files hold them, and the files' names.

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
  return `\ufeff${rows.map((row) => `${row.map((cell) => quoted(harmless(cell))).join(",")}\r\n`).join("")}`;
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
 * A file's name from an address, when it was counted, and what it holds: "example.com-tea-2026-11-26-081205-words".
 * @param {string | null | undefined} url
 * @param {string | null | undefined} time
 * @param {...(string | false)} what
 */
export function fileName(url, time, ...what) {
  const [, host, path] = /^https?:\/\/([^/?#]+)([^#]*)/.exec(url ?? "") ?? [null, "text", ""];
  const place = plain(host) + plain(decoded(path)).replace(/^-*/, path.length > 1 ? "-" : "");
  const counted = time && time.slice(0, 19).replace("T", "-").replaceAll(":", "");
  return [place.slice(0, LONGEST).replace(/[.-]+$/, "") || "page", counted, ...what]
    .filter(Boolean)
    .join("-");
}

/**
 * A text as part of a file's name.
 * @param {string} text
 */
export const plain = (text) => text.replace(/[^\p{L}\p{M}\p{N}.]+/gu, "-");

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
