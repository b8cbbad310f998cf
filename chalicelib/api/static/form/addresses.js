// Whether what someone typed or pasted is meant as the address of a page, or is a text.

/**
 * Whether a line is meant as an address: one with a scheme, or without blanks and with what only addresses have.
 * @param {string} line
 */
export function isAddress(line) {
  const text = line.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return true;
  return !/\s/.test(text) && /[./]|^[!-~]+$/.test(text);
}
