import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { poll } from "../../chalicelib/api/static/service/poll.js";

const page = Object.assign(new EventTarget(), { hidden: false });

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, { document: page });
});
afterEach(() => mock.timers.reset());

/** Let what waits for a promise go on. */
const settled = () => new Promise((done) => setImmediate(done));

test("each pause is half as long again as the one before, up to the longest", async () => {
  /** @type {number[]} */
  const looks = [];
  let now = 0;
  const done = poll(async () => looks.push(now) === 4, new AbortController().signal, {
    first: 100,
    longest: 200,
  });
  for (; looks.length < 4; now++) {
    mock.timers.tick(1);
    await settled();
  }
  await done;
  assert.deepEqual(
    looks.map((look) => look + 1),
    [100, 250, 450, 650],
  );
});

test("a pause is over when the reader comes back, and not when the reader goes", async () => {
  let looks = 0;
  const done = poll(async () => ++looks === 1, new AbortController().signal);
  page.hidden = true;
  page.dispatchEvent(new Event("visibilitychange"));
  await settled();
  assert.equal(looks, 0);
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  await done;
  assert.equal(looks, 1);
});

test("who leaves is asked for no longer", async () => {
  const leaving = new AbortController();
  const done = poll(async () => assert.fail("it looked"), leaving.signal);
  leaving.abort(new Error("left"));
  await assert.rejects(done, { message: "left" });
  mock.timers.tick(10_000);
  await settled();
});
