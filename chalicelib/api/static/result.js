// The head of a result: title, address, language, when it was counted, what can be done, and its figures.

import { send } from "./ask-form.js";
import { button, h, pageLink, stranger } from "./dom.js";
import { copyButton } from "./export.js";
import { duration, language, moment, number, readingTime } from "./format.js";
import { link } from "./router.js";

/** The heading of a result with its links and buttons. */
export function masthead(job) {
  const took = (new Date(job.finished_at) - new Date(job.submitted_at)) / 1000;
  return h(
    "header",
    { class: "masthead" },
    h("p", { class: "address" }, pageLink(job.final_url ?? job.url)),
    h("h1", { tabindex: "-1" }, stranger(job.title || "A page without a title")),
    h(
      "p",
      { class: "quiet-text" },
      h("span", { title: job.language ?? "" }, language(job.language)),
      " · counted ",
      h("time", { datetime: job.finished_at }, moment(job.finished_at)),
      ` in ${took < 10 ? `${Math.max(0.1, took).toFixed(1)} s` : duration(took)}`,
    ),
    h(
      "p",
      { class: "actions" },
      copyButton("Copy link", () => location.href, "Copy the link of this view"),
      h("a", { href: link("compare", job.id), class: "small" }, "Compare"),
      h("a", { href: link("history", job.url), class: "small" }, "History"),
      button("Count again", () => send([job.url]), "small"),
    ),
  );
}

/** The summary figures of a result. */
export function figures(summary) {
  const rows = [
    ["Words", number(summary.words)],
    ["Different words", number(summary.distinct_words)],
    ["Sentences", number(summary.sentences)],
    ["Characters", number(summary.characters)],
    ["Time to read", readingTime(summary.reading_time_seconds)],
    [
      "Lexical diversity",
      summary.lexical_diversity.toFixed(2),
      "Different words for each word: the higher, the more varied",
    ],
  ];
  return h(
    "dl",
    { class: "figures" },
    rows.map(([name, value, hint]) => h("div", { title: hint }, h("dt", {}, name), h("dd", {}, value))),
  );
}

/** The longest words of a result, in a sentence. */
export function longest(summary) {
  const words = (summary.longest_words ?? []).slice(0, 5);
  if (!words.length) return null;
  return h(
    "p",
    { class: "quiet-text longest" },
    "Longest words: ",
    words.map((word, index) => [index > 0 && ", ", stranger(word)]),
    ".",
  );
}
