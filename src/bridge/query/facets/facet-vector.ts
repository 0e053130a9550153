/**
 * A facet's values as small numbers, one per row: the row is a sample (its row id), a label, or an
 * element of a list. Counting a facet under any filter is then one pass over bytes in memory.
 */
import type { IFacetValue } from '../../../protocol';
import type { Passing } from './label-rows';

/** No value. */
export const NO_CODE = 0xffffffff;

export type FacetValue = NonNullable<IFacetValue['value']>;

interface IRowsOfSamples {
  /** Rows of sample `rid` are `start[rid] … start[rid + 1]`; null: the row is the row id itself. */
  start: Uint32Array | null;
  /** Code per row, `size` where there is no value; `size + 1` where there is no row. */
  codes: Uint8Array | Uint16Array | Uint32Array;
  /** Number of codes. */
  size: number;
  /** Rows of the whole dataset per code; the last counts those without a value. */
  totals: Uint32Array;
}

export type FacetVector = IRowsOfSamples &
  (
    | { kind: 'values'; valueOf(code: number): FacetValue }
    | {
        kind: 'range';
        type: 'int' | 'float' | 'datetime' | 'date';
        bounds: [number, number];
        edges: number[];
      }
  );

/** Codes in the smallest array that holds them; `NO_CODE` becomes `size`. */
export function packCodes(codes: ArrayLike<number>, size: number): IRowsOfSamples['codes'] {
  const make = size + 1 < 0xff ? Uint8Array : size + 1 < 0xffff ? Uint16Array : Uint32Array;
  const packed = new make(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    packed[i] = code === NO_CODE ? size : code;
  }
  return packed;
}

/** How many rows of the samples `rids` have each code; the last element counts those without. */
export function countCodes(
  vector: IRowsOfSamples,
  rids: Uint32Array,
  passing: Passing
): Uint32Array {
  const { start, codes, size } = vector;
  // One more, for row ids that have no row.
  const counts = new Uint32Array(size + 2);
  if (!start) {
    for (const rid of rids) {
      const code = rid < codes.length ? (codes[rid] as number) : size;
      counts[code] = (counts[code] as number) + 1;
    }
  } else {
    for (const rid of rids) {
      if (rid + 1 < start.length) {
        const to = start[rid + 1] as number;
        for (let row = start[rid] as number; row < to; row++) {
          if (!passing || passing[row] === 1) {
            const code = codes[row] as number;
            counts[code] = (counts[code] as number) + 1;
          }
        }
      }
    }
  }
  return counts.subarray(0, size + 1);
}

export const vectorBytes = (vector: FacetVector | null): number =>
  vector ? vector.codes.byteLength + vector.totals.byteLength : 0;
