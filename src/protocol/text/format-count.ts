/** Exact numbers for people: thin separators, and nouns in the right number. */

const THIN = '\u202f';

/** `10 000`, by default with a thin space that does not break. */
export function formatCount(count: number, separator = THIN): string {
  const text = String(Math.abs(Math.trunc(count)));
  const grouped = text.replace(/\B(?=(\d{3})+$)/g, separator);
  return count < 0 ? `\u2212${grouped}` : grouped;
}

/** `sample` → `samples`, `patch` → `patches`, `trajectory` → `trajectories`. */
export function plural(noun: string): string {
  return noun.endsWith('y')
    ? `${noun.slice(0, -1)}ies`
    : noun.endsWith('ch')
      ? `${noun}es`
      : `${noun}s`;
}

/** `1 sample`, `363 samples`. */
export function countOf(count: number, noun: string, separator = THIN): string {
  return `${formatCount(count, separator)} ${count === 1 ? noun : plural(noun)}`;
}

/** `363 of 10 000 samples`, or `10 000 samples` if that is all. */
export function partOf(count: number, total: number, noun: string, separator = THIN): string {
  const all = countOf(total, noun, separator);
  return count === total ? all : `${formatCount(count, separator)} of ${all}`;
}
