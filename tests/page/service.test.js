import assert from "node:assert/strict";
import { test } from "node:test";

import { eachOf } from "../../chalicelib/api/static/service/at-once.js";
import { inWords } from "../../chalicelib/api/static/service/failures.js";
import { Problem } from "../../chalicelib/api/static/service/http.js";
import { newKey } from "../../chalicelib/api/static/service/jobs.js";

test("many things are done a few at a time, and each once", async () => {
  let under = 0;
  let most = 0;
  /** @type {number[]} */
  const done = [];
  await eachOf([1, 2, 3, 4, 5], 2, async (item) => {
    most = Math.max(most, ++under);
    await new Promise((go) => setImmediate(go));
    under--;
    done.push(item);
  });
  assert.deepEqual([done.sort(), most], [[1, 2, 3, 4, 5], 2]);
  await assert.rejects(
    eachOf([1], 2, async () => Promise.reject(new Error("no"))),
    { message: "no" },
  );
});

test("a problem is said in words, one that nobody knows by its status or its own title", () => {
  assert.equal(inWords({ type: "/problems/host-not-found" }).title, "There is no site of this name");
  assert.equal(inWords({ status: 503 }).title, "The service does not work at the moment");
  assert.equal(inWords({ status: 500, title: "Internal" }).title, "The service made an error");
  const strange = { type: "/problems/of-tomorrow", status: 418, title: "Tea", detail: "Tea" };
  assert.deepEqual(inWords(strange), { title: "Tea", advice: [], detail: "" });
});

test("a problem that may pass is asked about again; one that wants a key is not", () => {
  const of = (/** @type {number} */ status, type = "") => new Problem({ status, type });
  assert.deepEqual(
    [0, 429, 503, 404, 500].map((status) => of(status).passing),
    [true, true, true, false, false],
  );
  assert.deepEqual(
    [of(401), of(403), of(403, "/problems/listing-disabled"), of(404)].map((problem) => problem.wantsKey),
    [true, true, false, false],
  );
});

test("the key of a request is a UUID of version 7 of this moment", () => {
  const before = Date.now();
  const key = newKey();
  assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const time = Number.parseInt(key.replace("-", "").slice(0, 12), 16);
  assert.ok(before <= time && time <= Date.now());
  assert.notEqual(key, newKey());
});
