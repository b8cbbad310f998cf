// The text of a file: UTF-8 or UTF-16 by its mark, else the Western encoding that old files have.

const CONTROLS = /(?![\t\n\r])\p{Cc}/u; // what the service refuses

/**
 * A file's text, or null if it is no text.
 * @param {Blob} file
 */
export async function readText(file) {
  const text = decoded(new Uint8Array(await file.arrayBuffer())).replace(/\r\n?|\f/g, "\n");
  return CONTROLS.test(text) ? null : text;
}

/** @param {Uint8Array} bytes */
function decoded(bytes) {
  const marked = { 0xfffe: "utf-16le", 0xfeff: "utf-16be" }[(bytes[0] << 8) | bytes[1]];
  if (marked) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
