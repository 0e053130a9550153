/** Checks encoded values against the schema without decoding them. */
import type { IFieldSpec } from '../../../protocol';
import { mapEntries } from '../documents/messagepack-map';
import { readHead, readString, skipValue } from '../documents/messagepack-walk';
import { OBJECT_ID_BYTES } from '../documents/object-id';
import { documentFields, isRelatedClass } from '../schema/document-fields';
import { describeType } from '../schema/field-spec-text';

/** What a value should have been and is. */
export class WrongTypeError extends Error {
  override name = 'WrongTypeError';
  constructor(
    readonly path: string,
    readonly expected: string,
    readonly found: string
  ) {
    super(`'${path}' should be of type ${expected}, but is ${found}`);
  }
}

const isNil = (bytes: Uint8Array): boolean => bytes[0] === 0xc0;

function isDate(bytes: Uint8Array): boolean {
  const entries = mapEntries(bytes);
  const date = entries.get('$date');
  const kind = date && readHead(date, 0).kind;
  return entries.size === 1 && (kind === 'int' || kind === 'float');
}

/** The type of an encoded value in words. */
export function describeValue(bytes: Uint8Array): string {
  const { kind } = readHead(bytes, 0);
  if (kind === 'array') {
    return 'list';
  }
  if (kind !== 'map') {
    return kind === 'nil' ? 'null' : kind;
  }
  const cls = mapEntries(bytes).get('_cls');
  return isDate(bytes) ? 'datetime' : cls ? readString(cls, 0) : 'dict';
}

/** The class of an encoded document, or null. */
function classOf(bytes: Uint8Array): string | null {
  const cls = readHead(bytes, 0).kind === 'map' ? mapEntries(bytes).get('_cls') : undefined;
  return cls && readHead(cls, 0).kind === 'string' ? readString(cls, 0) : null;
}

function isIntegralFloat(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Number.isInteger(bytes[0] === 0xca ? view.getFloat32(1) : view.getFloat64(1));
}

function isArrayDocument(bytes: Uint8Array): boolean {
  if (classOf(bytes) !== 'ndarray') {
    return false;
  }
  const entries = mapEntries(bytes);
  const kindOf = (name: string): string | undefined => {
    const value = entries.get(name);
    return value && readHead(value, 0).kind;
  };
  return kindOf('dtype') === 'string' && kindOf('shape') === 'array' && kindOf('zlib') === 'binary';
}

/** Calls `visit` with every element of an encoded array. */
function eachElement(bytes: Uint8Array, visit: (element: Uint8Array, i: number) => void): void {
  const head = readHead(bytes, 0);
  let at = head.start;
  for (let i = 0; i < head.length; i++) {
    const end = skipValue(bytes, at);
    visit(bytes.subarray(at, end), i);
    at = end;
  }
}

/** What the elements of a list or the values of a dict must be; null if anything. */
export function elementSpec(spec: IFieldSpec): IFieldSpec | null {
  return spec.subtype === undefined
    ? null
    : {
        name: spec.name,
        type: spec.subtype,
        ...(spec.document === undefined ? {} : { document: spec.document }),
        ...(spec.fields === undefined ? {} : { fields: spec.fields })
      };
}

function checkParts(bytes: Uint8Array, spec: IFieldSpec, path: string): void {
  const element = elementSpec(spec);
  if (spec.type === 'list' && element) {
    eachElement(bytes, (value, i) => checkValue(value, element, `${path}[${i}]`));
  } else if (spec.type === 'dict' && element) {
    for (const [name, value] of mapEntries(bytes)) {
      checkValue(value, element, `${path}.${name}`);
    }
  } else if (spec.type === 'document') {
    const entries = mapEntries(bytes);
    for (const field of documentFields(spec)) {
      const value = entries.get(field.name);
      if (value) {
        checkValue(value, field, `${path}.${field.name}`);
      }
    }
  }
}

function fits(bytes: Uint8Array, spec: IFieldSpec): boolean {
  const { kind, length } = readHead(bytes, 0);
  switch (spec.type) {
    case 'string':
    case 'bool':
      return kind === spec.type;
    case 'int':
      return kind === 'int' || (kind === 'float' && isIntegralFloat(bytes));
    case 'float':
      return kind === 'float' || kind === 'int';
    case 'date':
    case 'datetime':
      return kind === 'map' && isDate(bytes);
    case 'object_id':
      return kind === 'string' || (kind === 'binary' && length === OBJECT_ID_BYTES);
    case 'list':
      return kind === 'array';
    case 'dict':
      // Its keys are texts, or the walk through its entries fails.
      return kind === 'map' && mapEntries(bytes).size <= length;
    case 'vector':
      return kind === 'array' || isArrayDocument(bytes);
    case 'array':
      return isArrayDocument(bytes);
    case 'any':
      return true;
    case 'document': {
      const cls = classOf(bytes);
      return (
        kind === 'map' &&
        (cls === null || spec.document === undefined || isRelatedClass(spec.document, cls))
      );
    }
  }
}

/**
 * Checks one whole encoded value. Null is a value of every type.
 * @throws WrongTypeError naming the part that is wrong; MessagePackError if the bytes are damaged.
 */
export function checkValue(bytes: Uint8Array, spec: IFieldSpec, path: string): void {
  if (isNil(bytes)) {
    return;
  }
  if (!fits(bytes, spec)) {
    throw new WrongTypeError(path, describeType(spec), describeValue(bytes));
  }
  checkParts(bytes, spec, path);
}
