/** A part of another system's view that no stage or expression of ours says. */
export class NotExpressible extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotExpressible';
  }
}

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The only entry of an object, or null if it has none or several. */
export function onlyEntry(value: unknown): [string, unknown] | null {
  const entries = isObject(value) ? Object.entries(value) : [];
  return entries.length === 1 ? (entries[0] as [string, unknown]) : null;
}

/** `_id` at the end of a path is our `id`. */
export const pathOf = (path: string): string =>
  path
    .split('.')
    .map(part => (part === '_id' ? 'id' : part))
    .join('.');
