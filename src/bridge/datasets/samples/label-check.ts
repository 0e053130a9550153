/** Checks encoded label documents: whole, of the declared class, every label with its id. */
import { LABEL_CLASSES, type IFieldSpec } from '../../../protocol';
import { mapEntries } from '../documents/messagepack-map';
import { MessagePackError, readHead, readString, skipValue } from '../documents/messagepack-walk';
import { OBJECT_ID_BYTES } from '../documents/object-id';
import { WrongTypeError, describeValue } from './value-check';

function checkSingle(bytes: Uint8Array, at: number, cls: string, path: string): void {
  const head = readHead(bytes, at);
  if (head.kind !== 'map') {
    throw new WrongTypeError(path, cls, describeValue(bytes.subarray(at)));
  }
  let hasId = false;
  let found: string | null = null;
  let offset = head.start;
  for (let i = 0; i < head.length; i++) {
    const value = skipValue(bytes, offset);
    // Only keys that start with an underscore matter here; the others are not read.
    if (bytes[offset + 1] === 0x5f) {
      const key = readString(bytes, offset);
      if (key === '_id') {
        const id = readHead(bytes, value);
        hasId = id.kind === 'binary' && id.length === OBJECT_ID_BYTES;
      } else if (key === '_cls' && readHead(bytes, value).kind === 'string') {
        found = readString(bytes, value);
      }
    }
    offset = skipValue(bytes, value);
  }
  if (found !== cls) {
    throw new WrongTypeError(path, cls, found ?? 'a document without a class');
  }
  if (!hasId) {
    throw new MessagePackError(`the label at '${path}' has no _id of ${OBJECT_ID_BYTES} bytes`);
  }
}

/**
 * Checks the document of a label field.
 * @throws WrongTypeError if it is of another class, MessagePackError if it is damaged.
 */
export function checkLabel(bytes: Uint8Array, spec: IFieldSpec): void {
  const declared = spec.document ?? '';
  if (readHead(bytes, 0).kind !== 'map') {
    throw new WrongTypeError(spec.name, declared, describeValue(bytes));
  }
  if (skipValue(bytes, 0) !== bytes.length) {
    throw new MessagePackError('there is more data behind the document');
  }
  const list = LABEL_CLASSES[declared]?.list;
  const element = LABEL_CLASSES[declared]?.element;
  if (list === undefined || element === undefined) {
    checkSingle(bytes, 0, declared, spec.name);
    return;
  }
  const entries = mapEntries(bytes);
  const cls = entries.get('_cls');
  const found = cls && readHead(cls, 0).kind === 'string' ? readString(cls, 0) : null;
  if (found !== declared) {
    throw new WrongTypeError(spec.name, declared, found ?? 'a document without a class');
  }
  const labels = entries.get(list);
  const path = `${spec.name}.${list}`;
  if (!labels) {
    throw new MessagePackError(`'${path}' is missing`);
  }
  const head = readHead(labels, 0);
  if (head.kind !== 'array') {
    throw new WrongTypeError(path, `list of ${element}`, describeValue(labels));
  }
  let at = head.start;
  for (let i = 0; i < head.length; i++) {
    checkSingle(labels, at, element, `${path}[${i}]`);
    at = skipValue(labels, at);
  }
}
