/** Constants of database queries, in plain or extended JSON. */
import type { Literal } from '../expressions';
import { isObject, NotExpressible, onlyEntry } from './not-expressible';

function extended(key: string, value: unknown): Literal | undefined {
  switch (key) {
    case '$oid':
    case '$toObjectId':
      return typeof value === 'string' ? value : undefined;
    case '$date': {
      if (typeof value === 'number') {
        return { $date: value };
      }
      const inner = onlyEntry(value);
      const ms =
        typeof value === 'string'
          ? Date.parse(value)
          : inner?.[0] === '$numberLong'
            ? Number(inner[1])
            : NaN;
      return Number.isNaN(ms) ? undefined : { $date: ms };
    }
    case '$numberLong':
    case '$numberInt':
      return Number(value);
    case '$numberDouble':
      return value === 'NaN' || value === 'Infinity' || value === '-Infinity'
        ? { $number: value }
        : Number(value);
    default:
      return undefined;
  }
}

/** A constant; undefined if the value is none. */
export function literalOf(value: unknown): Literal | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : undefined;
  }
  if (Array.isArray(value)) {
    const elements = value.map(literalOf);
    return elements.includes(undefined) ? undefined : (elements as Literal[]);
  }
  const entry = onlyEntry(value);
  return entry ? extended(...entry) : undefined;
}

/** @throws NotExpressible if the value is no constant */
export function requireLiteral(value: unknown): Literal {
  const found = literalOf(value);
  if (found === undefined) {
    const what = isObject(value) ? `{${Object.keys(value).join(', ')}}` : String(value);
    throw new NotExpressible(`A constant was expected, but ${what.slice(0, 80)} was found.`);
  }
  return found;
}
