// The form that takes addresses: one, or several with one a line.

import { submit } from "./api.js";
import { h } from "./dom.js";
import { inWords } from "./failures.js";
import { remember } from "./recent.js";
import { go, link } from "./router.js";
import { announce, showFailure, takeFocus } from "./stage.js";

const MOST = 100; // addresses
const form = document.getElementById("ask");
const field = document.getElementById("urls");
const several = document.getElementById("several");
const errors = document.getElementById("errors");
const sending = document.getElementById("send");

let leave = () => {};

/** Let the form work; `onfailure` is called before a failure to send takes the view's place. */
export function startForm({ onfailure }) {
  leave = onfailure;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(addresses());
  });
  several.addEventListener("click", () => {
    setSeveral(several.getAttribute("aria-pressed") !== "true");
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    const alone = several.getAttribute("aria-pressed") !== "true";
    if (event.key !== "Enter" || event.isComposing || !(alone || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener("input", () => {
    if (field.value.trim().includes("\n")) setSeveral(true);
    if (!errors.hidden) complain([]);
  });
}

/** Empty the form, and let it take one address again. */
export function resetForm() {
  field.value = "";
  setSeveral(false);
  complain([]);
}

/** Have pages counted, and go to where their results will be. */
export async function send(urls) {
  if (sending.disabled) return; // twice pressed is once meant
  if (!urls.length) return complain(["Type the address of a page."]);
  if (urls.length > MOST)
    return complain([`These are ${urls.length} addresses; up to ${MOST} can be sent at once.`]);
  complain([]);
  sending.disabled = true;
  const here = location.href;
  announce(urls.length === 1 ? "Sending the page." : `Sending ${urls.length} pages.`);
  try {
    const jobs = await submit(urls);
    remember(jobs);
    if (location.href !== here) return; // the reader went elsewhere meanwhile, and finds it under Recent pages
    go(jobs.length === 1 ? link("job", jobs[0].id) : link("jobs", jobs.map((job) => job.id).join(",")));
  } catch (problem) {
    if (problem.slug === "invalid-input") return complain(eachAddress(problem, urls));
    leave();
    takeFocus();
    showFailure(problem, { onretry: () => send(urls) });
  } finally {
    sending.disabled = false;
  }
}

function addresses() {
  return field.value
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** What is wrong with each address that was refused. */
function eachAddress(problem, urls) {
  const { title } = inWords(problem);
  return problem.errors.map(({ pointer = "", detail }) => {
    const place = /^#\/urls\/(\d+)$/.exec(pointer);
    return place ? [h("bdi", {}, urls[Number(place[1])]), `: ${detail}.`] : `${title}: ${detail}.`;
  });
}

function setSeveral(on) {
  several.setAttribute("aria-pressed", on);
  field.rows = on ? 5 : 1;
  field.classList.toggle("several", on);
}

function complain(sentences) {
  errors.replaceChildren(...sentences.map((sentence) => h("li", {}, sentence)));
  errors.hidden = !sentences.length;
  if (!sentences.length) return field.removeAttribute("aria-invalid");
  field.setAttribute("aria-invalid", "true");
  announce(errors.textContent);
  field.focus();
}
