import assert from "node:assert/strict";
import { test } from "node:test";

import { link, read, wordOptions } from "../../chalicelib/api/static/ui/router.js";

/**
 * Where the reader is, by what stands behind # in the address.
 * @param {string} hash
 */
function at(hash) {
  Object.assign(globalThis, { location: { hash } });
  return read();
}

test("a link says which view, of what, and what was chosen", () => {
  assert.equal(link("start"), "#");
  assert.equal(link("everyone"), "#everyone");
  assert.equal(
    link("compare", "a,b", { stop: "include", q: "", without: "tide,moon" }),
    "#compare=a,b&stop=include&without=tide,moon",
  );
  assert.equal(link("history", "https://a.example/?b=c&d#e"), "#history=https://a.example/%3Fb%3Dc%26d%23e");
});

test("what a link says is read back, whatever is in it", () => {
  const url = "https://例え.jp/?a=1&b=%20+2#c";
  const where = at(link("history", url, { words: "潮,&=+" }));
  assert.deepEqual([where.view, where.value, where.get("words")], ["history", url, "潮,&=+"]);
  assert.deepEqual([where.get("unit", "share"), where.has("unit")], ["share", false]);
});

test("an address that names no view, or a view of nothing, is the start", () => {
  for (const hash of ["", "#", "#job=", "#nonsense=1", "#toString=1", "#start=1"]) {
    assert.equal(at(hash).view, "start", hash);
  }
  assert.equal(at("#everyone").view, "everyone");
  assert.equal(at("#compare").view, "compare");
});

test("what was chosen of words goes along to other views of them, and nothing else", () => {
  at("#job=1&stop=include&keep=not&sort=word&q=x");
  assert.deepEqual(wordOptions(), { stop: "include", without: "", keep: "not", families: "" });
});
