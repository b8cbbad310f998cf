// Taking results along: tables as CSV, JSON and for the clipboard, each saying what it holds.

import { button, h, setIdle } from "../ui/dom.js";
import { inWords } from "../service/failures.js";
import { csv, tabSeparated } from "./rows.js";
import { Problem } from "../service/http.js";
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
 * @param {() => string | Promise<string>} text
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
 * @param {string | Promise<string>} text which may come later: then browsers want to know at once that it will
 */
async function copy(text) {
  try {
    if (typeof text === "string") await navigator.clipboard.writeText(text);
    else await navigator.clipboard.write([new ClipboardItem({ "text/plain": text.then(asBlob) })]);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} text */
const asBlob = (text) => new Blob([text], { type: "text/plain" });

/** @typedef {import("./rows.js").Cell[][]} Rows */
/**
 * What is taken along, made when it is wanted; some of it has to be asked for.
 * @typedef {object} Takeable
 * @property {() => string} name
 * @property {() => Rows | Promise<Rows>} rows
 * @property {() => unknown} json
 */

/**
 * The buttons that take a table's rows along.
 * @param {Takeable} what
 */
export function exportButtons({ name, rows, json }) {
  const trouble = h("span", { class: "trouble", hidden: true });
  /** @param {string} told */
  const tell = (told) => {
    trouble.textContent = told;
    trouble.hidden = !told;
    if (told) announce(told);
  };
  /**
   * @param {string} label
   * @param {() => Promise<string>} content
   * @param {string} type
   */
  const as = (label, content, type) => {
    const press = async () => {
      const file = `${name()}.${label.toLowerCase()}`;
      setIdle(made, true);
      tell("");
      try {
        download(file, await content(), type);
      } catch (problem) {
        if (problem instanceof Problem) tell(`${inWords(problem).title}. Try again.`);
        else if (!(problem instanceof DOMException)) throw problem; // the reader went elsewhere
      } finally {
        setIdle(made, false);
      }
    };
    const made = button(label, press, "small", { "aria-label": `${label}: download the rows` });
    return made;
  };
  return h(
    "div",
    { class: "tools" },
    h("span", { class: "quiet-text" }, "These rows:"),
    as("CSV", async () => csv(await rows()), "text/csv;charset=utf-8"),
    as("JSON", async () => JSON.stringify(await json(), null, 1), "application/json"),
    copyButton("Copy", () => copied(rows()), "Copy the rows, for a spreadsheet"),
    trouble,
  );
}

/**
 * @param {Rows | Promise<Rows>} rows
 * @returns {string | Promise<string>}
 */
const copied = (rows) => (rows instanceof Promise ? rows.then(tabSeparated) : tabSeparated(rows));
