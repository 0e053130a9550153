/** Numbers as the App writes them. */

/** `10 000`: thin no-break spaces between thousands, from five digits on. */
export function thousands(value: number, separator = '\u202f'): string {
  const text = String(value);
  return text.length < 5 ? text : text.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}

/** `363 of 10 000 samples`, or `10 000 samples` if that is all. */
export function sampleCounts(count: number, total: number, separator?: string): string {
  const noun = total === 1 ? 'sample' : 'samples';
  const all = `${thousands(total, separator)} ${noun}`;
  return count === total ? all : `${thousands(count, separator)} of ${all}`;
}
