// The page: a URL in, its progress, its top words out. Everything from the network is set as text.

const TOP = 50;
const element = (id) => document.getElementById(id);
let shown = 0; // the number of the newest question; answers to older ones are dropped

element("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  const question = ++shown;
  element("result").hidden = true;
  try {
    const body = JSON.stringify({ url: element("url").value });
    const job = await call("jobs", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const ended = await wait(job, question);
    if (question !== shown) return;
    if (ended.status === "failed") throw new Error(`${ended.problem.title}: ${ended.problem.detail}`);
    await show(ended);
  } catch (error) {
    if (question === shown) element("state").textContent = error.message;
  }
});

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The service cannot be reached. Try again in a moment.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    const details = (body.errors ?? []).map((error) => error.detail).join("; ");
    throw new Error(`${body.title ?? "Something went wrong"}: ${details || body.detail || response.status}`);
  }
  return body;
}

async function wait(job, question) {
  const start = performance.now();
  for (let pause = 250; job.status === "pending" && question === shown; pause = Math.min(pause * 1.5, 5000)) {
    element("state").textContent = `Counting … ${Math.round((performance.now() - start) / 1000)} s`;
    await new Promise((done) => setTimeout(done, pause));
    job = await call(`jobs/${job.id}`);
  }
  return job;
}

async function show(job) {
  element("title").textContent = job.title ?? job.url;
  const { words, distinct_words, sentences } = job.summary;
  const number = new Intl.NumberFormat("en");
  element("summary").textContent =
    `${number.format(words)} words, ${number.format(distinct_words)} of them different, ` +
    `in ${number.format(sentences)} sentences. Language: ${job.language ?? "unknown"}.`;
  element("csv").href = `jobs/${job.id}/words.csv?stop_words=include`;
  element("stop-words").onchange = () => list(job);
  await list(job);
  element("state").textContent = "";
  element("result").hidden = false;
  element("result").focus();
}

async function list(job) {
  const stopWords = element("stop-words").checked ? "include" : "exclude";
  const { words } = await call(`jobs/${job.id}/words?limit=${TOP}&stop_words=${stopWords}`);
  const most = words[0]?.count ?? 1;
  element("words").replaceChildren(...words.map((word) => row(word, most)));
}

function row({ spelling, count, share }, most) {
  const meter = document.createElement("meter");
  Object.assign(meter, { min: 0, max: most, value: count });
  meter.setAttribute("aria-hidden", "true");
  const line = document.createElement("tr");
  for (const cell of [spelling, count, `${(share * 100).toFixed(2)} %`, meter]) {
    const data = document.createElement("td");
    data.append(cell);
    line.append(data);
  }
  return line;
}
