/**
 * Edits values at a path inside a MessagePack document on their bytes. Lists on the way are entered:
 * `['detections', 'label']` leads to the label of every detection.
 */
import { arrayHead, buildMap, concatBytes, mapEntries } from './messagepack-map';
import { MessagePackError, readHead, skipValue } from './messagepack-walk';

const NIL = new Uint8Array([0xc0]);

export const isNilValue = (value: Uint8Array | undefined): boolean =>
  value === undefined || value[0] === 0xc0;

/** The elements of an encoded array, as views. @throws MessagePackError if it is no array. */
export function arrayElements(bytes: Uint8Array): Uint8Array[] {
  const head = readHead(bytes, 0);
  if (head.kind !== 'array') {
    throw new MessagePackError(`a list was expected, not ${head.kind}`);
  }
  const elements: Uint8Array[] = [];
  let at = head.start;
  for (let i = 0; i < head.length; i++) {
    const end = skipValue(bytes, at);
    elements.push(bytes.subarray(at, end));
    at = end;
  }
  return elements;
}

/** The encoded array of elements that are encoded already. */
export const buildArray = (elements: readonly Uint8Array[]): Uint8Array =>
  concatBytes([arrayHead(elements.length), ...elements]);

/**
 * Calls `edit` with the entries of every map at a path; it changes them and returns whether it did.
 * Returns `value` itself if nothing changed. What is missing on the way or no map is left alone.
 */
export function editMaps(
  value: Uint8Array,
  path: readonly string[],
  edit: (entries: Map<string, Uint8Array>) => boolean
): Uint8Array {
  const { kind } = readHead(value, 0);
  if (kind === 'array') {
    let changed = false;
    const elements = arrayElements(value).map(element => {
      const edited = editMaps(element, path, edit);
      changed ||= edited !== element;
      return edited;
    });
    return changed ? buildArray(elements) : value;
  }
  if (kind !== 'map') {
    return value;
  }
  const entries = mapEntries(value);
  const [name, ...rest] = path;
  if (name === undefined) {
    return edit(entries) ? buildMap(entries) : value;
  }
  const old = entries.get(name);
  if (!old) {
    return value;
  }
  const edited = editMaps(old, rest, edit);
  if (edited === old) {
    return value;
  }
  entries.set(name, edited);
  return buildMap(entries);
}

/** Values were given for another number of elements than there are. */
export class LengthError extends Error {
  override name = 'LengthError';
  constructor(
    readonly elements: number,
    readonly given: number
  ) {
    super(`${given} values were given for ${elements} elements`);
  }
}

export interface IAlignedOptions {
  /** Leaves a value as it is where null is given. */
  skipNone: boolean;
  /** Checks a value that is about to be set; it throws if the value may not be. */
  check: (value: Uint8Array) => void;
}

/**
 * Sets the values at a path. Where the path enters a list, `given` is a list with one value per
 * element; null there stands for nothing but nulls. Null removes. Returns `value` itself if nothing
 * changed.
 * @throws LengthError if a list has another length than the list that it is for.
 */
export function setAligned(
  value: Uint8Array,
  path: readonly string[],
  given: Uint8Array,
  options: IAlignedOptions
): Uint8Array {
  if (readHead(value, 0).kind === 'array') {
    const elements = arrayElements(value);
    const values = given[0] === 0xc0 ? elements.map(() => NIL) : arrayElements(given);
    if (values.length !== elements.length) {
      throw new LengthError(elements.length, values.length);
    }
    let changed = false;
    const next = elements.map((element, i) => {
      const edited = setAligned(element, path, values[i] as Uint8Array, options);
      changed ||= edited !== element;
      return edited;
    });
    return changed ? buildArray(next) : value;
  }
  const [name, ...rest] = path as [string, ...string[]];
  const entries = mapEntries(value);
  const old = entries.get(name);
  let next: Uint8Array | null;
  if (rest.length > 0) {
    if (isNilValue(old)) {
      if (isEmptyGiven(given)) {
        return value;
      }
      next = setAligned(new Uint8Array([0x80]), rest, given, options);
    } else {
      next = setAligned(old as Uint8Array, rest, given, options);
    }
  } else if (given[0] === 0xc0) {
    if (options.skipNone || !old) {
      return value;
    }
    next = null;
  } else {
    options.check(given);
    next = given;
  }
  if (next === old) {
    return value;
  }
  if (next) {
    entries.set(name, next);
  } else {
    entries.delete(name);
  }
  return buildMap(entries);
}

/** Whether nothing is given: null, or a list of no values. */
export const isEmptyGiven = (given: Uint8Array): boolean =>
  given[0] === 0xc0 || (readHead(given, 0).kind === 'array' && readHead(given, 0).length === 0);
