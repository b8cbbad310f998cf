import assert from "node:assert/strict";
import { test } from "node:test";

import { readText } from "../../chalicelib/api/static/form/text-file.js";

test("a file's text is read in the encoding that it has", async () => {
  assert.equal(await readText(new Blob(["Straße\r\nund"])), "Straße\nund");
  assert.equal(await readText(new Blob([new Uint8Array([0x53, 0xe9, 0x61])])), "Séa");
  assert.equal(await readText(new Blob([new Uint8Array([0xff, 0xfe, 0x34, 0x6c])])), "水");
  assert.equal(await readText(new Blob(["\ufeffword"])), "word");
});

test("what is no text is told", async () => {
  assert.equal(await readText(new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1])])), null);
  assert.equal(await readText(new Blob(["a\u0000b"])), null);
});
