/** Changing values at a path of documents, without changing the documents themselves. */
import { LABEL_CLASSES } from '../../../protocol';
import type { SampleDocument } from './label-filter-set';

const isDocument = (value: unknown): value is SampleDocument =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !ArrayBuffer.isView(value);

/** The new value of what stands at a path; `parent` is the document that holds it. */
export type Compute = (value: unknown, parent: unknown) => unknown;

/** Parts of a path; `[]` stands alone. */
export function pathParts(path: string): string[] {
  return path
    .split('.')
    .flatMap(part => (part.endsWith('[]') ? [part.slice(0, -2), '[]'] : [part]))
    .filter(part => part !== '');
}

/** The list that is meant although the path leaves it out: `predictions.label`. */
function impliedList(document: SampleDocument, name: string): string | null {
  const known = LABEL_CLASSES[document['_cls'] as string];
  if (known?.list === undefined || name === known.list || name in document) {
    return null;
  }
  return known.attributes.some(attribute => attribute.name === name) ||
    name === 'bounding_box' ||
    name === 'points' ||
    name === 'mask'
    ? known.list
    : null;
}

/**
 * A value with what stands at the path replaced. Lists on the way are gone through one by one, and a
 * last part `[]` means the elements themselves; where a document on the way is missing, nothing
 * changes.
 */
export function changePath(value: unknown, parts: readonly string[], compute: Compute): unknown {
  const [name, ...rest] = parts;
  if (Array.isArray(value)) {
    if (name === '[]') {
      return rest.length === 0
        ? value.map(element => compute(element, element))
        : value.map(element => changePath(element, rest, compute));
    }
    return value.map(element => changePath(element, parts, compute));
  }
  if (name === undefined || name === '[]' || !isDocument(value)) {
    return value;
  }
  const list = impliedList(value, name);
  if (list !== null) {
    return { ...value, [list]: changePath(value[list] ?? [], parts, compute) };
  }
  return {
    ...value,
    [name]: rest.length === 0 ? compute(value[name], value) : changePath(value[name], rest, compute)
  };
}

/** A value without what stands at the path. */
export function removePath(value: unknown, parts: readonly string[]): unknown {
  const [name, ...rest] = parts;
  if (Array.isArray(value)) {
    return value.map(element => removePath(element, parts));
  }
  if (name === undefined || !isDocument(value)) {
    return value;
  }
  const list = impliedList(value, name);
  if (list !== null) {
    return { ...value, [list]: removePath(value[list] ?? [], parts) };
  }
  if (!(name in value)) {
    return value;
  }
  if (rest.length > 0) {
    return { ...value, [name]: removePath(value[name], rest) };
  }
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

/** What a label keeps whatever is chosen of it. */
const ALWAYS: ReadonlySet<string> = new Set(['_id', '_cls', 'tags']);

/** A field's document with only some attributes; labels in lists are gone through one by one. */
export function onlyAttributes(document: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(document)) {
    return document.map(element => onlyAttributes(element, names));
  }
  if (!isDocument(document)) {
    return document;
  }
  const list = LABEL_CLASSES[document['_cls'] as string]?.list;
  if (list !== undefined) {
    return { ...document, [list]: onlyAttributes(document[list] ?? [], names) };
  }
  return Object.fromEntries(
    Object.entries(document).filter(([key]) => ALWAYS.has(key) || names.has(key))
  );
}
