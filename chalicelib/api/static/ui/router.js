// Where the reader is, kept behind the # of the address: every view has a link, reloads, and is reached
// by back and forward. What stands behind # is never sent to the server, so it is in no log of requests.
//
//   (nothing)                                      the start
//   #job=ID&list=2&stop=include&q=…&sort=…&page=…  one result
//   #collection=ID                                 pages that were sent together
//   #compare=ID,ID                                 results side by side
//   #history=URL&words=…                           one page over time
//   #everyone   #word=WORD                         everyone's pages, where they are listed

const VIEWS = ["job", "collection", "compare", "history", "everyone", "word"];
const LONE = ["everyone", "compare"]; // views that need nothing behind their name
const START = { view: "start", value: "" };

/**
 * Where the reader is, with the options of the view.
 * @typedef {object} Where
 * @property {string} view
 * @property {string} value
 * @property {(name: string, otherwise?: string) => string} get
 * @property {(name: string) => boolean} has
 */

/**
 * The view that the address names.
 * @returns {Where}
 */
export function read() {
  settle();
  const parameters = new URLSearchParams(location.hash.slice(1));
  const view = VIEWS.find((name) => parameters.get(name) || (LONE.includes(name) && parameters.has(name)));
  const where = view ? { view, value: parameters.get(view) ?? "" } : START;
  return {
    ...where,
    get: (name, otherwise = "") => parameters.get(name) ?? otherwise,
    has: (name) => parameters.has(name),
  };
}

/**
 * The link of a view; options that are empty are left out.
 * @param {string} view
 * @param {{[name: string]: string}} options
 */
export function link(view, value = "", options = {}) {
  if (view === "start") return "#";
  const given = Object.entries(options).filter(([, option]) => option !== "" && option !== null);
  // Commas and colons mean nothing special behind a #, and links with them are easier to read.
  const text = new URLSearchParams([[view, value], ...given]).toString();
  return `#${text
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":")
    .replaceAll("%2F", "/")
    .replace(/=(&|$)/, "$1")}`;
}

/**
 * What the reader chose of words, which a link to other views of them takes along.
 * @returns {{[name: string]: string}}
 */
export function wordOptions() {
  const where = read();
  return Object.fromEntries(["stop", "without", "keep", "families"].map((name) => [name, where.get(name)]));
}

/** @type {(scroll?: number) => void} */
let arrive = () => {};
let entry = 0; // of the browser's history, by the number that it was given here
let entries = 0;
/** @type {string | null} */
let noted = null; // what the address is to say in a moment
/** @type {Map<number, number>} */
const scrolled = new Map(); // how far, by entry

/**
 * Call `onarrival` now and whenever the reader comes to another place. It is told how far down the reader
 * was there before: views fill only after the browser itself would scroll back.
 * @param {(scroll?: number) => void} onarrival
 */
export function start(onarrival) {
  arrive = onarrival;
  history.scrollRestoration = "manual";
  entries = Date.now(); // above the numbers that a reload has left in the browser's history
  enter("replaceState", location.search ? location.pathname + location.hash : location.href);
  addEventListener("pagehide", settle);
  addEventListener("popstate", ({ state }) => {
    noted = null; // of the place that was left
    scrolled.set(entry, scrollY);
    if (state?.entry) entry = state.entry;
    else enter("replaceState", location.href); // a link was followed
    arrive(scrolled.get(entry));
  });
  arrive();
}

/**
 * Go to a view.
 * @param {string} hash
 */
export function go(hash) {
  settle();
  scrolled.set(entry, scrollY);
  enter("pushState", hash === "#" ? location.pathname : hash);
  arrive();
}

/**
 * @param {"pushState" | "replaceState"} method
 * @param {string} address
 */
function enter(method, address) {
  entry = ++entries;
  history[method]({ entry }, "", address);
}

/**
 * Note options of the view in its address. A step is one that "back" undoes. What is none, as each letter of a filter,
 * is noted once the screen shows it: browsers take a good part of a frame for that.
 * @param {string} view
 * @param {string} value
 * @param {{[name: string]: string}} options
 */
export function note(view, value, options, { step = false } = {}) {
  const hash = link(view, value, options);
  if (step) {
    settle();
    if (hash !== location.hash) attempt(() => enter("pushState", hash));
  } else {
    if (noted === null) requestAnimationFrame(() => setTimeout(settle));
    noted = hash;
  }
}

/** Have the address say what it is to say. */
function settle() {
  const hash = noted;
  noted = null;
  if (hash !== null && hash !== location.hash) attempt(() => history.replaceState({ entry }, "", hash));
}

/** @param {() => void} change of the browser's history */
function attempt(change) {
  try {
    change();
  } catch {
    // Some browsers refuse when it is too many within seconds; the next one has all of it.
  }
}

/** The address of what is shown. */
export function here() {
  settle();
  return location.href;
}
