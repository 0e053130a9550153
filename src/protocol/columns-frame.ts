/**
 * A set of named typed arrays and a small JSON head in one block of bytes, decoded without copying:
 * `u32 head length | head JSON | padding to 8 | columns, each padded to 8`.
 * The head lists each column's type, byte offset (from the first column) and length in elements.
 */
export type ColumnArray =
  Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

const TYPES = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array
} as const;
type ColumnType = keyof typeof TYPES;

interface IHead<Meta> {
  meta: Meta;
  columns: { name: string; type: ColumnType; offset: number; length: number }[];
}

const align = (n: number): number => (n + 7) & ~7;

function typeOf(array: ColumnArray): ColumnType {
  for (const [type, constructor] of Object.entries(TYPES)) {
    if (array instanceof constructor) {
      return type as ColumnType;
    }
  }
  throw new TypeError('Not a column array.');
}

/** Encodes `columns` and a JSON-safe `meta`. */
export function encodeColumns<Meta>(meta: Meta, columns: Record<string, ColumnArray>): Uint8Array {
  const head: IHead<Meta> = { meta, columns: [] };
  let offset = 0;
  for (const [name, array] of Object.entries(columns)) {
    head.columns.push({ name, type: typeOf(array), offset, length: array.length });
    offset = align(offset + array.byteLength);
  }
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const start = align(4 + headBytes.length);
  const bytes = new Uint8Array(start + offset);
  new DataView(bytes.buffer).setUint32(0, headBytes.length, true);
  bytes.set(headBytes, 4);
  for (const column of head.columns) {
    const array = columns[column.name];
    if (array) {
      bytes.set(
        new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
        start + column.offset
      );
    }
  }
  return bytes;
}

/**
 * Decodes a block. Columns are views of `bytes` if it is aligned to 8, else of one copy of it.
 * @throws RangeError if a column does not fit.
 */
export function decodeColumns<Meta>(bytes: Uint8Array): {
  meta: Meta;
  columns: Record<string, ColumnArray>;
} {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  const headLength = view.getUint32(0, true);
  const head = JSON.parse(
    new TextDecoder().decode(aligned.subarray(4, 4 + headLength))
  ) as IHead<Meta>;
  const start = align(4 + headLength);
  const columns: Record<string, ColumnArray> = {};
  for (const { name, type, offset, length } of head.columns) {
    columns[name] = new TYPES[type](
      aligned.buffer as ArrayBuffer,
      aligned.byteOffset + start + offset,
      length
    );
  }
  return { meta: head.meta, columns };
}
