import assert from "node:assert/strict";
import { test } from "node:test";

import { compared } from "../../chalicelib/api/static/words/comparison.js";
import {
  logLikelihood,
  logRatio,
  mostTypical,
  significance,
} from "../../chalicelib/api/static/words/keyness.js";

/** By hand: E = 12000 / 30000 = 0.4 a word; 2 · (10 ln(10/4) + 0) for counts of 10 and 0 in 10000 and 15000. */
test("log-likelihood is that of Rayson and Garside", () => {
  assert.equal(logLikelihood([10, 0], [10_000, 15_000]).toFixed(4), (20 * Math.log(2.5)).toFixed(4));
  assert.equal(logLikelihood([40, 60], [10_000, 15_000]), 0);
  assert.equal(logLikelihood([0, 0], [10, 10]), 0);
  assert.equal(logLikelihood([1, 1], [0, 0]), 0);
});

test("a word that is used often outranks one that is used twice in a short text", () => {
  const often = logLikelihood([40, 0], [4382, 192]);
  const twice = logLikelihood([0, 2], [4382, 192]);
  const same = logLikelihood([40, 0], [4382, 4382]);
  assert.ok(same > twice, "a raw difference of shares says the contrary");
  assert.ok(often < same, "a short text is little evidence of what it lacks");
});

test("significance grows with the likelihood and falls with the number of texts", () => {
  assert.equal(significance(3.8, 2), 1);
  assert.equal(significance(3.9, 2), 0.05);
  assert.equal(significance(15.2, 2), 0.0001);
  assert.equal(significance(15.2, 6), 0.01);
});

test("the log ratio is a power of two, and nothing is taken as a half", () => {
  assert.equal(logRatio(8, 1000, 1, 1000), 3);
  assert.equal(logRatio(1, 1000, 2, 1000), -1);
  assert.equal(logRatio(1, 1000, 0, 1000), 1);
  assert.equal(logRatio(0, 1000, 0, 1000), 0);
  assert.deepEqual(mostTypical([1, 8, 1], [1000, 1000, 1000]), { of: 1, ratio: 3 });
});

/**
 * @param {{[word: string]: number}} counts
 */
const rows = (counts) =>
  Object.entries(counts).map(([word, count]) => ({ word, text: word, search: word, count }));

test("a count is a count, also of what is a stop word of another text", () => {
  const english = { all: rows({ the: 308, tide: 40 }), usual: rows({ tide: 40 }), total: 4000 };
  const german = { all: rows({ the: 1, Hafen: 9 }), usual: rows({ the: 1, Hafen: 9 }), total: 900 };
  const [first, ...others] = compared([english, german]);
  const the = [first, ...others].find((row) => row.word === "the");
  assert.deepEqual(the?.counts, [308, 1]);
  assert.equal(the?.stop, true);
  assert.deepEqual(
    others.find((row) => row.word === "tide")?.shares.map((share) => share.toFixed(3)),
    ["0.010", "0.000"],
  );
});
