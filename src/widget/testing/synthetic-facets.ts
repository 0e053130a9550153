/** Facets of the synthetic dataset, of every kind that there is. */
import { viewWithoutFacet, type Facet, type IFacetValue, type View } from '../../protocol';
import { syntheticLabels } from './synthetic-dataset';
import { keptLabels, tagsOf, viewIndices, type Tags } from './synthetic-filter';
import { syntheticValues } from './synthetic-values';

export interface IFacetRequest {
  view: View;
  limit: number;
  search: string;
  bins: number;
}

type Scalar = string | number | boolean | null;

/** Samples that are looked at, so that a dataset of a million answers at once. */
const MOST = 5000;

export function syntheticFacet(
  path: string,
  samples: number,
  tags: Tags,
  request: IFacetRequest
): Facet {
  if (path === 'notes') {
    return { path, kind: 'empty' };
  }
  if (path === 'embedding_norm') {
    return {
      path,
      kind: 'error',
      message: 'The field “embedding_norm” has values that are no numbers; convert them in Python.'
    };
  }
  const total = Math.min(samples, MOST);
  const view = viewWithoutFacet(request.view, path);
  const all = valuesAt(
    path,
    Int32Array.from({ length: total }, (_, i) => i),
    tags,
    []
  );
  const here = valuesAt(path, viewIndices(total, view, tags), tags, view);
  const dates = path === 'captured_at';
  const numbers = all.filter((value): value is number => typeof value === 'number');
  return dates || (numbers.length > 0 && path !== 'metadata.num_channels')
    ? rangeFacet(path, dates, numbers, all, here, request.bins)
    : valueFacet(path, all, here, request);
}

function valuesAt(path: string, indices: Int32Array, tags: Tags, view: View): Scalar[] {
  if (path === 'tags') {
    return [...indices].flatMap(i => [...tagsOf(i, tags)]);
  }
  const dot = path.lastIndexOf('.');
  const [field, attribute] = [path.slice(0, dot), path.slice(dot + 1)];
  if (dot > 0 && field !== 'metadata') {
    return [...indices].flatMap(i =>
      (view.length > 0 ? keptLabels(i, field, view) : syntheticLabels(i, field)).flatMap(
        label =>
          ((label as unknown as Record<string, Scalar | Scalar[]>)[attribute] ?? null) as Scalar
      )
    );
  }
  return [...indices].map(i => {
    const value = syntheticValues(i)[path];
    return typeof value === 'object' && value !== null
      ? (value as { $date: number }).$date
      : ((value ?? null) as Scalar);
  });
}

function valueFacet(
  path: string,
  all: readonly Scalar[],
  here: readonly Scalar[],
  { limit, search }: IFacetRequest
): Facet {
  const counts = new Map<Scalar, IFacetValue>();
  for (const value of all) {
    const entry = counts.get(value) ?? { value, count: 0, total: 0 };
    entry.total += 1;
    counts.set(value, entry);
  }
  for (const value of here) {
    const entry = counts.get(value);
    if (entry) {
      entry.count += 1;
    }
  }
  const found = [...counts.values()]
    .filter(({ value }) => String(value).toLowerCase().includes(search.toLowerCase()))
    .sort((a, b) => b.count - a.count || b.total - a.total);
  const distinct = [...counts.keys()].filter(value => value !== null).length;
  return distinct === 0
    ? { path, kind: 'empty' }
    : { path, kind: 'values', distinct, values: found.slice(0, limit) };
}

function rangeFacet(
  path: string,
  dates: boolean,
  numbers: readonly number[],
  all: readonly Scalar[],
  here: readonly Scalar[],
  bins: number
): Facet {
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const binned = (values: readonly Scalar[]): number[] => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of values) {
      if (typeof value === 'number') {
        const bin = Math.min(bins - 1, Math.floor((bins * (value - low)) / (high - low || 1)));
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
    }
    return counts;
  };
  const none = (values: readonly Scalar[]): number => values.filter(v => v === null).length;
  return {
    path,
    kind: 'range',
    type: dates ? 'datetime' : numbers.every(Number.isInteger) ? 'int' : 'float',
    bounds: [low, high],
    edges: Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins),
    counts: binned(here),
    totals: binned(all),
    none: { count: none(here), total: none(all) }
  };
}
