import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { Problem } from "../../chalicelib/api/static/service/http.js";
import * as service from "../../chalicelib/api/static/service/words.js";
import { loaded, phraseRows, wordList } from "../../chalicelib/api/static/words/lists.js";

/** @type {import("../../chalicelib/api/static/service/words.js").Choice} */
const CHOICE = { stop: false, without: [], keep: [], families: false, text: "page" };
const TOTALS = { different: 3, shown: 3, stop_words: 0, without: 0 };

afterEach(() => mock.restoreAll());

/**
 * Have the service answer these, one after the other, each but the last with a link to the next.
 * @param {object[]} bodies
 * @returns {URL[]} what it is asked
 */
function answering(...bodies) {
  /** @type {URL[]} */
  const asked = [];
  mock.method(globalThis, "fetch", async (/** @type {URL} */ url) => {
    asked.push(new URL(url));
    const body = bodies[asked.length - 1];
    const headers =
      asked.length < bodies.length ? { Link: `<?cursor=${asked.length}>; rel="next"` } : undefined;
    return new Response(JSON.stringify(body), { headers });
  });
  return asked;
}

/** @param {string[]} texts */
const counted = (...texts) => ({
  words: texts.map((word) => ({ word, count: 1, share: 0.1 })),
  totals: TOTALS,
});

test("a list comes in parts, the first of them soon, and its rows are numbered through", async () => {
  const asked = answering(counted("a", "b"), counted("c"));
  /** @type {number[]} */
  const parts = [];
  const { rows, totals } = await loaded(service.words("1/2", CHOICE), (list) => parts.push(list.rows.length));
  assert.deepEqual(
    rows.map(({ rank, text }) => [rank, text]),
    [
      [1, "a"],
      [2, "b"],
      [3, "c"],
    ],
  );
  assert.deepEqual([parts, totals], [[2, 3], TOTALS]);
  assert.ok(asked[0].pathname.endsWith("/jobs/1%2F2/words"));
  assert.deepEqual(
    asked.map((url) => url.searchParams.get("limit")),
    ["1000", "10000"],
  );
});

test("no more parts are asked for than are wanted", async () => {
  const asked = answering(counted("a", "b"), counted("c"));
  assert.equal((await loaded(service.words("1", CHOICE), undefined, 2)).rows.length, 2);
  assert.equal(asked.length, 1);
});

test("what the reader wants is asked for, and nothing that nobody chose", async () => {
  const asked = answering({ words: [], totals: TOTALS });
  await loaded(service.comparison(["1", "2"], CHOICE));
  assert.equal(asked[0].search, "?ids=1%2C2&stop_words=exclude&limit=1000");
  const all = answering({ contexts: [], count: 0 });
  const choice = /** @type {const} */ ({ ...CHOICE, stop: true, families: true, text: "main" });
  await service.contexts("1", "high & low", "before", choice);
  assert.equal(all[0].search, "?word=high+%26+low&sort=before&families=on&text=main");
});

test("a list that was loaded once is not asked for again, one that failed is", async () => {
  const question = () => wordList("kept", CHOICE);
  mock.method(globalThis, "fetch", async () => new Response('{"status": 410}', { status: 410 }));
  await assert.rejects(question, (problem) => problem instanceof Problem && problem.status === 410);
  const asked = answering(counted("a"));
  assert.equal(await question(), await question());
  assert.equal(asked.length, 1);
});

test("of many lists the oldest are forgotten", async () => {
  const ids = Array.from({ length: 26 }, (_, index) => `page-${index}`);
  mock.method(globalThis, "fetch", async () => new Response(JSON.stringify(counted("a"))));
  for (const id of ids) await wordList(id, CHOICE);
  const asked = answering(counted("a"));
  await wordList(ids[25], CHOICE);
  assert.equal(asked.length, 0);
  await wordList(ids[0], CHOICE);
  assert.equal(asked.length, 1);
});

test("a phrase is found as it is counted and as it is spelled, and its share is of all words", () => {
  const [row] = phraseRows([{ phrase: "new york", spelling: "New York", count: 2 }], 8);
  assert.deepEqual([row.text, row.share, row.isWord], ["New York", 0.25, false]);
  assert.ok(row.search.includes("new york"));
  assert.equal(phraseRows([{ phrase: "a b", count: 2 }], 0)[0].share, 0);
});
