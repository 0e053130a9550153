/** Scalars of stored documents in the form that columns hold. */
import type { ScalarType } from '../../query/schema';
import type { MsgpackScanner } from '../../query/msgpack';

/** `{ $date: ms }` at the cursor; null if it is another map. */
function scanDate(scanner: MsgpackScanner): number | null {
  let date: number | null = null;
  for (let left = scanner.mapSize(); left > 0; left--) {
    if (scanner.text() === '$date' && scanner.kind() === 'number') {
      date = scanner.number();
    } else {
      scanner.skip();
    }
  }
  return date;
}

function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    text += byte.toString(16).padStart(2, '0');
  }
  return text;
}

/** The value at the cursor, or null if it is of another type; the cursor moves behind it. */
export function scanScalar(
  scanner: MsgpackScanner,
  type: ScalarType
): number | string | boolean | null {
  const kind = scanner.kind();
  if (kind === 'number' && type === 'number') {
    const number = scanner.number();
    return Number.isNaN(number) ? null : number;
  }
  if (kind === 'text' && type === 'string') {
    return scanner.text();
  }
  if (kind === 'bytes' && type === 'string') {
    const bytes = scanner.data();
    return bytes.length === 12 ? hexOf(bytes) : null;
  }
  if (kind === 'bool' && type === 'bool') {
    return scanner.bool();
  }
  if (kind === 'map' && type === 'date') {
    return scanDate(scanner);
  }
  scanner.skip();
  return null;
}

/** Calls `each` for the elements of the list at the cursor; everything else counts as empty. */
export function scanList(scanner: MsgpackScanner, each: (position: number) => void): void {
  if (scanner.kind() !== 'array') {
    scanner.skip();
    return;
  }
  const count = scanner.arraySize();
  for (let i = 0; i < count; i++) {
    each(i);
  }
}
