/** Facet vectors of paths, read from the columns once and kept. */
import type { IDatasetColumns } from '../columns';
import { column, labelTable, rid, type IColumn, type ISelect, type Rel } from '../relational';
import type { ILabelField, PathTarget } from '../schema';
import { vectorBytes } from './facet-vector';
import { vectorOf, type FacetData, type RawValues } from './make-vector';
import { highestOf, startsOf, type LabelRowsCache } from './label-rows';
import { Recent } from './recent';

const CACHE_BYTES = 128 * 1024 * 1024;
/** Texts of samples with more different values than this are counted by the engine. */
const MAX_TEXTS = 20_000;

const TRUTH: readonly boolean[] = [false, true];

export class VectorCache {
  private readonly vectors = new Recent<FacetData>(CACHE_BYTES, data =>
    typeof data === 'string' ? 0 : vectorBytes(data)
  );

  constructor(readonly labels: LabelRowsCache) {}

  /** The vector of a path with `bins` bins if it is a range. */
  get(
    columns: IDatasetColumns,
    path: string,
    target: PathTarget,
    bins: number
  ): Promise<FacetData> {
    const key = `${columns.info.id} ${bins} ${path}`;
    const stamp = columns.stamp([path.split('.')[0] as string]);
    return this.vectors.get(key, stamp, () => this.make(columns, target, bins));
  }

  private async make(
    columns: IDatasetColumns,
    target: PathTarget,
    bins: number
  ): Promise<FacetData> {
    const { layout } = columns;
    switch (target.kind) {
      case 'tags': {
        const tag: IColumn = TAG_COLUMN;
        return this.ofList(columns, layout.tags, { ...tag, column: 'tag' }, bins);
      }
      case 'list': {
        const list = layout.lists.find(l => l.path === target.path);
        return list ? this.ofList(columns, list.table, list.value, bins) : 'empty';
      }
      case 'scalar': {
        const found = layout.columns.find(c => c.path === target.path);
        return found ? this.ofSamples(columns, found, bins) : 'empty';
      }
      case 'attribute': {
        const table = labelTable(layout, target.field);
        if (target.attribute.kind === 'tags') {
          return this.ofLabelTags(columns, target.field, bins);
        }
        const name = target.attribute.kind === 'scalar' ? target.attribute.path : null;
        const found = table.attributes.find(a => a.path === name);
        if (!found) {
          return 'empty';
        }
        const rows = await this.labels.of(columns, table);
        const value = column('l', found.column, found.coded ? 'number' : found.type);
        const values = await this.labels.values(columns, table, value, found.coded);
        return vectorOf(rows.start, rawValues(columns, found, values), bins);
      }
      default:
        return 'empty';
    }
  }

  /** One value per sample; rows are row ids. */
  private async ofSamples(
    columns: IDatasetColumns,
    found: IColumn,
    bins: number
  ): Promise<FacetData> {
    const query = twoColumns(columns, layoutSamples(columns), found);
    if (found.type === 'string') {
      const [[distinct = 0] = []] = await columns.rows({
        columns: [
          {
            name: 'n',
            value: {
              kind: 'aggregate',
              aggregate: 'count',
              value: query.columns[1]?.value as Rel,
              distinct: true,
              type: 'number'
            }
          }
        ],
        rows: query.rows
      });
      if (Number(distinct) > MAX_TEXTS) {
        return 'many';
      }
      const texts: (string | null)[] = [];
      for (const [row, text] of await columns.rows(query)) {
        texts[row as number] = text as string | null;
      }
      return vectorOf(null, { texts }, bins);
    }
    const [rids = new Float64Array(0), values = new Float64Array(0)] = await columns.numbers(
      query,
      NaN
    );
    const highest = highestOf(rids);
    const placed = new Float64Array(highest + 1).fill(NaN);
    const there = new Uint8Array(highest + 1);
    for (let i = 0; i < rids.length; i++) {
      const row = rids[i] as number;
      placed[row] = values[i] as number;
      there[row] = 1;
    }
    return vectorOf(null, rawValues(columns, found, placed), bins, there);
  }

  private async ofList(
    columns: IDatasetColumns,
    table: string,
    found: IColumn,
    bins: number
  ): Promise<FacetData> {
    const query = twoColumns(columns, table, found);
    const [rids = [], values = []] = found.coded
      ? await columns.integers(query)
      : await columns.numbers(query, NaN);
    const start = startsOf(rids);
    const next = start.slice();
    const ordered = found.coded ? new Uint32Array(rids.length) : new Float64Array(rids.length);
    for (let i = 0; i < rids.length; i++) {
      const row = rids[i] as number;
      ordered[next[row] as number] = values[i] as number;
      next[row] = (next[row] as number) + 1;
    }
    return vectorOf(start, rawValues(columns, found, ordered), bins);
  }

  /** Tags of labels: rows are tags, grouped by label; the labels' rows are in `labels`. */
  private async ofLabelTags(
    columns: IDatasetColumns,
    field: ILabelField,
    bins: number
  ): Promise<FacetData> {
    const table = labelTable(columns.layout, field);
    const [rids = [], positions = [], tags = []] = await columns.integers({
      columns: [
        { name: 'rid', value: rid('t') },
        { name: 'pos', value: column('t', 'pos', 'number') },
        { name: 'tag', value: column('t', 'tag', 'number') }
      ],
      rows: {
        table: table.tags,
        alias: 't',
        samples: columns.layout.samples,
        sample: null,
        where: []
      }
    });
    const { start } = await this.labels.of(columns, table);
    const rows = new Uint32Array(rids.length);
    for (let i = 0; i < rows.length; i++) {
      rows[i] = (start[rids[i] as number] as number) + (positions[i] as number);
    }
    const tagStart = startsOf(rows);
    const next = tagStart.slice();
    const codes = new Uint32Array(rows.length);
    rows.forEach((row, i) => {
      codes[next[row] as number] = tags[i] as number;
      next[row] = (next[row] as number) + 1;
    });
    return vectorOf(tagStart, rawValues(columns, TAG_COLUMN, codes), bins);
  }
}

const TAG_COLUMN: IColumn = {
  path: 'tags',
  type: 'string',
  fieldType: 'string',
  column: 'tag',
  coded: true
};

const layoutSamples = (columns: IDatasetColumns): string => columns.layout.samples;

function twoColumns(columns: IDatasetColumns, table: string, found: IColumn): ISelect {
  return {
    columns: [
      { name: 'rid', value: rid('t') },
      { name: 'value', value: column('t', found.column, found.coded ? 'number' : found.type) }
    ],
    rows: { table, alias: 't', samples: columns.layout.samples, sample: null, where: [] }
  };
}

function rawValues(
  columns: IDatasetColumns,
  found: IColumn,
  values: Uint32Array | Float64Array
): RawValues {
  if (found.coded) {
    const { texts } = columns.dictionary;
    return { codes: values, valueOf: code => texts[code] as string, size: texts.length };
  }
  if (found.type === 'bool') {
    return { codes: values, valueOf: code => TRUTH[code] as boolean, size: 2 };
  }
  return { numbers: values as Float64Array, fieldType: found.fieldType };
}
