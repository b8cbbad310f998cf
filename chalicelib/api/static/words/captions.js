// What is said of the words that are shown or saved: how many they are, which, and of what forms.

import { number, plural } from "../ui/format.js";

/** @typedef {import("../service/words.js").Choice} Choice */

/**
 * What files say of the words that they hold, as the API names it.
 * @param {Choice} choice
 */
export const listedOf = ({ stop, families, ...others }) => ({
  ...others,
  stop_words: stop ? "include" : "exclude",
  families: families ? "on" : "off",
});

/**
 * How many words a table shows, and why these are not all that there are.
 * @param {number} count of its lines
 * @param {import("../service/words.js").Totals} totals
 * @param {object} [others]
 * @param {number} [others.different] words that there are, with those that are not among the totals
 * @param {number} [others.shown]
 * @param {(string | false)[]} [others.reasons] beside stop words and words that the reader leaves out
 * @param {[string, string]} [others.noun]
 */
export function shownOf(
  count,
  { different, shown, stop_words: stop, without },
  { different: all = different, shown: loaded = shown, reasons = [], noun = ["word", "words"] } = {},
) {
  const why = [...hidden(stop, without), ...reasons].filter(Boolean);
  if (!why.length && loaded === count) return plural(count, ...noun);
  const lines = loaded > count ? ` as ${plural(count, "line")}` : "";
  return `${plural(all, "different word")}, ${number(loaded)} shown${lines}${why.length ? `: ${why.join(", ")}` : ""}`;
}

/**
 * @param {number} stop
 * @param {number} without
 */
const hidden = (stop, without) => [
  stop > 0 && `${number(stop)} ${stop === 1 ? "is a stop word" : "are stop words"}`,
  without > 0 && `${plural(without, "word")} left out`,
];

/**
 * What a file's name says of the words that are in it.
 * @param {Choice} choice
 * @param {string | false} [list] which words of the text
 */
export const fileParts = ({ text, stop, families, without, keep }, list = false) => [
  text === "main" && "main-text",
  list,
  stop && "with-stop-words",
  families && "families",
  without.length + keep.length > 0 && "own-stop-words",
];

/**
 * The forms that a line stands for, in words: "packages 3, package 2".
 * @param {import("../service/words.js").Form[] | undefined} members
 */
export const forms = (members = []) =>
  members.length > 1 ? members.map(({ spelling, count }) => `${spelling} ${count}`).join(", ") : "";
