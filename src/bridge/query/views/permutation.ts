/**
 * Random order that is the same everywhere: the rank of a sample is a hash of its row id and the
 * seed (the 32-bit finalizer of MurmurHash3 applied to the row id xored with the mixed seed; equal
 * hashes by row id). So adding samples does not reorder those that were there.
 */
function mix(hash: number): number {
  let h = hash >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The rank of a row under a seed, 0 … 2^32 - 1. Any integer is a seed. */
export function rankOf(rid: number, seed: number): number {
  const high = Math.floor(seed / 2 ** 32) | 0;
  return mix(rid ^ mix((seed | 0) ^ mix(high ^ 0x9e3779b9)));
}

/** The rows in the random order of the seed. */
export function shuffled(rids: Uint32Array, seed: number): Uint32Array {
  // Rank and row id as one 64-bit number: sorting numbers is far faster than comparing by function.
  const keys = BigUint64Array.from(
    rids,
    rid => (BigInt(rankOf(rid, seed)) << 32n) | BigInt(rid)
  ).sort();
  const halves = new Uint32Array(keys.buffer);
  const low = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 0 : 1;
  return Uint32Array.from(rids, (_, i) => halves[2 * i + low] as number);
}
