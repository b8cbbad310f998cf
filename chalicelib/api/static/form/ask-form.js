// The form that takes what is to be counted: one address, several with one a line, or a text.

import { newKey, submit } from "../service/jobs.js";
import { isAddress } from "./addresses.js";
import { button, h, isIdle, part, setIdle } from "../ui/dom.js";
import { inWords } from "../service/failures.js";
import { clipped, number } from "../ui/format.js";
import { Problem } from "../service/http.js";
import { remember } from "../jobs/recent.js";
import { go, link } from "../ui/router.js";
import { announce, showFailure, takeFocus } from "../ui/stage.js";
import { readText } from "./text-file.js";

const MOST = 100; // addresses
const MOST_BYTES = 200_000; // of a text
const SHOWN = 80; // characters of what was typed
const NAMED = 5; // lines that are no addresses
const form = part("ask", HTMLFormElement);
const field = part("urls", HTMLTextAreaElement);
const asked = part("asked", HTMLElement);
const ways = { several: part("several", HTMLButtonElement), text: part("own-text", HTMLButtonElement) };
const about = part("about-text", HTMLElement);
const title = part("text-title", HTMLInputElement);
const file = part("text-file", HTMLInputElement);
const errors = part("errors", HTMLElement);
const sending = part("send", HTMLButtonElement);
const moving = part("sending", HTMLElement);

/** What the field takes. @typedef {"one" | "several" | "text"} Mode */
/** @type {{[mode in Mode]: {label: string, placeholder: string, rows: number}}} */
const MODES = {
  one: { label: "Address of a page", placeholder: "example.com/article", rows: 1 },
  several: { label: "Addresses of pages, one a line", placeholder: "example.com/article", rows: 5 },
  text: { label: "Text to count", placeholder: "Paste a text, or drop a file of it here", rows: 8 },
};

/** @type {Mode} */
let mode = "one";
let leave = () => {};

/**
 * Let the form work; `onfailure` is called before a failure to send takes the view's place.
 * @param {{onfailure: () => void}} how
 */
export function startForm({ onfailure }) {
  leave = onfailure;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (mode === "text") sendText();
    else sendAddresses();
  });
  for (const way of /** @type {("several" | "text")[]} */ (["several", "text"])) {
    ways[way].addEventListener("click", () => {
      setMode(mode === way ? "one" : way);
      field.focus();
    });
  }
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (mode !== "one" && !event.ctrlKey && !event.metaKey)) {
      return;
    }
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener("input", () => {
    if (mode === "one" && field.value.trim().includes("\n")) setMode("several");
    if (!errors.hidden) complain([]);
  });
  file.addEventListener("change", () => void (file.files?.[0] && take(file.files[0])));
  takeDrops();
}

/** Empty the form, and let it take one address again. */
export function resetForm() {
  field.value = title.value = file.value = "";
  setMode("one");
  complain([]);
}

/**
 * Put an address into the form, to be changed.
 * @param {string} url
 */
export function changeAddress(url) {
  resetForm();
  field.value = url;
  field.focus();
}

/**
 * Have pages counted, and go to where their results will be.
 * @param {string[]} urls
 */
export async function send(urls) {
  if (!urls.length) return complain(["Type the address of a page."]);
  if (urls.length > MOST) {
    return complain([`These are ${urls.length} addresses; up to ${MOST} can be sent at once.`]);
  }
  const [url] = urls;
  if (urls.length === 1) return post({ url }, "Sending the page.");
  return post({ urls }, `Sending ${urls.length} pages.`);
}

function sendAddresses() {
  const typed = field.value
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const texts = typed.filter((line) => !isAddress(line));
  if (!texts.length) return send(typed);
  const asText = () => {
    setMode("text");
    return sendText();
  };
  const last = [button("Count it as a text", asText, "small")];
  return complain([...texts.slice(0, NAMED).map(noAddress), last]);
}

function sendText() {
  const text = field.value.replaceAll("\r\n", "\n");
  const bytes = new TextEncoder().encode(text).length;
  if (!text.trim()) return complain(["Type or paste a text."]);
  if (bytes > MOST_BYTES) {
    return complain([`This text has ${number(bytes)} bytes; up to ${number(MOST_BYTES)} can be counted.`]);
  }
  const called = title.value.trim();
  return post(called ? { text, title: called } : { text }, "Sending the text.");
}

/**
 * @param {import("../service/jobs.js").Wanted} wanted
 * @param {string} said
 * @param {string} [key] under which this was sent before, if it was
 * @returns {Promise<void>}
 */
async function post(wanted, said, key = newKey()) {
  if (isIdle(sending)) return; // twice pressed is once meant
  complain([]);
  setSending(true);
  announce(said);
  const here = location.href;
  try {
    const { jobs, collection } = await submit(wanted, key);
    const called = "text" in wanted ? { title: wanted.title ?? null } : {};
    remember(jobs.map((job) => ({ ...job, ...called, collection })));
    if (location.href !== here) return; // the reader went elsewhere meanwhile, and finds it under Recent pages
    resetForm();
    go(collection ? link("collection", collection) : link("job", jobs[0].id));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.slug === "invalid-input") return complain(eachReason(problem, wanted));
    leave();
    takeFocus();
    showFailure(problem, { onretry: () => post(wanted, said, key) });
  } finally {
    setSending(false);
  }
}

/** @param {boolean} on */
function setSending(on) {
  setIdle(sending, on);
  sending.textContent = on ? "Sending …" : "Count";
  moving.hidden = !on;
}

/**
 * @param {string} line
 * @returns {import("../ui/dom.js").Content}
 */
const noAddress = (line) => [
  "This is a text, and not the address of a page: ",
  h("bdi", {}, clipped(line, SHOWN)),
];

/**
 * What is wrong with each address that was refused, or with the text.
 * @param {Problem} problem
 * @param {import("../service/jobs.js").Wanted} wanted
 * @returns {import("../ui/dom.js").Content[]}
 */
function eachReason(problem, wanted) {
  return problem.errors.map(({ pointer = "", detail }) => {
    const place = /^#\/urls\/(\d+)$/.exec(pointer);
    const url = place && "urls" in wanted && wanted.urls[Number(place[1])];
    return url
      ? [h("bdi", {}, clipped(url, SHOWN)), `: ${detail}.`]
      : `${inWords(problem).title}: ${detail}.`;
  });
}

/** @param {Mode} to */
function setMode(to) {
  mode = to;
  const { label, placeholder, rows } = MODES[mode];
  asked.textContent = label;
  Object.assign(field, { placeholder, rows });
  field.classList.toggle("several", mode !== "one");
  field.classList.toggle("text", mode === "text");
  about.hidden = mode !== "text";
  for (const [way, one] of Object.entries(ways)) one.setAttribute("aria-pressed", String(mode === way));
}

/** Take files and texts that are dropped onto the form. */
function takeDrops() {
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const [dropped] = event.dataTransfer?.files ?? [];
    if (dropped) return void take(dropped);
    const text = event.dataTransfer?.getData("text/plain").trim() ?? "";
    if (!text) return;
    setMode(text.split(/\s+/).every(isAddress) ? "several" : "text");
    field.value = text;
    field.focus();
  });
}

/**
 * Put the text of a file into the form.
 * @param {File} chosen
 */
async function take(chosen) {
  setMode("text");
  complain([]);
  const text = chosen.size > MOST_BYTES * 2 ? null : await readText(chosen);
  if (text === null) {
    return complain([`${clipped(chosen.name, SHOWN)} is no file of text, or it is too large.`]);
  }
  field.value = text;
  title.value ||= chosen.name;
  field.focus();
  announce(`The text of ${chosen.name} is in the form.`);
}

/** @param {import("../ui/dom.js").Content[]} sentences */
function complain(sentences) {
  errors.replaceChildren(...sentences.map((sentence) => h("li", {}, sentence)));
  errors.hidden = !sentences.length;
  if (!sentences.length) return field.removeAttribute("aria-invalid");
  field.setAttribute("aria-invalid", "true");
  announce(errors.textContent ?? "");
  field.focus();
}
