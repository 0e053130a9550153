/** Facets of the sidebar: counts under all other filters of the view, and of the whole dataset. */
import {
  facetFilterOf,
  viewWithoutFacet,
  type Facet,
  type IFacetValue,
  type View
} from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IDatasetColumns } from '../columns';
import {
  call,
  column,
  computedValue,
  isChanged,
  labelTable,
  literalRel,
  type ISelect,
  type Rel
} from '../relational';
import type { PathTarget } from '../schema';
import type { IViewRows } from '../views';
import { changedFacet, type AskAggregation } from './changed-facet';
import { countCodes, type FacetVector } from './facet-vector';
import { countLabels, type Passing } from './label-rows';
import type { VectorCache } from './vector-cache';

export interface IFacetOptions {
  paths: readonly string[];
  limit: number;
  search?: string | null | undefined;
  bins: number;
}

export class Facets {
  constructor(
    private readonly columns: IDatasetColumns,
    private readonly vectors: VectorCache,
    /** The rows of a view; views that several facets share are computed once. */
    private readonly rowsOf: (view: View) => Promise<IViewRows>,
    /** For fields that stages of the view change. */
    private readonly ask: AskAggregation
  ) {}

  /** One result per path. A facet that fails says so and leaves the others alone. */
  async of(view: View, options: IFacetOptions): Promise<Facet[]> {
    const facets: Facet[] = [];
    for (const path of options.paths) {
      facets.push(await this.one(view, path, options));
    }
    return facets;
  }

  /** Labels per label field under a view; and in the whole dataset. */
  async labelCounts(rows: IViewRows): Promise<Record<string, { count: number; total: number }>> {
    const counts: Record<string, { count: number; total: number }> = {};
    for (const field of rows.schema.labelFields.values()) {
      const table = labelTable(this.columns.layout, field);
      const labels = await this.vectors.labels.of(this.columns, table);
      if (isChanged(rows.transforms, field.name)) {
        const path = field.list === null ? field.name : `${field.name}.${field.list}`;
        const count = (await this.ask(rows, { name: 'count', field: path })) as number;
        counts[field.name] = { count, total: labels.count };
        continue;
      }
      const passing = await this.passing(rows, { kind: 'labels', field });
      counts[field.name] = {
        count: rows.whole && !passing ? labels.count : countLabels(labels, passing, rows.rids),
        total: labels.count
      };
    }
    return counts;
  }

  /** Distinct values of `label` over all label fields, sorted, at most `limit`. */
  async classes(limit: number): Promise<string[]> {
    const found = new Set<string>();
    for (const field of this.columns.schema.labelFields.values()) {
      if (!field.attributes.some(attribute => attribute.name === 'label')) {
        continue;
      }
      const path = `${field.name}.label`;
      const vector = await this.vectors.get(
        this.columns,
        path,
        this.columns.schema.resolve(path),
        1
      );
      if (typeof vector !== 'string' && vector.kind === 'values') {
        const { totals, size } = vector;
        for (let code = 0; code < size; code++) {
          if (totals[code] as number) {
            found.add(String(vector.valueOf(code)));
          }
        }
      }
    }
    return [...found].sort().slice(0, limit);
  }

  private async one(view: View, path: string, options: IFacetOptions): Promise<Facet> {
    try {
      const target = this.columns.schema.resolve(path);
      const data = await this.vectors.get(this.columns, path, target, options.bins);
      const rows = await this.rowsOf(viewWithoutFacet(view, path));
      if (this.changes(rows, path)) {
        const selected = selectedValues(view, path);
        return await changedFacet(rows, path, data, selected, options, this.ask);
      }
      if (data === 'empty') {
        return { path, kind: 'empty' };
      }
      if (data === 'many') {
        return await this.manyTexts(path, rows, options);
      }
      const counts = await this.counts(data, target, rows);
      return data.kind === 'values'
        ? valuesFacet(path, data, counts, selectedValues(view, path), options)
        : rangeFacet(path, data, counts);
    } catch (error) {
      if (error instanceof RequestError && error.code !== 'cancelled') {
        return { path, kind: 'error', message: error.message };
      }
      throw error;
    }
  }

  /** Whether stages of the view change what stands at a path. */
  private changes({ transforms }: IViewRows, path: string): boolean {
    const { field, part } = this.columns.schema.partOf(path);
    return isChanged(transforms, field, part) || computedValue(transforms, field, part) !== null;
  }

  private async passing(rows: IViewRows, target: PathTarget): Promise<Passing> {
    if (target.kind !== 'attribute' && target.kind !== 'labels') {
      return null;
    }
    const table = labelTable(this.columns.layout, target.field);
    return this.vectors.labels.passes(this.columns, target.field, table, rows.transforms);
  }

  private async counts(
    vector: FacetVector,
    target: PathTarget,
    rows: IViewRows
  ): Promise<Uint32Array> {
    const passing = await this.passing(rows, target);
    if (rows.whole && !passing) {
      return vector.totals;
    }
    if (target.kind === 'attribute' && target.attribute.kind === 'tags') {
      const table = labelTable(this.columns.layout, target.field);
      const labels = await this.vectors.labels.of(this.columns, table);
      return countCodes(vector, labelsOf(labels.start, rows.rids, passing), null);
    }
    return countCodes(vector, rows.rids, passing);
  }

  /** Values of a text that has very many: counted by the engine, the most frequent ones only. */
  private async manyTexts(path: string, rows: IViewRows, options: IFacetOptions): Promise<Facet> {
    const { layout } = this.columns;
    const found = layout.columns.find(c => c.path === path);
    const text = column('t', found?.column ?? '', 'string');
    const query = async (where: Rel[], limit: number): Promise<[string, number][]> => {
      const counted: Rel = {
        kind: 'aggregate',
        aggregate: 'count',
        value: null,
        distinct: false,
        type: 'number'
      };
      const select: ISelect = {
        columns: [
          { name: 'value', value: text },
          { name: 'count', value: counted }
        ],
        rows: { table: layout.samples, alias: 't', samples: layout.samples, sample: null, where },
        groupBy: [text],
        orderBy: [
          { value: counted, reverse: true },
          { value: text, reverse: false }
        ],
        limit
      };
      return (await this.columns.rows(select)) as [string, number][];
    };
    const known = call('not', 'bool', call('is_null', 'bool', text));
    const searched: Rel[] = options.search
      ? [
          call(
            'contains',
            'bool',
            call('lower', 'string', text),
            literalRel(options.search.toLowerCase())
          )
        ]
      : [];
    const inView: Rel[] = rows.whole
      ? []
      : [{ kind: 'in_set', alias: 't', by: 'sample', set: await rows.set(), type: 'bool' }];
    const top = await query([known, ...searched, ...inView], options.limit);
    const totals =
      top.length > 0 && inView.length > 0
        ? new Map(
            await query(
              [call('in', 'bool', text, ...top.map(([value]) => literalRel(value)))],
              options.limit
            )
          )
        : new Map(top);
    const distinct: Rel = {
      kind: 'aggregate',
      aggregate: 'count',
      value: text,
      distinct: true,
      type: 'number'
    };
    const [[all = 0] = []] = await this.columns.rows({
      columns: [{ name: 'n', value: distinct }],
      rows: { table: layout.samples, alias: 't', samples: layout.samples, sample: null, where: [] }
    });
    return {
      path,
      kind: 'values',
      distinct: Number(all),
      values: top.map(([value, count]) => ({ value, count, total: totals.get(value) ?? count }))
    };
  }
}

/** Rows of labels that pass, of the samples `rids`. */
function labelsOf(start: Uint32Array, rids: Uint32Array, passing: Passing): Uint32Array {
  const rows: number[] = [];
  for (const rid of rids) {
    for (let row = start[rid] ?? 0; row < (start[rid + 1] ?? 0); row++) {
      if (!passing || passing[row] === 1) {
        rows.push(row);
      }
    }
  }
  return Uint32Array.from(rows);
}

/** Values that the view filters this facet by: they are shown however rare they are. */
function selectedValues(view: View, path: string): ReadonlySet<unknown> {
  const selected = new Set<unknown>();
  for (const stage of view) {
    const filter = facetFilterOf(stage);
    if (filter?.path === path && filter.selection.kind === 'values') {
      filter.selection.values.forEach(value => selected.add(value));
    }
  }
  return selected;
}

function valuesFacet(
  path: string,
  vector: FacetVector & { kind: 'values' },
  counts: Uint32Array,
  selected: ReadonlySet<unknown>,
  { limit, search }: IFacetOptions
): Facet {
  const { totals, size } = vector;
  const wanted = search?.toLowerCase();
  let distinct = 0;
  const values: IFacetValue[] = [];
  for (let code = 0; code < size; code++) {
    const total = totals[code] as number;
    if (total > 0) {
      distinct += 1;
      const value = vector.valueOf(code);
      if (!wanted || String(value).toLowerCase().includes(wanted)) {
        values.push({ value, count: counts[code] as number, total });
      }
    }
  }
  values.sort(
    (a, b) => b.count - a.count || b.total - a.total || (String(a.value) < String(b.value) ? -1 : 1)
  );
  const shown = values.filter(({ value }, i) => i < limit || selected.has(value));
  if ((totals[size] as number) > 0 && !wanted) {
    shown.push({ value: null, count: counts[size] as number, total: totals[size] as number });
  }
  return { path, kind: 'values', values: shown, distinct };
}

function rangeFacet(
  path: string,
  vector: FacetVector & { kind: 'range' },
  counts: Uint32Array
): Facet {
  const { size, totals, bounds, type, edges } = vector;
  return {
    path,
    kind: 'range',
    bounds,
    type,
    edges,
    counts: Array.from(counts.subarray(0, size)),
    totals: Array.from(totals.subarray(0, size)),
    none: { count: counts[size] as number, total: totals[size] as number }
  };
}
