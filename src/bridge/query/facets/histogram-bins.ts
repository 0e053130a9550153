/** Bins of range facets: equal widths from the least to the greatest value, both included. */

/** Edges of at most `bins` bins; whole numbers get bins of whole widths. */
export function binEdges(min: number, max: number, bins: number, whole: boolean): number[] {
  if (whole) {
    const width = Math.max(1, Math.ceil((max - min + 1) / bins));
    const count = Math.ceil((max - min + 1) / width);
    return Array.from({ length: count + 1 }, (_, i) => min + i * width);
  }
  if (min === max) {
    return [min, max];
  }
  const edges = Array.from({ length: bins + 1 }, (_, i) => min + ((max - min) * i) / bins);
  edges[bins] = max;
  return edges;
}

/** The bin of each value; `none` for values that are not finite. */
export function binsOf(values: Float64Array, edges: readonly number[], none: number): Uint32Array {
  const count = edges.length - 1;
  const [first = 0] = edges;
  const width = ((edges[count] as number) - first) / count;
  const bins = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      bins[i] = none;
      continue;
    }
    let bin = width > 0 ? Math.min(count - 1, Math.max(0, Math.floor((value - first) / width))) : 0;
    // Division rounds: the edges decide.
    if (bin > 0 && value < (edges[bin] as number)) {
      bin -= 1;
    } else if (bin < count - 1 && value >= (edges[bin + 1] as number)) {
      bin += 1;
    }
    bins[i] = bin;
  }
  return bins;
}
