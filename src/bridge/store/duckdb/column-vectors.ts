/**
 * Numbers in and out of DuckDB's vectors. The library reads and writes them one by one; its vectors
 * keep them in a typed array (measured 20 times faster), which is used where it is found.
 */
import type { DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api';

export type NumberArray = Float64Array | Float32Array | Uint32Array | Int32Array | Uint8Array;

/** The typed array behind a vector, or null if this version of the library has none. */
export function itemsOf(vector: unknown): NumberArray | null {
  const items = (vector as { items?: unknown }).items;
  const isNumbers =
    items instanceof Float64Array ||
    items instanceof Float32Array ||
    items instanceof Uint32Array ||
    items instanceof Int32Array ||
    items instanceof Uint8Array;
  return isNumbers ? items : null;
}

/** Copies numbers into the first rows of a vector. */
export function fillVector(vector: DuckDBVector, values: NumberArray): void {
  const items = itemsOf(vector);
  if (items && items.constructor === values.constructor && items.length === values.length) {
    items.set(values);
    return;
  }
  values.forEach((value, i) => vector.setItem(i, value));
}

/** The bits that say which rows are not null, or null if none is. */
function validityOf(vector: DuckDBVector): Uint8Array | null | undefined {
  const { validity } = vector as unknown as { validity?: { data?: unknown; offset?: number } };
  const data = validity?.data;
  if (data === null) {
    return null;
  }
  return data instanceof BigUint64Array && validity?.offset === 0
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : undefined;
}

/** A column of numbers of a result; null becomes `none`. */
export function readNumbers<A extends NumberArray>(
  chunks: readonly DuckDBDataChunk[],
  column: number,
  make: new (length: number) => A,
  none: number
): A {
  const total = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const values = new make(total);
  let offset = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(column);
    const items = itemsOf(vector);
    const validity = validityOf(vector);
    if (items && validity !== undefined) {
      values.set(items, offset);
      for (let i = 0; validity && i < items.length; i++) {
        if (((validity[i >> 3] as number) & (1 << (i & 7))) === 0) {
          values[offset + i] = none;
        }
      }
    } else {
      for (let i = 0; i < vector.itemCount; i++) {
        const item = vector.getItem(i);
        values[offset + i] = item === null ? none : Number(item);
      }
    }
    offset += vector.itemCount;
  }
  return values;
}
