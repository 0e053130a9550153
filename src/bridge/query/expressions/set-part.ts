/** Documents with another part. */
import { isDate, type Value } from './values';

type Document = Record<string, unknown>;

/**
 * A copy of a document in which the part at a dotted path is `part`; documents on the way are made
 * if they are missing, lists on the way are changed element by element. Null stays null.
 */
export function withPart(value: Value, path: string, part: Value): Value {
  if (path === '') {
    return part;
  }
  if (Array.isArray(value)) {
    return value.map(element => withPart(element, path, part));
  }
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || isDate(value)) {
    return null;
  }
  const [name = '', ...rest] = path.split('.');
  const document = value as Document;
  const inner = (document[name] ?? {}) as Value;
  return {
    ...document,
    [name]: rest.length === 0 ? part : (withPart(inner, rest.join('.'), part) ?? inner)
  };
}
