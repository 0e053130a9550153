/** Values of a field in the order of the view, from the columns. */
import type { IDatasetColumns } from '../columns';
import type { Value } from '../expressions';
import { call, column, rid, type ISelect, type Rel } from '../relational';
import type { IViewRows } from '../views';
import type { IColumnSource } from './column-source';

/** No value, among whole numbers. */
const NONE = 0xffffffff;

interface IFound {
  rids: ArrayLike<number>;
  /** Place in the list of the sample; empty if there is none. */
  positions: ArrayLike<number>;
  valueAt(i: number): Value;
}

/** Numbers, dates and codes come as typed arrays; other values row by row. */
async function read(
  columns: IDatasetColumns,
  { coded, type }: IColumnSource,
  query: ISelect
): Promise<IFound> {
  if (coded) {
    const [rids = [], values = [], positions = []] = await columns.integers(query);
    const { texts } = columns.dictionary;
    return {
      rids,
      positions,
      valueAt: i => (values[i] === NONE ? null : (texts[values[i] as number] ?? null))
    };
  }
  if (type === 'number' || type === 'date') {
    const [rids = [], values = [], positions = []] = await columns.numbers(query, NaN);
    const plain = (value: number): Value => (type === 'date' ? { $date: value } : value);
    return {
      rids,
      positions,
      valueAt: i => (Number.isNaN(values[i]) ? null : plain(values[i] as number))
    };
  }
  const rows = await columns.rows(query);
  return {
    rids: rows.map(row => row[0] as number),
    positions: query.columns.length > 2 ? rows.map(row => row[2] as number) : [],
    valueAt: i => rows[i]?.[1] ?? null
  };
}

/**
 * One value per sample, or one list; null where there is none. `unwind` makes it one flat list.
 *
 * @param tags in the order in which samples have them
 */
export async function columnValues(
  columns: IDatasetColumns,
  view: IViewRows,
  source: IColumnSource,
  unwind: boolean,
  tags: () => readonly string[]
): Promise<unknown[]> {
  const { rows, list } = source;
  const ofTags = rows.table === columns.layout.tags;
  const place = ofTags ? 'tag' : 'pos';
  const found = await read(columns, source, {
    columns: [
      { name: 'rid', value: rid(rows.alias) },
      { name: 'value', value: source.value as Rel },
      ...(list ? [{ name: 'pos', value: column(rows.alias, place, 'number') }] : [])
    ],
    rows
  });
  const { rids, valueAt } = found;
  if (!list) {
    const bySample: Value[] = [];
    for (let i = 0; i < rids.length; i++) {
      bySample[rids[i] as number] = valueAt(i);
    }
    return Array.from(view.rids, row => bySample[row] ?? null);
  }
  const lists = await emptyLists(columns, view, list);
  const positions = ofTags ? ranks(columns, tags(), found.positions) : found.positions;
  for (const i of inOrder(rids, positions)) {
    lists[rids[i] as number]?.push(valueAt(i));
  }
  const nested = Array.from(view.rids, row => lists[row] ?? null);
  return unwind ? nested.flatMap(elements => elements ?? []) : nested;
}

/** The places of tags, by their codes. */
function ranks(
  { dictionary }: IDatasetColumns,
  tags: readonly string[],
  codes: ArrayLike<number>
): number[] {
  const rank = new Map(tags.map((tag, i) => [dictionary.codeOf(tag), i]));
  return Array.from(codes, code => rank.get(code) ?? tags.length);
}

/** By row id: an empty list where the sample has one. */
async function emptyLists(
  columns: IDatasetColumns,
  view: IViewRows,
  { present, samples }: NonNullable<IColumnSource['list']>
): Promise<Value[][]> {
  const lists: Value[][] = [];
  if (present.kind === 'literal') {
    view.rids.forEach(row => {
      lists[row] = [];
    });
    return lists;
  }
  const [rids = [], there = []] = await columns.integers({
    columns: [
      { name: 'rid', value: rid(samples.alias) },
      { name: 'present', value: call('is_true', 'bool', present) }
    ],
    rows: samples
  });
  for (let i = 0; i < rids.length; i++) {
    if (there[i] === 1) {
      lists[rids[i] as number] = [];
    }
  }
  return lists;
}

/** Indices of rows, so that appending them in turn keeps every list in its order. */
function inOrder(rids: ArrayLike<number>, positions: ArrayLike<number>): Uint32Array {
  const order = new Uint32Array(rids.length);
  const last: number[] = [];
  let sorted = true;
  for (let i = 0; i < order.length; i++) {
    order[i] = i;
    const [row, position] = [rids[i] as number, positions[i] ?? 0];
    sorted = sorted && position >= (last[row] ?? 0);
    last[row] = position;
  }
  // Rows mostly come in order; sorting them costs more than everything else.
  return sorted ? order : order.sort((a, b) => (positions[a] as number) - (positions[b] as number));
}
