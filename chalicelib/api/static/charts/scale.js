// The marks of a chart's axis.

/**
 * Round values from 0 to at least `most`, about `count` of them, `whole` ones where nothing lies between.
 * @param {number} most
 */
export function ticks(most, count = 4, whole = false) {
  if (!(most > 0)) return [0];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 2.5, 5, 10]
    .map((factor) => factor * power)
    .filter((step) => !whole || Number.isInteger(step));
  const step = steps.find((candidate) => candidate >= rough * 0.999) ?? 1;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
}
