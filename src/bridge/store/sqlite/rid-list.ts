/** Row ids in ascending order, as differences of one to five bytes each. */

/** @throws RangeError if the row ids do not ascend strictly. */
export function encodeRids(rids: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(5 * rids.length);
  let length = 0;
  let previous = 0;
  for (const rid of rids) {
    let difference = rid - previous;
    if (difference <= 0) {
      throw new RangeError('Row ids must ascend.');
    }
    previous = rid;
    while (difference > 0x7f) {
      bytes[length++] = (difference & 0x7f) | 0x80;
      difference >>>= 7;
    }
    bytes[length++] = difference;
  }
  return bytes.slice(0, length);
}

export function decodeRids(bytes: Uint8Array): Uint32Array {
  const rids = new Uint32Array(bytes.length);
  let count = 0;
  let previous = 0;
  let difference = 0;
  let scale = 1;
  for (const byte of bytes) {
    difference += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) {
      previous += difference;
      rids[count++] = previous;
      difference = 0;
      scale = 1;
    }
  }
  return rids.slice(0, count);
}

/** The row ids ascending and each once. */
export function sortedRids(rids: Uint32Array): Uint32Array {
  let ascends = true;
  for (let i = 1; i < rids.length && ascends; i++) {
    ascends = (rids[i - 1] as number) < (rids[i] as number);
  }
  if (ascends) {
    return rids;
  }
  const sorted = rids.slice().sort();
  return sorted.filter((rid, i) => i === 0 || rid !== sorted[i - 1]);
}
