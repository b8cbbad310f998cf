// Doing something for many things, a few of them at the same time.

/**
 * Call `work` with every item, `most` at the same time; ends at the first error.
 * @template Item
 * @param {Iterable<Item>} items
 * @param {number} most
 * @param {(item: Item) => Promise<void>} work
 */
export async function eachOf(items, most, work) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
