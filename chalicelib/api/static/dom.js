// Building the page's elements. Whatever comes from the network only ever becomes a text node or an
// attribute's value: nothing here, or anywhere in the page, parses text as HTML.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "readOnly"]);
const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; `on…` attributes are listeners, null and false ones are left out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) element[name] = value;
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** A stranger's text within our own: its direction does not reach beyond it. */
export const stranger = (text) => h("bdi", {}, text);

/** A link to a counted page, or its address as text if it is not one that browsers should follow. */
export function pageLink(url, text = shortened(url)) {
  if (!/^https?:\/\//.test(url)) return stranger(text);
  return h("a", { href: url, rel: "noopener noreferrer nofollow", title: url }, stranger(text));
}

/** An address as people say it: without https:// and a lone slash at the end. */
export function shortened(url) {
  return url.replace(/^https:\/\//, "").replace(/^([^/]+)\/$/, "$1");
}

let numbers = 0;

/** An id for an element that another one refers to. */
export const newId = (name) => `${name}-${++numbers}`;

/** Radio buttons that look like one control: `[value, label]` pairs, and what to do with the chosen value. */
export function segments(legend, choices, chosen, onchoice) {
  const name = newId("segments");
  const inputs = choices.map(([value]) =>
    h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onchoice(value) }),
  );
  const labels = choices.map(([, label], index) => h("label", {}, inputs[index], h("span", {}, label)));
  const element = h("fieldset", { class: "segments" }, h("legend", { class: "unseen" }, legend), labels);
  const choose = (value) => inputs.forEach((input) => (input.checked = input.value === value));
  return { element, choose };
}

/** A button; `kind` is a class of the style sheet. */
export function button(label, onclick, kind = "quiet", attributes = {}) {
  return h("button", { type: "button", class: kind, onclick, ...attributes }, label);
}
