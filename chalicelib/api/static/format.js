// Numbers, shares, times and languages as people read them.

const NUMBER = new Intl.NumberFormat("en");
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const AGO = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const UNITS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

export const number = (value) => NUMBER.format(value);

/** "1 word", "2 words". */
export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/** A share from 0 to 1 as a percentage, with digits enough to tell small ones apart. */
export function percent(share) {
  const value = share * 100;
  if (value === 0) return "0 %";
  const digits = Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 ? 2 : 3;
  return `${value.toFixed(digits)} %`;
}

/** A share on an axis: a round percentage, without digits that say nothing. */
export const roundPercent = (share) => `${Number((share * 100).toPrecision(6))} %`;

/** A difference of two shares in percentage points, with its sign. */
export function points(difference) {
  const text = percent(Math.abs(difference)).replace(" %", "");
  if (Number(text) === 0) return "0";
  return `${difference < 0 ? "−" : "+"}${text}`;
}

export const moment = (time) => MOMENT.format(new Date(time));

export const day = (time) => DAY.format(new Date(time));

/** "5 minutes ago"; the day itself once it is longer ago than a week. */
export function ago(time) {
  const seconds = Math.max(0, (Date.now() - new Date(time)) / 1000);
  if (seconds > 7 * 86400) return day(time);
  for (const [unit, length] of UNITS) {
    if (seconds >= length) return AGO.format(-Math.round(seconds / length), unit);
  }
  return "just now";
}

/** A number of seconds: "42 s", "3 min 5 s", "1 h 20 min". */
export function duration(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${whole / 60} min`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

/** A time to read something, in whole minutes. */
export const readingTime = (seconds) =>
  seconds < 60 ? `${seconds} s` : `${number(Math.round(seconds / 60))} min`;

/** A language's name by its code. */
export function language(code) {
  if (!code) return "Language unknown";
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

/** Text as it is compared with what someone types: compatible forms, no case. */
export const folded = (text) => text.normalize("NFKC").toLowerCase();
