/** Checks encoded label documents: whole, of the declared class, every label with its id. */
import { LABEL_CLASSES, type IFieldSpec } from '../../../protocol';
import { encodedKey } from '../documents/messagepack-map';
import {
  hasBytes,
  MessagePackError,
  readHead,
  readString,
  skipValue
} from '../documents/messagepack-walk';
import { OBJECT_ID_BYTES } from '../documents/object-id';
import { WrongTypeError, describeValue } from './value-check';

const CLASS = encodedKey('_cls');
const ID = encodedKey('_id');
/** Head of 12 bytes of binary. */
const ID_HEAD = Uint8Array.of(0xc4, OBJECT_ID_BYTES);

function requireClass(bytes: Uint8Array, at: number, cls: string, path: string): void {
  if (at < 0) {
    throw new WrongTypeError(path, cls, 'a document without a class');
  }
  if (!hasBytes(bytes, at, encodedKey(cls))) {
    const isText = readHead(bytes, at).kind === 'string';
    throw new WrongTypeError(
      path,
      cls,
      isText ? readString(bytes, at) : 'a document without a class'
    );
  }
}

/** Checks one label and returns where it ends. `path` is asked for only in messages. */
function checkSingle(bytes: Uint8Array, at: number, cls: string, path: () => string): number {
  const head = readHead(bytes, at);
  if (head.kind !== 'map') {
    throw new WrongTypeError(path(), cls, describeValue(bytes.subarray(at)));
  }
  let hasId = false;
  let clsAt = -1;
  let offset = head.start;
  for (let i = 0; i < head.length; i++) {
    const value = skipValue(bytes, offset);
    if (hasBytes(bytes, offset, ID)) {
      hasId = hasBytes(bytes, value, ID_HEAD);
    } else if (hasBytes(bytes, offset, CLASS)) {
      clsAt = value;
    }
    offset = skipValue(bytes, value);
  }
  if (clsAt < 0 || !hasBytes(bytes, clsAt, encodedKey(cls))) {
    requireClass(bytes, clsAt, cls, path());
  }
  if (!hasId) {
    throw new MessagePackError(`the label at '${path()}' has no _id of ${OBJECT_ID_BYTES} bytes`);
  }
  return offset;
}

/** Checks the elements of an encoded list of labels and returns where it ends. */
function checkList(bytes: Uint8Array, at: number, element: string, path: string): number {
  const head = readHead(bytes, at);
  if (head.kind !== 'array') {
    throw new WrongTypeError(path, `list of ${element}`, describeValue(bytes.subarray(at)));
  }
  let offset = head.start;
  for (let i = 0; i < head.length; i++) {
    offset = checkSingle(bytes, offset, element, () => `${path}[${i}]`);
  }
  return offset;
}

/** Checks a document that holds a list of labels and returns where it ends. */
function checkContainer(
  bytes: Uint8Array,
  cls: string,
  list: string,
  element: string,
  name: string
): number {
  const head = readHead(bytes, 0);
  const path = `${name}.${list}`;
  const listKey = encodedKey(list);
  let clsAt = -1;
  let listAt = -1;
  let offset = head.start;
  for (let i = 0; i < head.length; i++) {
    const value = skipValue(bytes, offset);
    if (hasBytes(bytes, offset, CLASS)) {
      clsAt = value;
    } else if (hasBytes(bytes, offset, listKey)) {
      listAt = value;
    }
    offset = value === listAt ? checkList(bytes, value, element, path) : skipValue(bytes, value);
  }
  requireClass(bytes, clsAt, cls, name);
  if (listAt < 0) {
    throw new MessagePackError(`'${path}' is missing`);
  }
  return offset;
}

/**
 * Checks the document of a label field, in one walk through its bytes.
 * @throws WrongTypeError if it is of another class, MessagePackError if it is damaged.
 */
export function checkLabel(bytes: Uint8Array, spec: IFieldSpec): void {
  const cls = spec.document ?? '';
  if (readHead(bytes, 0).kind !== 'map') {
    throw new WrongTypeError(spec.name, cls, describeValue(bytes));
  }
  const list = LABEL_CLASSES[cls]?.list;
  const element = LABEL_CLASSES[cls]?.element;
  const end =
    list === undefined || element === undefined
      ? checkSingle(bytes, 0, cls, () => spec.name)
      : checkContainer(bytes, cls, list, element, spec.name);
  if (end !== bytes.length) {
    throw new MessagePackError('there is more data behind the document');
  }
}
