// Doing something for many things, a few of them at the same time.

/** Call `work` with every item, `most` at the same time; ends at the first error. */
export async function eachOf(items, most, work) {
  const queue = [...items];
  const worker = async () => {
    while (queue.length) await work(queue.shift());
  };
  await Promise.all(Array.from({ length: most }, worker));
}
