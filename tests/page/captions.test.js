import assert from "node:assert/strict";
import { test } from "node:test";

import { fileParts, forms, listedOf, shownOf } from "../../chalicelib/api/static/words/captions.js";

/** @type {import("../../chalicelib/api/static/service/words.js").Choice} */
const CHOICE = { stop: false, without: [], keep: [], families: false, text: "page" };

test("a table says how many words it shows, and why these are not all", () => {
  const all = { different: 3, shown: 3, stop_words: 0, without: 0 };
  assert.equal(shownOf(3, all), "3 words");
  const without = { different: 1200, shown: 1198, stop_words: 1, without: 1 };
  assert.equal(
    shownOf(1198, without),
    "1,200 different words, 1,198 shown: 1 is a stop word, 1 word left out",
  );
  assert.equal(shownOf(2, all), "3 different words, 3 shown as 2 lines");
  assert.equal(shownOf(3, all, { reasons: [false, "2 are rare"] }), "3 different words, 3 shown: 2 are rare");
});

test("files say which words they hold, in the API's names", () => {
  assert.deepEqual(listedOf({ ...CHOICE, stop: true, keep: ["not"] }), {
    stop_words: "include",
    families: "off",
    without: [],
    keep: ["not"],
    text: "page",
  });
  assert.deepEqual(fileParts(CHOICE).filter(Boolean), []);
  assert.deepEqual(
    fileParts({ ...CHOICE, text: "main", stop: true, families: true, without: ["a"] }, "typical"),
    ["main-text", "typical", "with-stop-words", "families", "own-stop-words"],
  );
});

test("a family says its forms, a word by itself nothing", () => {
  const members = [
    { word: "packages", spelling: "packages", count: 3 },
    { word: "package", spelling: "Package", count: 2 },
  ];
  assert.equal(forms(members), "packages 3, Package 2");
  assert.equal(forms(members.slice(1)), "");
  assert.equal(forms(), "");
});
