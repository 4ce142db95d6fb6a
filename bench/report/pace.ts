/**
 * Does all of this work, so many pieces at once.
 *
 * @returns pieces a second.
 */
export async function pace(work: readonly (() => Promise<void>)[], atOnce: number): Promise<number> {
  const left = work.values();
  const start = performance.now();
  const one = async () => {
    for (const piece of left) await piece();
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return (1000 * work.length) / (performance.now() - start);
}

const ordered = (values: readonly number[]) => values.toSorted((a, b) => a - b);

export function median(values: readonly number[]): number {
  const sorted = ordered(values);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return (low + high) / 2;
}

/** Three digits are more than a noisy machine is good for. */
export const rounded = (value: number) => Number(value.toPrecision(3));

export const spread = (values: readonly number[]) => {
  const sorted = ordered(values);
  return {
    median: rounded(median(values)),
    least: rounded(sorted.at(0) ?? 0),
    most: rounded(sorted.at(-1) ?? 0),
  };
};
