/** Facets of fields whose content stages of the view change. */
import type { Aggregation, Facet, IFacetValue } from '../../../protocol';
import { isDate, type Value } from '../expressions';
import type { IViewRows } from '../views';
import { binEdges, binsOf } from './histogram-bins';
import type { FacetData } from './make-vector';

/** Aggregates over the samples of a view as it shows them. */
export type AskAggregation = (rows: IViewRows, aggregation: Aggregation) => Promise<unknown>;

/** What the samples of a view hold at a path. */
interface IFound {
  /** Texts and truth values, by how often. */
  counts: Map<string | boolean, number>;
  numbers: number[];
  areDates: boolean;
  none: number;
}

/** The same view asks for each of its facets, and for them again: rows are kept with their view. */
const found = new WeakMap<IViewRows, Map<string, Promise<IFound>>>();

function collect(value: Value, into: IFound): void {
  if (Array.isArray(value)) {
    value.forEach(element => collect(element, into));
  } else if (typeof value === 'number') {
    into.numbers.push(value);
  } else if (isDate(value)) {
    into.areDates = true;
    into.numbers.push(value.$date);
  } else if (typeof value === 'string' || typeof value === 'boolean') {
    into.counts.set(value, (into.counts.get(value) ?? 0) + 1);
  } else if (value === null) {
    into.none += 1;
  }
}

async function valuesAt(rows: IViewRows, path: string, ask: AskAggregation): Promise<IFound> {
  const into: IFound = { counts: new Map(), numbers: [], areDates: false, none: 0 };
  const values = await ask(rows, { name: 'values', field: path, unwind: true });
  collect(values as Value, into);
  return into;
}

function keptValues(rows: IViewRows, path: string, ask: AskAggregation): Promise<IFound> {
  let paths = found.get(rows);
  if (!paths) {
    paths = new Map();
    found.set(rows, paths);
  }
  const known = paths.get(path);
  if (known) {
    return known;
  }
  const values = valuesAt(rows, path, ask);
  paths.set(path, values);
  // Whoever asks after a cancelled call tries again.
  values.catch(() => paths.delete(path));
  return values;
}

/** Totals of the whole dataset by value. */
function storedTotals(data: FacetData): Map<unknown, number> {
  const totals = new Map<unknown, number>();
  if (typeof data !== 'string' && data.kind === 'values') {
    for (let code = 0; code < data.size; code++) {
      totals.set(data.valueOf(code), data.totals[code] as number);
    }
  }
  return totals;
}

function rangeOf(path: string, values: IFound, data: FacetData, bins: number): Facet {
  const stored = typeof data !== 'string' && data.kind === 'range' ? data : null;
  let [min, max] = stored?.bounds ?? [Infinity, -Infinity];
  for (const value of values.numbers) {
    min = value < min ? value : min;
    max = value > max ? value : max;
  }
  const fits = stored && min === stored.bounds[0] && max === stored.bounds[1];
  const whole = values.numbers.every(Number.isInteger);
  const type = values.areDates ? 'datetime' : whole ? 'int' : 'float';
  const edges = fits ? stored.edges : binEdges(min, max, bins, type === 'int');
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const bin of binsOf(Float64Array.from(values.numbers), edges, counts.length)) {
    if (bin < counts.length) {
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  const none = stored?.totals[stored.size] ?? 0;
  return {
    path,
    kind: 'range',
    bounds: [min, max],
    type: stored?.type ?? type,
    edges,
    counts,
    totals: counts.map((count, i) => Math.max(count, fits ? (stored.totals[i] ?? 0) : 0)),
    none: { count: values.none, total: Math.max(none, values.none) }
  };
}

/**
 * The facet of a changed field. The total of a value is how often the dataset stores it, or its
 * count where the view makes more of it.
 */
export async function changedFacet(
  rows: IViewRows,
  path: string,
  data: FacetData,
  selected: ReadonlySet<unknown>,
  options: { limit: number; search?: string | null | undefined; bins: number },
  ask: AskAggregation
): Promise<Facet> {
  const values = await keptValues(rows, path, ask);
  if (values.numbers.length > 0) {
    return rangeOf(path, values, data, options.bins);
  }
  const totals = storedTotals(data);
  if (values.counts.size === 0 && totals.size === 0) {
    return { path, kind: 'empty' };
  }
  const wanted = options.search?.toLowerCase();
  const all: IFacetValue[] = [...new Set([...values.counts.keys(), ...totals.keys()])].map(key => {
    const value = key as string | boolean;
    const count = values.counts.get(value) ?? 0;
    return { value, count, total: Math.max(count, totals.get(value) ?? 0) };
  });
  const shown = all
    .filter(({ value }) => !wanted || String(value).toLowerCase().includes(wanted))
    .sort(
      (a, b) =>
        b.count - a.count || b.total - a.total || (String(a.value) < String(b.value) ? -1 : 1)
    )
    .filter(({ value }, i) => i < options.limit || selected.has(value));
  if (values.none > 0 && !wanted) {
    shown.push({ value: null, count: values.none, total: values.none });
  }
  return { path, kind: 'values', values: shown, distinct: all.length };
}
