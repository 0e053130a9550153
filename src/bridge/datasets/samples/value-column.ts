/** Payloads with one column: what the values are for, and the values. */
import { RequestError } from '../../request-error';
import { arrayElements } from '../documents/edit-path';
import { readBinary, readHead } from '../documents/messagepack-walk';
import { readingPayload } from './sample-payload';

export interface IValueColumn {
  /** Bytes of all keys, `width` each. */
  keys: Uint8Array;
  /** Encoded values, views of the payload. */
  values: Uint8Array[];
}

/**
 * Payload `[keys, values]` of MessagePack, `width` bytes per key.
 * @throws RequestError `invalid` if it is not that, or has more than `most` values.
 */
export function readColumn(payload: Uint8Array | null, width: number, most: number): IValueColumn {
  return readingPayload(() => {
    const [keyBytes, list] = payload ? arrayElements(payload) : [];
    if (!keyBytes || !list || readHead(list, 0).kind !== 'array') {
      throw new RequestError('invalid', 'The request carries no values.');
    }
    const keys = readBinary(keyBytes, 0);
    const values = arrayElements(list);
    if (keys.length !== width * values.length) {
      throw new RequestError(
        'invalid',
        `${values.length} values were sent for ${keys.length / width} places.`
      );
    }
    if (values.length > most) {
      throw new RequestError('invalid', `At most ${most} values can be sent at once.`);
    }
    return { keys, values };
  });
}

/** Row numbers of a column's keys. */
export function rowsOfKeys(keys: Uint8Array): Uint32Array {
  const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
  return Uint32Array.from({ length: keys.length / 4 }, (_, i) => view.getUint32(4 * i, true));
}
