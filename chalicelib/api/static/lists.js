// The words and phrases of a result, loaded part by part and kept: an ended job never changes.

import { phrases, words } from "./api.js";
import { folded } from "./format.js";

const KEPT = 12; // lists
const lists = new Map();

/**
 * All words of a job's page, as rows `{rank, text, word, count, share, search, isWord}`, the most frequent first.
 * `onpart` is called with what there is as soon as there is something.
 */
export async function wordList(id, stopWords, { signal, onpart = () => {} } = {}) {
  return kept(`${id} ${stopWords}`, async () => {
    const rows = [];
    for await (const part of words(id, stopWords, { signal })) {
      for (const { word, spelling = word, count, share } of part) {
        rows.push({
          rank: rows.length + 1,
          text: spelling,
          word,
          count,
          share,
          search: searched(spelling, word),
          isWord: true,
        });
      }
      onpart(rows);
    }
    return rows;
  });
}

/** The most frequent phrases of `n` words of a job's page, as rows `{rank, text, count, share, search}`. */
export async function phraseList(id, n, stopWords, total, { signal } = {}) {
  return kept(`${id} ${stopWords} ${n}`, async () =>
    (await phrases(id, n, stopWords, { signal })).map(({ phrase, count }, index) => ({
      rank: index + 1,
      text: phrase,
      word: phrase,
      count,
      share: total ? count / total : 0,
      search: folded(phrase),
    })),
  );
}

/** What a filter is looked for in: the word as it is spelled and as it is counted. */
function searched(spelling, word) {
  const text = folded(spelling);
  return text === word ? word : `${text} ${word}`;
}

async function kept(name, load) {
  const found = lists.get(name);
  if (found) return found;
  const rows = await load();
  lists.set(name, rows);
  if (lists.size > KEPT) lists.delete(lists.keys().next().value);
  return rows;
}
