/** Facet vectors from raw values. */
import type { FieldType } from '../../../protocol';
import { NO_CODE, packCodes, type FacetValue, type FacetVector } from './facet-vector';
import { binEdges, binsOf } from './histogram-bins';

/** Values per row before they become codes. */
export type RawValues =
  /** By row id; holes are samples that do not exist. */
  | { texts: (string | null)[] }
  /** `NO_CODE` or NaN where there is no value. */
  | { codes: Uint32Array | Float64Array; valueOf(code: number): FacetValue; size: number }
  | { numbers: Float64Array; fieldType: FieldType };

/** `many`: texts with too many different values to keep. */
export type FacetData = FacetVector | 'empty' | 'many';

/** Rows per code; the last element counts those without one. */
function totalsOf(codes: ArrayLike<number>, size: number, there: Uint8Array | null): Uint32Array {
  const totals = new Uint32Array(size + 1);
  for (let row = 0; row < codes.length; row++) {
    if (!there || there[row] === 1) {
      const code = codes[row] as number;
      totals[code] = (totals[code] as number) + 1;
    }
  }
  return totals;
}

/** Texts as numbers in the order in which they first occur. */
function codeTexts(texts: (string | null)[]): {
  codes: Uint32Array;
  known: string[];
  there: Uint8Array;
} {
  const numbers = new Map<string, number>();
  const codes = new Uint32Array(texts.length).fill(NO_CODE);
  const there = new Uint8Array(texts.length);
  const known: string[] = [];
  texts.forEach((text, row) => {
    there[row] = 1;
    if (text !== null) {
      let code = numbers.get(text);
      if (code === undefined) {
        code = known.push(text) - 1;
        numbers.set(text, code);
      }
      codes[row] = code;
    }
  });
  return { codes, known, there };
}

/**
 * The vector of raw values with `bins` bins if they are numbers. `start`: see FacetVector; `there`:
 * rows that exist, where rows are row ids.
 */
export function vectorOf(
  start: Uint32Array | null,
  raw: RawValues,
  bins: number,
  there: Uint8Array | null = null
): FacetData {
  if ('numbers' in raw) {
    return rangeVector(start, raw.numbers, raw.fieldType, bins, there);
  }
  if ('texts' in raw) {
    const { codes, known, there: exist } = codeTexts(raw.texts);
    const valueOf = (code: number): FacetValue => known[code] as string;
    return valuesVector(start, codes, known.length, valueOf, exist);
  }
  // Truth is read as doubles: null is NaN.
  const codes = new Uint32Array(raw.codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = raw.codes[row] as number;
    codes[row] = Number.isNaN(code) ? NO_CODE : code;
  }
  return valuesVector(start, codes, raw.size, raw.valueOf, there);
}

function valuesVector(
  start: Uint32Array | null,
  codes: Uint32Array,
  size: number,
  valueOf: (code: number) => FacetValue,
  there: Uint8Array | null
): FacetData {
  const packed = packCodes(codes, size);
  const totals = totalsOf(packed, size, there);
  const some = totals.subarray(0, size).some(count => count > 0);
  return some ? { kind: 'values', start, codes: packed, size, totals, valueOf } : 'empty';
}

function rangeVector(
  start: Uint32Array | null,
  numbers: Float64Array,
  fieldType: FieldType,
  bins: number,
  there: Uint8Array | null
): FacetData {
  let min = Infinity;
  let max = -Infinity;
  for (const value of numbers) {
    if (Number.isFinite(value)) {
      min = value < min ? value : min;
      max = value > max ? value : max;
    }
  }
  if (min > max) {
    return 'empty';
  }
  const type = fieldType as 'int' | 'float' | 'datetime' | 'date';
  const edges = binEdges(min, max, bins, type === 'int');
  const size = edges.length - 1;
  const codes = packCodes(binsOf(numbers, edges, NO_CODE), size);
  const totals = totalsOf(codes, size, there);
  return { kind: 'range', start, codes, size, totals, type, bounds: [min, max], edges };
}
