// Text in drawings: how wide it is, and how much of it there is room for.

import { characters } from "./format.js";

export const FONT = '"Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const MOST = 200; // characters that are measured

/** @type {CanvasRenderingContext2D | null} */
let pencil = null;

/**
 * The width of a text in pixels.
 * @param {string} text
 * @param {number} size in pixels
 */
export function textWidth(text, size, weight = 400) {
  pencil ??= document.createElement("canvas").getContext("2d");
  if (!pencil) return text.length * size * 0.6;
  pencil.font = `${weight} ${size}px ${FONT}`;
  return pencil.measureText(text).width;
}

/**
 * The text, or as much of its beginning as there is room for.
 * @param {string} text
 * @param {number} room in pixels
 * @param {number} size in pixels
 */
export function fitted(text, room, size, weight = 400) {
  if (text.length < MOST && textWidth(text, size, weight) <= room) return lettered(text);
  const kept = characters(text, MOST);
  while (kept.length > 1 && textWidth(`${kept.join("")}…`, size, weight) > room) kept.pop();
  return lettered(`${kept.join("")}…`);
}

/**
 * A label of its own direction: what is cut off a word from right to left is cut off its end.
 * @param {string} text
 */
export const lettered = (text) => (isRightToLeft(text) ? isolated(text) : text);

/**
 * Whether a text has letters of a script that is written from right to left.
 * @param {string} text
 */
export const isRightToLeft = (text) => RIGHT_TO_LEFT.test(text);

/**
 * A stranger's text within a sentence of ours: its direction does not reach beyond it.
 * @param {string} text
 */
export const isolated = (text) => `\u2068${text}\u2069`;
