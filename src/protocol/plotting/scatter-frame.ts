/** The points of a scatter plot, as they are kept and as they are drawn. */
import { decodeColumns } from '../columns-frame';
import { hexOf } from '../drawing';
import type { IdSet } from './id-set';

export interface IScatterFrame {
  count: number;
  /** 12 bytes each; empty if the points stand for nothing. */
  ids: Uint8Array;
  x: Float32Array;
  y: Float32Array;
  /** Index into the classes of the specification. */
  code: Uint32Array | null;
  value: Float32Array | null;
  size: Float32Array | null;
}

/**
 * The frame in `bytes`.
 * @throws RangeError if columns are missing or of unequal length.
 */
export function decodeScatter(bytes: Uint8Array): IScatterFrame {
  const { columns } = decodeColumns<unknown>(bytes);
  const { x, y } = columns;
  if (!(x instanceof Float32Array) || !(y instanceof Float32Array) || x.length !== y.length) {
    throw new RangeError('A scatter plot needs columns x and y of the same length.');
  }
  const count = x.length;
  const ids = columns['id'] instanceof Uint8Array ? columns['id'] : new Uint8Array();
  const code = columns['code'] instanceof Uint32Array ? columns['code'] : null;
  const value = columns['value'] instanceof Float32Array ? columns['value'] : null;
  const size = columns['size'] instanceof Float32Array ? columns['size'] : null;
  if (
    (ids.length !== 0 && ids.length !== 12 * count) ||
    [code, value, size].some(column => column !== null && column.length !== count)
  ) {
    throw new RangeError('The columns of a scatter plot have different lengths.');
  }
  return { count, ids, x, y, code, value, size };
}

/** Hexadecimal id of a point's sample or label. */
export const pointId = (frame: IScatterFrame, point: number): string =>
  hexOf(frame.ids, 12 * point);

/**
 * One byte a point, 1 where its id is among `ids`; null if that are all of the points, so that
 * nothing has to be told apart.
 */
export function markIds(frame: IScatterFrame, ids: IdSet): Uint8Array | null {
  const marks = new Uint8Array(frame.count);
  let all = true;
  for (let i = 0; i < frame.count; i++) {
    if (ids.has(frame.ids, i)) {
      marks[i] = 1;
    } else {
      all = false;
    }
  }
  return all ? null : marks;
}
