/** Row ids in the order of a view. */
export function isAscending(rids: Uint32Array): boolean {
  for (let i = 1; i < rids.length; i++) {
    if ((rids[i] as number) <= (rids[i - 1] as number)) {
      return false;
    }
  }
  return true;
}

/** Those of `ordered` that are in `found`. */
export function inOrderOf(ordered: Uint32Array, found: Uint32Array): Uint32Array {
  if (found.length === ordered.length) {
    return ordered;
  }
  let highest = -1;
  for (const row of ordered) {
    highest = row > highest ? row : highest;
  }
  const isIn = new Uint8Array(highest + 1);
  for (const row of found) {
    isIn[row] = 1;
  }
  const kept = new Uint32Array(found.length);
  let count = 0;
  for (const row of ordered) {
    if (isIn[row] === 1) {
      kept[count++] = row;
    }
  }
  return kept.subarray(0, count);
}
