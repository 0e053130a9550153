/**
 * Random numbers that stay: from the seed of the expression, the ids of sample and label, and the
 * place in lists of what has no id. The columns compute the same numbers (`rand` in SQL).
 */
import type { Value } from './values';

/** Odd, one for each part of the ids of sample and label; of 29 bits, so that sums fit into 64. */
export const RANDOM_FACTORS = [
  0x1e3779b1, 0x15ebca77, 0x12b2ae3d, 0x17d4eb2f, 0x165667b1, 0x13a2646d
] as const;

/** The finalizer of MurmurHash3 (public domain): every bit of the result depends on every bit. */
export function mixed(number: number): number {
  let h = number >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The last step to random bits: half a finalizer, since the parts of the ids were multiplied before,
 * and every further round would double the text of it in SQL.
 */
export function scattered(sum: number): number {
  const h = Math.imul(sum ^ (sum >>> 16), 0x7feb352d) >>> 0;
  return (h ^ (h >>> 15)) >>> 0;
}

/** What a seed adds to the parts of the ids. */
export const seedTerm = (seed: number): number =>
  mixed(mixed(seed >>> 0) ^ Math.trunc(seed / 2 ** 32));

function idParts(id: unknown): number[] {
  const hex =
    id instanceof Uint8Array && id.length === 12
      ? [0, 4, 8].map(i => new DataView(id.buffer, id.byteOffset).getUint32(i))
      : typeof id === 'string' && /^[0-9a-f]{24}$/.test(id)
        ? [0, 8, 16].map(i => parseInt(id.slice(i, i + 8), 16))
        : [];
  return hex;
}

function idOf(value: Value): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return null;
  }
  const document = value as { id?: unknown; _id?: unknown };
  return document._id ?? document.id;
}

/** 32 random bits of a seed for an element of a sample. */
export function randomBits(seed: number, sample: Value, current: Value, place: number): number {
  let sum = seedTerm(seed);
  idParts(idOf(sample)).forEach((part, i) => {
    sum += Math.imul(part, RANDOM_FACTORS[i] as number) >>> 0;
  });
  if (current !== sample) {
    const own = idParts(idOf(current));
    own.forEach((part, i) => {
      sum += Math.imul(part, RANDOM_FACTORS[i + 3] as number) >>> 0;
    });
    sum += own.length === 0 ? mixed(place + 1) : 0;
  }
  return scattered(sum % 2 ** 32);
}

/** Uniform in [0, 1). */
export const uniform = (bits: number): number => bits / 2 ** 32;

/** Normal, with mean 0 and deviation 1: the Box-Muller transform of two uniform numbers. */
export function normal(bits: number): number {
  const second = mixed((bits + 0x9e3779b9) % 2 ** 32);
  return (
    Math.sqrt(-2 * Math.log((bits + 1) / (2 ** 32 + 1))) * Math.cos(2 * Math.PI * uniform(second))
  );
}
