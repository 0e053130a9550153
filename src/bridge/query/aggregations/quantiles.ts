/** The element that a quantile is, without interpolation. */

/** Its index in `count` sorted values: `ceil(q * count) - 1`, at least 0. */
export const quantileIndex = (q: number, count: number): number =>
  Math.max(0, Math.ceil(q * count) - 1);
