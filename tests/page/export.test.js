import assert from "node:assert/strict";
import { test } from "node:test";

import { csv, fileName, tabSeparated } from "../../chalicelib/api/static/tables/rows.js";

test("rows are CSV without formulas", () => {
  assert.equal(
    csv([
      ["word", "count"],
      ['a"b', 2],
      ["=1+1", -3],
    ]),
    '\ufeffword,count\r\n"a""b",2\r\n\'=1+1,-3\r\n',
  );
  assert.equal(
    tabSeparated([
      ["a\tb", 1],
      ["@x", null],
    ]),
    "a b\t1\n'@x\t",
  );
});

test("a file is called by its page, its time and what it holds", () => {
  const time = "2026-11-26T08:12:30.000Z";
  assert.equal(fileName("https://example.com/", time, "words"), "example.com-2026-11-26-081230-words");
  assert.equal(
    fileName("https://a.example/b/c?d=1#e", null, "words", false, "filtered"),
    "a.example-b-c-d-1-words-filtered",
  );
  assert.equal(fileName("https://a.example/%E6%B0%B4/../..", null), "a.example-水");
  assert.equal(fileName(null, time), "text-2026-11-26-081230");
  assert.ok(fileName(`https://a.example/${"b/".repeat(200)}`, null, "words").length < 80);
});
