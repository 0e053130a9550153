/** Histograms as the reference system makes them: bins `[low, high)` and what is in none of them. */

import type { IDate } from '../expressions';

export interface IHistogram {
  counts: number[];
  /** One more than counts; dates if the values are. */
  edges: (number | IDate)[];
  /** Values in no bin, missing ones included. */
  other: number;
}

/** Added to the greatest value, so that it falls into the last bin. */
const BEYOND_NUMBER = 1e-6;
const BEYOND_DATE = 1;

function linspace(from: number, to: number, bins: number): number[] {
  const edges = Array.from({ length: bins + 1 }, (_, i) => from + ((to - from) * i) / bins);
  edges[bins] = to;
  return edges;
}

/**
 * @param values one per row; NaN where there is none: those and infinite ones are `other`
 * @param range null: from the least to the greatest value
 */
export function histogram(
  values: Float64Array,
  bins: number,
  range: readonly [number, number] | null,
  dates: boolean
): IHistogram {
  if (values.length === 0) {
    return { counts: [], edges: [], other: 0 };
  }
  let [low, high] = range ?? [Infinity, -Infinity];
  if (!range) {
    for (const value of values) {
      if (Number.isFinite(value)) {
        low = value < low ? value : low;
        high = value > high ? value : high;
      }
    }
    if (low > high) {
      [low, high] = [-1, -1];
    }
    high += dates ? BEYOND_DATE : BEYOND_NUMBER;
  }
  const edges = linspace(low, high, bins);
  const counts = new Array<number>(bins).fill(0);
  const width = (high - low) / bins;
  let other = 0;
  for (const value of values) {
    if (!(value >= low && value < high)) {
      other += 1;
      continue;
    }
    let bin = Math.min(bins - 1, Math.floor((value - low) / width));
    // Division rounds: the edges decide.
    if (value < (edges[bin] as number)) {
      bin -= 1;
    } else if (bin < bins - 1 && value >= (edges[bin + 1] as number)) {
      bin += 1;
    }
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { counts, edges: dates ? edges.map($date => ({ $date })) : edges, other };
}
