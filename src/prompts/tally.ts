/** So many answers must come in before counts are shown, and again before they are renewed. */
export const STEP = 5;

/**
 * Whether the counts on the card are due. They change only when at least {@link STEP} answers came in since the last
 * time, so that nobody can tell from a change what one person chose.
 */
export const isDue = (answers: number, shown: number): boolean => answers - shown >= STEP;

/** How often each option was chosen, in the order of the options. */
export function countChoices(choices: readonly number[], options: number): number[] {
  return Array.from({ length: options }, (_, option) => choices.filter((choice) => choice === option).length);
}

const BAR = 20;

/** A bar of text for a count: up to 20 blocks, at least one for a count above zero. */
export function bar(count: number, total: number): string {
  const blocks = total === 0 ? 0 : Math.round((count / total) * BAR);
  return '█'.repeat(count > 0 ? Math.max(1, blocks) : 0) || '·';
}
