// Asking how something stands, ever more seldom.

const FIRST_PAUSE = 300; // milliseconds
const LONGEST_PAUSE = 8000;
const GROWTH = 1.5;

/**
 * Pause and look, until a look says that it was the last one or `signal` ends it.
 * @param {() => Promise<boolean>} look whether nothing is to be expected any more
 * @param {AbortSignal} signal
 * @param {{first?: number, longest?: number}} [pauses] in milliseconds
 */
export async function poll(look, signal, { first = FIRST_PAUSE, longest = LONGEST_PAUSE } = {}) {
  for (let pause = first; ; pause = Math.min(pause * GROWTH, longest)) {
    await rest(pause, signal);
    if (await look()) return;
  }
}

/**
 * A pause, cut short when the reader comes back to the page.
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function rest(milliseconds, signal) {
  return new Promise((done, stop) => {
    const timer = setTimeout(end, milliseconds);
    document.addEventListener("visibilitychange", end);
    signal.addEventListener("abort", end);
    function end() {
      if (document.hidden && !signal.aborted) return;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", end);
      signal.removeEventListener("abort", end);
      if (signal.aborted) stop(signal.reason);
      else done();
    }
  });
}
