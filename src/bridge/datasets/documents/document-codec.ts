/** Documents as values: MessagePack of core maps and label documents. */
import { decode, encode } from '@msgpack/msgpack';

/** A date inside a document. */
export interface IDateValue {
  $date: number;
}
export const isDateValue = (value: unknown): value is IDateValue =>
  typeof value === 'object' && value !== null && '$date' in value;

/** MessagePack of a value; whole numbers become integers. */
export const encodeDocument = (value: unknown): Uint8Array =>
  encode(value, { ignoreUndefined: true });

/**
 * The value of MessagePack bytes. Binary values are views of `bytes`. Integers beyond 2^53 lose
 * precision. @throws Error if the bytes are no MessagePack.
 */
export const decodeDocument = (bytes: Uint8Array): unknown => decode(bytes);

/** MessagePack of `{ $date: ms }`. */
export const encodeDate = (ms: number): Uint8Array => encodeDocument({ $date: Math.round(ms) });
