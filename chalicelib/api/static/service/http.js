// Asking the service. Its root is found from where this script was served, so the page works below any
// path; what goes wrong is raised as a Problem.

import { storedKey } from "./key.js";

const ROOT = new URL("../", import.meta.url);
const RETRIED = new Set([429, 502, 503, 504]);
const PAUSES = [400, 1200]; // milliseconds before a question is asked again

/**
 * A problem as the API tells it.
 * @typedef {object} Told
 * @property {string} [type]
 * @property {string} [title]
 * @property {number} [status]
 * @property {string} [detail]
 * @property {{pointer?: string, detail: string}[]} [errors]
 */

/** @typedef {{signal?: AbortSignal, patient?: boolean}} Asking */

/** What went wrong: the problem the API answered (RFC 9457), or one of our own in its form. */
export class Problem extends Error {
  /** @param {Told} told */
  constructor({ type = "", title = "Something went wrong", status = 0, detail = "", errors = [] }) {
    super(detail || title);
    this.slug = type.split("/").pop() ?? "";
    this.title = title;
    this.status = status;
    this.detail = detail;
    this.errors = errors;
  }

  /** Whether the same question may be answered in a moment. */
  get passing() {
    return this.status === 0 || RETRIED.has(this.status);
  }

  /** Whether the service wants to know who asks. */
  get wantsKey() {
    return this.status === 401 || (this.status === 403 && this.slug !== "listing-disabled");
  }
}

/** An answer, and the address of the next part if there is one. @typedef {{body: any, next: URL | null}} Answer */

/**
 * A question that changes nothing, asked again if the answer is that it did not work just now.
 * @param {string | URL} address
 * @param {Asking} [asking]
 * @returns {Promise<Answer>}
 */
export async function ask(address, { signal, patient = true } = {}) {
  const question = () => call(address, { signal });
  return patient ? patiently(question) : question();
}

/**
 * Do what may be done again, again if it did not work just now.
 * @param {() => Promise<Answer>} work
 */
export async function patiently(work) {
  for (const pause of PAUSES) {
    try {
      return await work();
    } catch (problem) {
      if (!(problem instanceof Problem) || !problem.passing) throw problem;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
  return work();
}

/**
 * Ask once.
 * @param {string | URL} address
 * @param {{send?: unknown, method?: string, headers?: {[name: string]: string}, signal?: AbortSignal}} [sending]
 * @returns {Promise<Answer>}
 */
export async function call(
  address,
  { send, method = send ? "POST" : "GET", headers: own = {}, signal } = {},
) {
  /** @type {{[name: string]: string}} */
  const headers = { Accept: "application/json", ...own };
  const key = storedKey();
  if (key) headers["x-api-key"] = key;
  if (send) headers["Content-Type"] = "application/json";
  const body = send ? JSON.stringify(send) : undefined;
  /** @type {RequestInit} */
  const options = { method, headers, body, signal, credentials: "same-origin", redirect: "error" };
  const url = new URL(address, ROOT);
  const { response, answer } = await answered(url, options);
  if (!response.ok) throw new Problem({ detail: answer.message, ...answer, status: response.status });
  return { body: answer, next: following(response, url) };
}

/**
 * @param {URL} url
 * @param {RequestInit} options
 * @returns {Promise<{response: Response, answer: any}>}
 */
async function answered(url, options) {
  /** @type {Response | undefined} */
  let response;
  try {
    response = await fetch(url, options);
    return { response, answer: response.status === 204 ? {} : await response.json() };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    if (!response || response.ok) throw new Problem({ type: "unreachable" }); // or it broke off
    return { response, answer: {} }; // not ours: a gateway's or a proxy's own page
  }
}

/**
 * @param {Response} response
 * @param {URL} url that was asked for
 */
function following(response, url) {
  const found = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(response.headers.get("Link") ?? "");
  return found ? new URL(found[1], url) : null;
}
