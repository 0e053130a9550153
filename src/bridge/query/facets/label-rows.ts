/**
 * Labels as rows in memory: those of sample `rid` are `start[rid] … start[rid + 1]`, in their order.
 * Counting over rows in memory is several times faster than a join per facet, and
 * a label filter becomes one byte per row.
 */
import type { IDatasetColumns } from '../columns';
import {
  labelRows,
  position,
  rid,
  type ILabelTable,
  type ISelect,
  type Rel,
  type Transform
} from '../relational';
import type { ILabelField } from '../schema';
import { fieldsOfTransform, loweringFor } from '../views';
import { LabelScan } from './label-scan';
import { Recent } from './recent';

export interface ILabelRows {
  /** Length: highest row id of a sample + 2. */
  start: Uint32Array;
  count: number;
  /** Row of each label in the order of its table; null if the orders are the same. */
  places: Uint32Array | null;
}

/** Every label that passes filters, or null where all do. */
export type Passing = Uint8Array | null;

const NOTHING = new Uint32Array(0);
const CACHE_BYTES = 96 * 1024 * 1024;
/** Masks of filters that were used last; the scan keeps some of them too. */
const PASSING_BYTES = 16 * 1024 * 1024;

/** The greatest of row ids; -1 if there is none. */
export function highestOf(rids: ArrayLike<number>): number {
  let highest = -1;
  for (let i = 0; i < rids.length; i++) {
    const row = rids[i] as number;
    highest = row > highest ? row : highest;
  }
  return highest;
}

/** Start of each sample's rows from the samples of the rows, in any order. */
export function startsOf(rids: ArrayLike<number>): Uint32Array {
  const start = new Uint32Array(highestOf(rids) + 2);
  for (let i = 0; i < rids.length; i++) {
    const row = rids[i] as number;
    start[row + 1] = (start[row + 1] as number) + 1;
  }
  for (let i = 1; i < start.length; i++) {
    start[i] = (start[i] as number) + (start[i - 1] as number);
  }
  return start;
}

/** A query of all rows of a label table. */
function labelQuery(columns: IDatasetColumns, table: ILabelTable, values: readonly Rel[]): ISelect {
  const { samples } = columns.layout;
  return {
    columns: values.map((value, i) => ({ name: `v${i}`, value })),
    rows: { table: table.table, alias: 'l', samples, sample: null, where: [] }
  };
}

/** Row of each label in the order of the table; null if that is the order of the rows. */
function placesOf(
  start: Uint32Array,
  rids: Uint32Array,
  positions: Uint32Array
): Uint32Array | null {
  const places = new Uint32Array(rids.length);
  let same = true;
  for (let i = 0; i < rids.length; i++) {
    const place = (start[rids[i] as number] as number) + (positions[i] as number);
    places[i] = place;
    same = same && place === i;
  }
  return same ? null : places;
}

export class LabelRowsCache {
  private readonly rows = new Recent<ILabelRows>(
    CACHE_BYTES,
    ({ start, places }) => start.byteLength + (places?.byteLength ?? 0)
  );
  readonly scan = new LabelScan(this);
  private readonly passing = new Recent<Uint8Array>(PASSING_BYTES, bytes => bytes.byteLength);

  of(columns: IDatasetColumns, table: ILabelTable): Promise<ILabelRows> {
    return this.rows.get(table.table, columns.stamp([table.field]), async () => {
      const [rids = NOTHING, positions = NOTHING] = await columns.integers(
        labelQuery(columns, table, [rid('l'), position('l')])
      );
      const start = startsOf(rids);
      return { start, count: rids.length, places: placesOf(start, rids, positions) };
    });
  }

  /** One value per row, in row order; NaN or 0xffffffff (of codes) where there is none. */
  async values(
    columns: IDatasetColumns,
    table: ILabelTable,
    value: Rel,
    coded: boolean
  ): Promise<Float64Array | Uint32Array> {
    const { count, places } = await this.of(columns, table);
    const query = labelQuery(columns, table, [value]);
    const [found = NOTHING] = coded
      ? await columns.integers(query)
      : await columns.numbers(query, NaN);
    if (found.length !== count) {
      throw new Error(`${table.table} changed while it was read.`);
    }
    // Whole tables are read in the order in which they were written, so places serve all columns.
    if (!places) {
      return found;
    }
    const ordered = coded ? new Uint32Array(count) : new Float64Array(count);
    for (let i = 0; i < count; i++) {
      ordered[places[i] as number] = found[i] as number;
    }
    return ordered;
  }

  /** Which rows of a label field pass the view's label filters. */
  async passes(
    columns: IDatasetColumns,
    field: ILabelField,
    table: ILabelTable,
    transforms: readonly Transform[]
  ): Promise<Passing> {
    const filters = transforms.filter(transform => transform.kind === 'labels');
    if (!filters.some(filter => filter.field === field.name)) {
      return null;
    }
    const key = JSON.stringify([
      table.table,
      filters.map(({ field: name, expression, set }) => [name, expression, set])
    ]);
    const read = filters.flatMap(filter => [...fieldsOfTransform(filter)]);
    return this.passing.get(key, columns.stamp(read), async () => {
      const { start, count } = await this.of(columns, table);
      const { rows } = labelRows(loweringFor(columns, columns.schema).context, field, transforms);
      const scanned = await this.scan.passing(columns, table, rows);
      if (scanned) {
        return scanned;
      }
      const [rids = [], positions = []] = await columns.integers({
        columns: [
          { name: 'rid', value: rid(rows.alias) },
          { name: 'pos', value: position(rows.alias) }
        ],
        rows
      });
      const passing = new Uint8Array(count);
      for (let i = 0; i < rids.length; i++) {
        passing[(start[rids[i] as number] as number) + (positions[i] as number)] = 1;
      }
      return passing;
    });
  }
}

/** Labels of the samples `rids` that pass. */
export function countLabels(rows: ILabelRows, passing: Passing, rids: Uint32Array): number {
  const { start } = rows;
  let count = 0;
  for (const row of rids) {
    if (row + 1 >= start.length) {
      continue;
    }
    const [from, to] = [start[row] as number, start[row + 1] as number];
    if (!passing) {
      count += to - from;
      continue;
    }
    for (let i = from; i < to; i++) {
      count += passing[i] as number;
    }
  }
  return count;
}
