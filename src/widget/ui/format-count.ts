/** Exact numbers for people: thin separators, and nouns in the right number. */

const THIN = '\u202f';

/** `10 000` with a thin space that does not break. */
export function formatCount(count: number): string {
  const text = String(Math.abs(Math.trunc(count)));
  const grouped = text.replace(/\B(?=(\d{3})+$)/g, THIN);
  return count < 0 ? `\u2212${grouped}` : grouped;
}

/** `1 sample`, `363 samples`. */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
