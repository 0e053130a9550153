/** The union of two ascending lists of row ids, ascending. */
export function sortedUnion(a: Uint32Array, b: Uint32Array): Uint32Array<ArrayBuffer> {
  const union = new Uint32Array(a.length + b.length);
  let i = 0;
  let j = 0;
  let count = 0;
  while (i < a.length || j < b.length) {
    const x = i < a.length ? (a[i] as number) : Infinity;
    const y = j < b.length ? (b[j] as number) : Infinity;
    union[count++] = Math.min(x, y);
    i += x <= y ? 1 : 0;
    j += y <= x ? 1 : 0;
  }
  return union.slice(0, count);
}
