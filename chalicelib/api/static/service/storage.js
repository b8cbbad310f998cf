// What this browser keeps for the reader, under the path of this service: in its local storage, or only
// until the tab is closed. Where nothing may be kept (a private window, say), until the page is left.

const PREFIX = `wordcount:${new URL("../", import.meta.url).pathname}`;
/** @type {("sessionStorage" | "localStorage")[]} */
const AREAS = ["sessionStorage", "localStorage"];
/** @type {Map<string, unknown>} */
const unkept = new Map();

/**
 * The value kept under a name, or `otherwise`.
 * @param {string} name
 * @param {any} otherwise
 * @returns {any}
 */
export function load(name, otherwise) {
  for (const area of AREAS) {
    try {
      const found = JSON.parse(globalThis[area].getItem(PREFIX + name) ?? "null");
      if (found !== null) return found;
    } catch {
      // it may not be read, or is not ours
    }
  }
  return unkept.get(name) ?? otherwise;
}

/**
 * Keep a value that JSON can hold.
 * @param {string} name
 * @param {unknown} value
 */
export function save(name, value, { tabOnly = false } = {}) {
  drop(name);
  try {
    globalThis[AREAS[tabOnly ? 0 : 1]].setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    unkept.set(name, value);
  }
}

/**
 * Keep it no longer.
 * @param {string} name
 */
export function drop(name) {
  unkept.delete(name);
  for (const area of AREAS) {
    try {
      globalThis[area].removeItem(PREFIX + name);
    } catch {
      // nothing could be kept there
    }
  }
}
