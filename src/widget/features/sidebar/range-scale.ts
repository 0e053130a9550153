/** Arithmetic of a range: what a handle snaps to and which filter two ends make. */
import type { Facet, FacetSelection } from '../../../protocol';

export type RangeFacetData = Extract<Facet, { kind: 'range' }>;
export type Range = readonly [min: number, max: number];

const DAY = 86_400_000;
const MINUTE = 60_000;

export const isDates = ({ type }: Pick<RangeFacetData, 'type'>): boolean =>
  type === 'date' || type === 'datetime';

/** The distance between two values that a handle can tell apart. */
export function stepOf({ type, bounds }: Pick<RangeFacetData, 'type' | 'bounds'>): number {
  const span = bounds[1] - bounds[0];
  switch (type) {
    case 'int':
      return 1;
    case 'date':
      return DAY;
    case 'datetime':
      return Math.min(MINUTE, span / 200 || MINUTE);
    case 'float':
      return span > 0 ? 10 ** Math.floor(Math.log10(span / 200)) : 1;
  }
}

/** The value nearest to `value` that is inside the bounds and, unless at a bound, on a step. */
export function snapped(facet: Pick<RangeFacetData, 'type' | 'bounds'>, value: number): number {
  const [low, high] = facet.bounds;
  if (value <= low || value >= high) {
    // A bound need not be on a step, and nothing may be left out there.
    return value <= low ? low : high;
  }
  const step = stepOf(facet);
  // Multiples of a step of 0.001 have more digits than they mean.
  const digits = Math.max(0, Math.ceil(-Math.log10(step)));
  const rounded = Math.round(value / step) * step;
  const exact = digits > 0 && digits <= 20 ? Number(rounded.toFixed(digits)) : rounded;
  return Math.max(low, Math.min(high, exact));
}

/** The filter of a range; null if it keeps everything. Ends at a bound are open. */
export function rangeSelection(
  facet: Pick<RangeFacetData, 'type' | 'bounds'>,
  [min, max]: Range
): FacetSelection | null {
  const [low, high] = facet.bounds;
  if (min <= low && max >= high) {
    return null;
  }
  return {
    kind: 'range',
    min: min <= low ? null : min,
    max: max >= high ? null : max,
    ...(isDates(facet) ? { date: true } : {})
  };
}

/** The range that a filter keeps, within the bounds. */
export function rangeOfSelection(
  { bounds }: Pick<RangeFacetData, 'bounds'>,
  selection: FacetSelection | null
): Range {
  const [low, high] = bounds;
  if (selection?.kind !== 'range') {
    return bounds;
  }
  const inside = (value: number): number => Math.max(low, Math.min(high, value));
  return [inside(selection.min ?? low), inside(selection.max ?? high)];
}

/** The range of the bars `from … to` (both included, in either order). */
export function rangeOfBars(
  facet: Pick<RangeFacetData, 'type' | 'bounds' | 'edges'>,
  from: number,
  to: number
): Range {
  const first = facet.edges[Math.min(from, to)] ?? facet.bounds[0];
  const last = facet.edges[Math.max(from, to) + 1] ?? facet.bounds[1];
  if (facet.type !== 'int') {
    return [first, last];
  }
  // A bar of whole numbers holds those from its left edge up to, but not at, the next one.
  const end = last >= facet.bounds[1] ? facet.bounds[1] : Math.ceil(last) - 1;
  return [Math.ceil(first), Math.max(Math.ceil(first), end)];
}
