// Numbers, shares, times and languages as people read them.

const NUMBER = new Intl.NumberFormat("en");
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
/** @type {Intl.DateTimeFormatOptions} */
const EXACT = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
};
/** Ever more exactly. */
const MOMENTS = [
  MOMENT,
  new Intl.DateTimeFormat("en-GB", EXACT),
  new Intl.DateTimeFormat("en-GB", { ...EXACT, fractionalSecondDigits: 3 }),
];
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const AGO = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const CHARACTERS = new Intl.Segmenter("en", { granularity: "grapheme" });
/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

/** @param {number} value */
export const number = (value) => NUMBER.format(value);

/**
 * "1 word", "2 words".
 * @param {number} count
 * @param {string} one
 */
export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/**
 * A share from 0 to 1 as a percentage, with as many decimals as every other one, so that a column reads straight.
 * @param {number} share
 */
export function percent(share) {
  if (share === 0) return "0 %";
  if (share < 0.00005) return "< 0.01 %";
  return `${(share * 100).toFixed(2)} %`;
}

/** What an unknown count is of. */
export const RARE = "not among the words that are kept of this page";

/**
 * A format of values that may not be known: a word may be too rare for its count to be kept.
 * @param {(value: number) => string} format
 * @returns {(value: number | null) => string}
 */
export const known = (format) => (value) => (value === null ? "–" : format(value));

/**
 * A share on an axis: a round percentage, without digits that say nothing.
 * @param {number} share
 */
export const roundPercent = (share) => `${Number((share * 100).toPrecision(6))} %`;

/**
 * A number with its sign and as many decimals as every other one.
 * @param {number} value
 */
export function signed(value, decimals = 2) {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return "0";
  return `${value < 0 ? "−" : "+"}${text}`;
}

/**
 * A difference of two shares in percentage points, with its sign.
 * @param {number} difference
 */
export const points = (difference) => signed(difference * 100);

/** @param {string | number} time */
export const moment = (time) => MOMENT.format(new Date(time));

/**
 * Several moments, as exactly as it takes to tell them apart: with seconds where two share a minute.
 * @param {(string | undefined)[]} times
 */
export function moments(times) {
  const different = new Set(times).size;
  const told = MOMENTS.map((format) => times.map((time) => (time ? format.format(new Date(time)) : "")));
  return told.find((all) => new Set(all).size === different) ?? told[told.length - 1];
}

/** @param {string | number} time */
export const day = (time) => DAY.format(new Date(time));

/**
 * "5 minutes ago"; the day itself once it is longer ago than a week.
 * @param {string | number} time
 */
export function ago(time) {
  const seconds = Math.max(0, (Date.now() - new Date(time).getTime()) / 1000);
  if (seconds > 7 * 86400) return day(time);
  for (const [unit, length] of UNITS) {
    if (seconds >= length) return AGO.format(-Math.round(seconds / length), unit);
  }
  return "just now";
}

/**
 * A number of seconds: "42 s", "3 min 5 s", "1 h 20 min".
 * @param {number} seconds
 */
export function duration(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${whole / 60} min`;
  return inHours(Math.round(whole / 60));
}

/**
 * A time to read something, in whole minutes: "42 s", "3 min", "2 h 54 min".
 * @param {number} seconds
 */
export function readingTime(seconds) {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : inHours(minutes);
}

/** @param {number} minutes */
function inHours(minutes) {
  const hours = `${number(Math.floor(minutes / 60))} h`;
  return minutes % 60 ? `${hours} ${minutes % 60} min` : hours;
}

/**
 * A language's name by its code.
 * @param {string | null | undefined} code
 */
export function language(code) {
  if (!code) return "Language unknown";
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/**
 * Text as it is compared with what someone types: compatible forms, no case.
 * @param {string} text
 */
export const folded = (text) => text.normalize("NFKC").toLowerCase();

/**
 * The characters of a text as people see them, up to `most`: no accent or joined emoji is cut apart.
 * @param {string} text
 */
export function characters(text, most = Infinity) {
  const found = [];
  for (const { segment } of CHARACTERS.segment(text.slice(0, most * 20))) {
    if (found.length >= most) break;
    found.push(segment);
  }
  return found;
}

/**
 * A text, or as much of its beginning as people read at a glance.
 * @param {string} text
 * @param {number} most characters
 */
export function clipped(text, most) {
  if (text.length <= most) return text;
  const shown = characters(text, most + 1);
  if (shown.length <= most) return text;
  const kept = shown.slice(0, most).join("");
  const space = kept.lastIndexOf(" ");
  return `${(space > most / 2 ? kept.slice(0, space) : kept).trimEnd()}…`;
}
