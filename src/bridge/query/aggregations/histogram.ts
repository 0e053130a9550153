/** Histograms as the reference system makes them: bins `[low, high)` and what is in none of them. */
import type { IDate } from '../expressions';

export interface IHistogram {
  counts: number[];
  /** One more than counts; dates if the values are. */
  edges: (number | IDate)[];
  /** Values in no bin, missing ones included. */
  other: number;
}

export interface IHistogramWish {
  /** How many bins, or their edges. */
  bins: number | readonly number[];
  /** Of the bins, if they are counted; else from the least to the greatest value. */
  range?: readonly [number, number] | null | undefined;
  /** Bins with about equal counts. */
  auto?: boolean | undefined;
}

/** Added to the greatest value, so that it falls into the last bin. */
const BEYOND_NUMBER = 1e-6;
const BEYOND_DATE = 1;

function linspace(from: number, to: number, bins: number): number[] {
  const edges = Array.from({ length: bins + 1 }, (_, i) => from + ((to - from) * i) / bins);
  edges[bins] = to;
  return edges;
}

function boundsOf(values: Float64Array, beyond: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (Number.isFinite(value)) {
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
  }
  return low > high ? [-1, -1 + beyond] : [low, high + beyond];
}

/** Counts by edges: the last edge that is not above a value is that of its bin. */
function countBetween(values: Float64Array, edges: readonly number[]): [number[], number] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  const [low, high] = [edges[0] as number, edges.at(-1) as number];
  let other = 0;
  for (const value of values) {
    if (!(value >= low && value < high)) {
      other += 1;
      continue;
    }
    let [from, to] = [0, counts.length];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      [from, to] = (edges[middle] as number) <= value ? [middle, to] : [from, middle];
    }
    counts[from] = (counts[from] as number) + 1;
  }
  return [counts, other];
}

/** As `countBetween` for bins of equal width, whose bin a division finds. */
function countEqual(values: Float64Array, edges: readonly number[]): [number[], number] {
  const bins = edges.length - 1;
  const counts = new Array<number>(bins).fill(0);
  const [low, high] = [edges[0] as number, edges[bins] as number];
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
  return [counts, other];
}

/** Bins of about equal counts: equal values are in one bin, the last holds its upper edge too. */
function balanced(values: Float64Array, bins: number): [number[], number[]] {
  const sorted = values.filter(value => Number.isFinite(value)).sort();
  const size = Math.max(1, Math.round(sorted.length / bins));
  const counts: number[] = [];
  const edges: number[] = [];
  let start = 0;
  while (start < sorted.length) {
    let end = counts.length === bins - 1 ? sorted.length : Math.min(start + size, sorted.length);
    while (end < sorted.length && sorted[end] === sorted[end - 1]) {
      end += 1;
    }
    edges.push(sorted[start] as number);
    counts.push(end - start);
    start = end;
  }
  return [counts, counts.length > 0 ? [...edges, sorted.at(-1) as number] : []];
}

/**
 * @param values one per row; NaN where there is none: those and infinite ones are `other`, unless
 *   bins are to be of equal counts, which are of finite values alone
 */
export function histogram(
  values: Float64Array,
  { bins, range, auto }: IHistogramWish,
  dates: boolean
): IHistogram {
  const shown = (edges: readonly number[]): (number | IDate)[] =>
    dates ? edges.map($date => ({ $date })) : [...edges];
  if (auto) {
    const [counts, edges] = balanced(values, typeof bins === 'number' ? bins : bins.length - 1);
    return { counts, edges: shown(edges), other: 0 };
  }
  if (values.length === 0) {
    return { counts: [], edges: [], other: 0 };
  }
  if (typeof bins !== 'number') {
    const [counts, other] = countBetween(values, bins);
    return { counts, edges: shown(bins), other };
  }
  const [low, high] = range ?? boundsOf(values, dates ? BEYOND_DATE : BEYOND_NUMBER);
  const edges = linspace(low, high, bins);
  const [counts, other] = countEqual(values, edges);
  return { counts, edges: shown(edges), other };
}
