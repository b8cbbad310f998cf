// Building the page's elements. Whatever comes from the network only ever becomes a text node or an
// attribute's value: nothing here, or anywhere in the page, parses text as HTML.

/** What an element can hold: nothing of it is HTML. @typedef {Node | string | number | false | null | undefined} Leaf */
/** @typedef {Leaf | readonly Content[]} Content */
/** Attributes by name; `on…` ones are listeners. @typedef {{[name: string]: any}} Attributes */

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "readOnly"]);
const SVG = "http://www.w3.org/2000/svg";

/**
 * An HTML element; `on…` attributes are listeners, null and false ones are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Content} children
 */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * An SVG element.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Content} children
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * @template {Element} Kind
 * @param {Kind} element
 * @param {Attributes} attributes
 * @param {Content} children
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) Object.assign(element, { [name]: value });
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...leaves(children));
  return element;
}

/**
 * @param {Content} content
 * @returns {(Node | string)[]}
 */
function leaves(content) {
  if (Array.isArray(content)) return content.flatMap(leaves);
  if (content === null || content === undefined || content === false) return [];
  return [content instanceof Node ? content : String(content)];
}

/**
 * An element of the page that is there from the start.
 * @template {Element} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 */
export function part(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

/**
 * A stranger's text within our own: its direction does not reach beyond it.
 * @param {string} text
 * @param {string | null} [lang] its language, if it is known
 */
export const stranger = (text, lang = null) => h("bdi", { lang }, text);

/**
 * A link to a counted page, or its address as text if it is not one that browsers should follow.
 * @param {string} url
 */
export function pageLink(url, text = shortened(url)) {
  if (!/^https?:\/\//.test(url)) return stranger(text);
  return h("a", { href: url, rel: "noopener noreferrer nofollow", title: url }, stranger(text));
}

/**
 * An address as people say it: without https:// and a lone slash at the end.
 * @param {string} url
 */
export function shortened(url) {
  return url.replace(/^https:\/\//, "").replace(/^([^/]+)\/$/, "$1");
}

let numbers = 0;

/**
 * An id for an element that another one refers to.
 * @param {string} name
 */
export const newId = (name) => `${name}-${++numbers}`;

/**
 * Radio buttons that look like one control, and what to do with the chosen value.
 * @param {string} legend
 * @param {[value: string, label: string][]} choices
 * @param {string} chosen
 * @param {(value: string) => void} onchoice
 */
export function segments(legend, choices, chosen, onchoice) {
  const name = newId("segments");
  const inputs = choices.map(([value]) =>
    h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onchoice(value) }),
  );
  const labels = choices.map(([, label], index) => h("label", {}, inputs[index], h("span", {}, label)));
  const element = h("fieldset", { class: "segments" }, h("legend", { class: "unseen" }, legend), labels);
  /** @param {string} value */
  const choose = (value) => inputs.forEach((input) => (input.checked = input.value === value));
  return { element, choose };
}

/**
 * A button; `kind` is a class of the style sheet. One that can do nothing just now stays where the keyboard finds it.
 * @param {Content} label
 * @param {(event: MouseEvent) => void} onclick
 * @param {string} [kind]
 * @param {Attributes} [attributes]
 */
export function button(label, onclick, kind = "quiet", attributes = {}) {
  /** @param {MouseEvent} event */
  const press = (event) => isIdle(made) || onclick(event);
  const made = h("button", { type: "button", class: kind, onclick: press, ...attributes }, label);
  return made;
}

/**
 * Let a button do nothing for now, without taking the focus from it as `disabled` would.
 * @param {HTMLElement} element
 * @param {boolean} idle
 */
export function setIdle(element, idle) {
  if (idle) element.setAttribute("aria-disabled", "true");
  else element.removeAttribute("aria-disabled");
}

/** @param {HTMLElement} element */
export const isIdle = (element) => element.getAttribute("aria-disabled") === "true";

/**
 * Take away or hide what may have the focus, and leave the focus at something near.
 * @param {Element} around what may hold the focus
 * @param {() => void} change
 * @param {() => Element | null | undefined} near
 */
export function keepFocus(around, change, near) {
  const had = around.contains(document.activeElement);
  change();
  if (
    !had ||
    (document.activeElement && document.activeElement !== document.body && isShown(document.activeElement))
  ) {
    return;
  }
  const found = near();
  if (found instanceof HTMLElement || found instanceof SVGElement) found.focus();
}

/** @param {Element} element */
const isShown = (element) => element.getClientRects().length > 0;

/**
 * Bring a part of the page to the top, and the keyboard with it.
 * @param {HTMLElement} element
 */
export function leadTo(element) {
  element.scrollIntoView();
  element.focus({ preventScroll: true });
}
