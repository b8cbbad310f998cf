// Each failure in words for a reader: what is the matter, and what to try. The service's own detail of
// the one case is shown beside them.

const CHECK_ADDRESS = "Check the address for a typing error.";
const OPEN_IT = "Open the page in a browser: if it does not open there either, the site is at fault.";
const LATER = "Try again in a few minutes.";

/** @type {{[slug: string]: [title: string, advice: string[]]}} */
const WORDS = {
  // --- the page, now and later ---
  "invalid-url": [
    "This is not the address of a web page",
    [CHECK_ADDRESS, "It has to begin with http:// or https://, or with the name of a site."],
  ],
  "host-not-found": [
    "There is no site of this name",
    [CHECK_ADDRESS, "If the site is new, its name may not be known everywhere yet: try again in an hour."],
  ],
  "address-refused": [
    "This address is not on the public Internet",
    ["Only pages that anyone can open can be counted: no local networks, and ports 80 and 443 only."],
  ],
  "connection-failed": [
    "The site takes no connections",
    [OPEN_IT, "Try http:// in place of https://, or the other way round."],
  ],
  "tls-failure": [
    "The site’s certificate cannot be trusted",
    [OPEN_IT, "Try the name with or without www. in front: certificates are made out to exact names."],
  ],
  "timed-out": ["The page took too long to arrive", [LATER, "Try a smaller page of the same site."]],
  "too-large": [
    "The page is too large",
    ["Try a part of it: a single chapter or article in place of the whole."],
  ],
  "not-text": [
    "This address leads to something that is no page of text",
    [
      "Pictures, videos, archives, office documents and scanned PDFs cannot be counted.",
      "Try the page that links to it.",
    ],
  ],
  "client-error-status": [
    "The site does not give out this page",
    [CHECK_ADDRESS, "A page behind a login, or only for certain countries or browsers, cannot be counted."],
  ],
  "server-error-status": ["The site failed to make this page", [OPEN_IT, LATER]],
  "no-page": ["The site answers, but not with a page", [CHECK_ADDRESS, OPEN_IT]],
  "too-many-redirects": [
    "The page sends its visitors round in circles",
    [
      "Try the address that a browser shows once the page is open there.",
      "Sites that want cookies first often do this to programs.",
    ],
  ],
  "bad-redirect": [
    "The page leads on to something that is no web page",
    ["Try the address that a browser shows once the page is open there."],
  ],
  "broken-answer": ["The site’s answer broke off or cannot be read", [LATER, OPEN_IT]],
  "robots-forbidden": [
    "The site asks programs not to read this page",
    ["Its robots.txt says so, and this service keeps to it.", "Try another page of the site."],
  ],
  uncountable: ["The page is too intricate to be counted", ["Try a smaller page, or a print version of it."]],
  "permanent-failure": ["The page cannot be counted", [CHECK_ADDRESS, OPEN_IT]],
  // --- the page, after several attempts ---
  "no-room": ["The service has no room for this page at the moment", [LATER, "Try a smaller page."]],
  "site-busy": [
    "The site is too busy to give out this page",
    ["It was asked several times. Try again in an hour."],
  ],
  "turn-missed": [
    "Too many pages of this site were asked for",
    ["Other pages of the same site came first, for half a day.", "Try again in an hour."],
  ],
  "connection-lost": ["The connection to the site kept breaking off", [LATER, OPEN_IT]],
  "name-server-unavailable": ["The site’s name could not be looked up", [CHECK_ADDRESS, LATER]],
  "transient-failure": ["The site does not give out this page at the moment", [LATER]],
  // --- the request ---
  "invalid-input": ["Something in this request is not right", [CHECK_ADDRESS]],
  "not-found": [
    "There is no such result",
    [
      "Look for a missing or mistyped character in the link.",
      "A job that found no result within two weeks is gone: count the page again.",
    ],
  ],
  "no-result": ["This job has no words to show", ["Count the page again."]],
  "text-not-kept": ["The text of this page was not kept, so there are no contexts to show", []],
  erased: ["This result was erased", ["Count the page again."]],
  "wrong-erase-key": ["This browser does not have the key that erases the job", []],
  "idempotency-key-reused": ["Something else was sent at the same time", ["Send it again."]],
  "listing-disabled": [
    "This service lists nobody’s pages",
    [
      "An address can hold a secret, so whoever runs the service has to switch the list on.",
      "Your own recent pages are on the start page.",
    ],
  ],
  "body-too-large": ["That is too much at once", ["Send fewer addresses, up to 100 at a time."]],
  // --- the service ---
  unreachable: [
    "The service cannot be reached",
    ["Check your connection to the Internet.", "Then try again."],
  ],
  "too-many-requests": ["The service is being asked too much", ["Wait a minute, then try again."]],
  "database-unavailable": [
    "The results cannot be read at the moment",
    ["Nothing is lost: jobs wait and are counted later.", LATER],
  ],
  unavailable: ["The service does not work at the moment", [LATER]],
  "queue-unavailable": ["No pages can be sent at the moment", [LATER]],
};

/** @type {{[status: number]: string}} */
const BY_STATUS = {
  404: "not-found",
  413: "body-too-large",
  429: "too-many-requests",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};
/** @type {[string, string[]]} */
const OUR_FAULT = [
  "The service made an error",
  ["Try again. If it happens again, tell whoever runs this service when it happened."],
];

/**
 * A problem in words; `advice` is what there is to try.
 * @param {import("./http.js").Told & {slug?: string}} problem
 * @returns {{title: string, detail: string, advice: string[]}}
 */
export function inWords(problem) {
  const { type = "", status = 0, title = OUR_FAULT[0], detail: said = "" } = problem;
  const slug = problem.slug ?? type.split("/").pop() ?? "";
  const detail = said === title ? "" : said;
  const known = WORDS[slug] ?? WORDS[BY_STATUS[status]];
  if (known) return { title: known[0], advice: known[1], detail };
  if (status >= 500 || !status) return { title: OUR_FAULT[0], advice: OUR_FAULT[1], detail };
  return { title, advice: [], detail };
}
