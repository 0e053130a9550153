/** The value of a label's attribute as text, exactly, for colours that go by it. */
import { isDate, readPath, type Value } from '../expressions';

function textOf(value: Value): string | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (value instanceof Uint8Array) {
    return value.length === 12 ? Buffer.from(value).toString('hex') : null;
  }
  if (Array.isArray(value)) {
    const texts = value.map(textOf).filter(text => text !== null);
    return texts.length > 0 ? texts.join('\n') : null;
  }
  return isDate(value) ? new Date(value.$date).toISOString() : null;
}

/** Text of the attribute at `path`; the elements of a list one a line. Null if there is none. */
export const attributeText = (label: Value, path: string): string | null =>
  textOf(readPath(label, path === 'id' ? '_id' : path));
