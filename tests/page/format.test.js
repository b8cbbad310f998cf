import assert from "node:assert/strict";
import { test } from "node:test";

import { isAddress } from "../../chalicelib/api/static/form/addresses.js";
import * as format from "../../chalicelib/api/static/ui/format.js";
import { lettered } from "../../chalicelib/api/static/ui/letters.js";
import { ticks } from "../../chalicelib/api/static/charts/scale.js";

test("shares have two decimals each", () => {
  const said = [0, 0.000_001, 0.000_91, 0.0039, 0.287, 1].map(format.percent);
  assert.deepEqual(said, ["0 %", "< 0.01 %", "0.09 %", "0.39 %", "28.70 %", "100.00 %"]);
  assert.deepEqual(
    [-0.5, 0.001, 2].map((value) => format.signed(value)),
    ["−0.50", "0", "+2.00"],
  );
});

test("one is singular, and times are said in the units that people use", () => {
  assert.equal(format.plural(1, "word"), "1 word");
  assert.equal(format.plural(1000, "word"), "1,000 words");
  assert.deepEqual([42, 90, 10_440, 7200].map(format.readingTime), ["42 s", "2 min", "2 h 54 min", "2 h"]);
  assert.deepEqual([42, 185, 3600, 4800].map(format.duration), ["42 s", "3 min 5 s", "1 h", "1 h 20 min"]);
});

test("a text is cut between characters as people see them", () => {
  const family = "👨‍👩‍👧";
  assert.equal(format.clipped(family.repeat(5), 3), `${family.repeat(3)}…`);
  assert.equal(format.clipped("e\u0301".repeat(4), 2), `${"e\u0301".repeat(2)}…`);
  assert.equal(format.clipped("the tide comes", 12), "the tide…");
  assert.equal(format.clipped("short", 5), "short");
});

test("moments are told so exactly that no two are alike", () => {
  const [first, soon, sooner, later] = ["30.000", "31.000", "30.007", "59.000"].map(
    (seconds) => `2026-11-26T08:12:${seconds}Z`,
  );
  /** @param {...string} times */
  const told = (...times) => format.moments(times).map((time) => time.replace(/^.*, /, "").slice(2));
  const minute = told(first);
  assert.equal(minute[0].length, 3);
  assert.deepEqual(told(first, first), [...minute, ...minute], "the same moment");
  assert.deepEqual(told(first, soon, later), [`${minute}:30`, `${minute}:31`, `${minute}:59`]);
  assert.deepEqual(told(first, sooner), [`${minute}:30.000`, `${minute}:30.007`]);
  assert.deepEqual(format.moments([undefined]), [""]);
});

test("an address is told from a text", () => {
  const addresses = [
    "example.com",
    "https://example.com/a b",
    "例え.jp",
    "localhost:8000",
    "[::1]/",
    "ftp://x",
    "intranet",
  ];
  const texts = ["The tide comes twice a day.", "潮は一日に二度来る。", "Note: this", "two words"];
  assert.deepEqual(
    addresses.filter((line) => !isAddress(line)),
    [],
  );
  assert.deepEqual(texts.filter(isAddress), []);
});

test("a label from right to left has a direction of its own", () => {
  assert.equal(lettered("water"), "water");
  assert.equal(lettered("بحر…"), "\u2068بحر…\u2069");
});

test("the marks of an axis are round, from nothing to all", () => {
  assert.deepEqual(ticks(10), [0, 2.5, 5, 7.5, 10]);
  assert.deepEqual(ticks(3, 4, true), [0, 1, 2, 3]);
  assert.deepEqual(ticks(0), [0]);
});
