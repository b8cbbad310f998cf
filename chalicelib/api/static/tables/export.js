// Taking results along: tables as CSV, JSON and for the clipboard, each saying what it holds.

import { button, h } from "../ui/dom.js";
import { csv, tabSeparated } from "./rows.js";
import { here } from "../ui/router.js";
import { announce } from "../ui/stage.js";

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
export const copyLink = () => copyButton("Copy link", here);

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
 * @param {{name: () => string, rows: () => import("./rows.js").Cell[][], json: () => unknown}} what
 */
export function exportButtons({ name, rows, json }) {
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
