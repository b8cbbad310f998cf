// Which words are typical of one of several texts: log-likelihood, which says how sure a difference is, and
// the log ratio, which says how large it is.

/**
 * How surprising the counts of a word would be if all texts used it alike: 2 · Σ count · ln(count ÷ expected), with
 * what is expected in proportion to the texts' lengths (Dunning 1993, in the form of Rayson and Garside 2000).
 * @param {number[]} counts of the word, in each text
 * @param {number[]} totals of all words of each text
 */
export function logLikelihood(counts, totals) {
  const all = sum(counts);
  const words = sum(totals);
  if (!all || !words) return 0;
  const parts = counts.map((count, index) =>
    count ? count * Math.log((count * words) / (all * totals[index])) : 0,
  );
  return Math.max(0, 2 * sum(parts));
}

// Of the chi-squared distribution: with these degrees of freedom, what is exceeded by chance less often than `LEVELS`.
const LEVELS = [0.05, 0.01, 0.001, 0.0001];
const CRITICAL = [
  [3.841, 6.635, 10.828, 15.137],
  [5.991, 9.21, 13.816, 18.421],
  [7.815, 11.345, 16.266, 21.108],
  [9.488, 13.277, 18.467, 23.513],
  [11.07, 15.086, 20.515, 25.745],
];

/**
 * How seldom chance alone makes a log-likelihood so great: 0.05, 0.01, 0.001, 0.0001, or 1 where it does so more often.
 * @param {number} likelihood
 * @param {number} texts how many were compared, 2 to 6
 */
export function significance(likelihood, texts) {
  const passed = CRITICAL[texts - 2].filter((critical) => likelihood >= critical).length;
  return passed ? LEVELS[passed - 1] : 1;
}

/**
 * How often one text uses a word for each time that another does, as a power of two: +1 is twice as often, −1 half as
 * often (Hardie 2014). A count of 0 is taken as 0.5, as nothing can be divided by it.
 * @param {number} count
 * @param {number} total of all words of the one text
 * @param {number} otherCount
 * @param {number} otherTotal
 */
export function logRatio(count, total, otherCount, otherTotal) {
  if (!total || !otherTotal || !(count + otherCount)) return 0;
  return Math.log2((count || 0.5) / total / ((otherCount || 0.5) / otherTotal));
}

/**
 * Which of several texts a word is most typical of, and its log ratio there against all others together.
 * @param {number[]} counts
 * @param {number[]} totals
 * @returns {{of: number, ratio: number}} `of` is the text's index
 */
export function mostTypical(counts, totals) {
  const shares = counts.map((count, index) => (totals[index] ? count / totals[index] : 0));
  const of = shares.indexOf(Math.max(...shares));
  const [all, words] = [sum(counts), sum(totals)];
  return { of, ratio: logRatio(counts[of], totals[of], all - counts[of], words - totals[of]) };
}

/** @param {number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);
