/** Columns of an Arrow table: their types as ours, and their cells. */
import { Type, type Batch, type DataType } from '@uwdata/flechette';
import type { ColumnType } from '../tables/table-files';

type Cells = (row: number) => unknown;

const LISTS: Readonly<Partial<Record<ColumnType, ColumnType>>> = {
  text: 'texts',
  int: 'ints',
  float: 'floats'
};

/** Null: values of this type have no form with us. */
export function columnType(type: DataType): ColumnType | null {
  switch (type.typeId) {
    case Type.Int:
      return 'int';
    case Type.Float:
    case Type.Decimal:
      return 'float';
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return 'text';
    case Type.Bool:
      return 'bool';
    case Type.Date:
    case Type.Timestamp:
      return 'time';
    case Type.Dictionary: {
      const values = columnType(type.dictionary);
      return values === null || values in LISTS || values === 'bool' || values === 'time'
        ? values
        : null;
    }
    case Type.Null:
      return 'other';
    case Type.List:
    case Type.LargeList:
    case Type.FixedSizeList: {
      const [child] = type.children;
      const values = child ? columnType(child.type) : null;
      return values === null ? null : (LISTS[values] ?? 'other');
    }
    case Type.Struct:
      return type.children.every(child => columnType(child.type) !== null) ? 'other' : null;
    default:
      return null;
  }
}

const damaged = (): Error => new Error('the values of a column are shorter than its rows');

function requireRoom(isEnough: boolean): void {
  if (!isEnough) {
    throw damaged();
  }
}

/** Ends of one value are the start of the next, so that none is read twice. */
function requireOrder(offsets: ArrayLike<number | bigint>, length: number, room: number): void {
  if (length === 0) {
    return;
  }
  requireRoom(offsets.length > length);
  let last = 0;
  for (let i = 0; i <= length; i++) {
    const next = Number(offsets[i]);
    requireRoom(next >= last && next <= room);
    last = next;
  }
}

/**
 * The cells of a column of a record batch. Lengths come from the file, so that each is compared with
 * what there is.
 *
 * @throws Error if the column is damaged
 */
export function cellsOf(batch: Batch<unknown>): Cells {
  const { type, length, values, offsets, validity, nullCount } = batch;
  requireRoom(length >= 0 && (nullCount === 0 || !validity || validity.length * 8 >= length));
  const isNull = (row: number): boolean =>
    nullCount > 0 && validity !== undefined && !batch.isValid(row);
  const plain: Cells = row => batch.at(row);
  const child = (i: number): Batch<unknown> => batch.children[i] as Batch<unknown>;
  switch (type.typeId) {
    case Type.Null:
      return () => null;
    case Type.Bool:
      requireRoom(values.length * 8 >= length);
      return plain;
    case Type.Utf8:
    case Type.LargeUtf8:
      requireOrder(offsets, length, values.length);
      return plain;
    case Type.Utf8View:
      requireRoom(values.length >= 16 * length);
      return plain;
    case Type.Decimal:
      requireRoom(values.length * values.BYTES_PER_ELEMENT * 8 >= length * type.bitWidth);
      return plain;
    case Type.Date:
    case Type.Timestamp:
      requireRoom(values.length >= length);
      return row => {
        const time = batch.at(row) as number | null;
        return time === null ? null : Math.floor(time);
      };
    case Type.List:
    case Type.LargeList: {
      const cells = cellsOf(child(0));
      requireOrder(offsets, length, child(0).length);
      return row =>
        isNull(row) ? null : range(cells, Number(offsets[row]), Number(offsets[row + 1]));
    }
    case Type.FixedSizeList: {
      const cells = cellsOf(child(0));
      const { stride } = type;
      requireRoom(stride >= 0 && child(0).length >= length * stride);
      return row => (isNull(row) ? null : range(cells, row * stride, (row + 1) * stride));
    }
    case Type.Struct: {
      const parts = type.children.map(({ name }, i): [string, Cells] => {
        requireRoom(child(i).length >= length);
        return [name, cellsOf(child(i))];
      });
      return row =>
        isNull(row) ? null : Object.fromEntries(parts.map(([name, cells]) => [name, cells(row)]));
    }
    default:
      requireRoom(values.length >= length);
      return plain;
  }
}

const range = (cells: Cells, from: number, to: number): unknown[] =>
  Array.from({ length: to - from }, (_, i) => cells(from + i));
