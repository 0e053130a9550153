/**
 * Checks the encoded frames of a video: a list of documents, each with an id of 12 bytes and a number
 * from 1, ascending by number.
 */
import { isLabelField, type IFieldSpec } from '../../../protocol';
import { decodeDocument } from '../documents/document-codec';
import { mapEntries } from '../documents/messagepack-map';
import { MessagePackError, readHead, skipValue } from '../documents/messagepack-walk';
import { OBJECT_ID_BYTES } from '../documents/object-id';
import { checkLabel } from './label-check';
import { checkValue, describeValue, WrongTypeError } from './value-check';

/** What every frame has besides the fields that are declared. */
const OWN_FIELDS: readonly IFieldSpec[] = [
  { name: 'created_at', type: 'datetime' },
  { name: 'last_modified_at', type: 'datetime' }
];
const OWN_NAMES = new Set(['_id', '_cls', 'frame_number', ...OWN_FIELDS.map(({ name }) => name)]);

const isNil = (bytes: Uint8Array): boolean => bytes[0] === 0xc0;

function checkFrame(
  bytes: Uint8Array,
  fields: ReadonlyMap<string, IFieldSpec>,
  path: string,
  before: number
): number {
  if (readHead(bytes, 0).kind !== 'map') {
    throw new WrongTypeError(path, 'Frame', describeValue(bytes));
  }
  const entries = mapEntries(bytes);
  const id = entries.get('_id');
  const idHead = id && readHead(id, 0);
  if (idHead?.kind !== 'binary' || idHead.length !== OBJECT_ID_BYTES) {
    throw new MessagePackError(`the frame at '${path}' has no _id of ${OBJECT_ID_BYTES} bytes`);
  }
  const encoded = entries.get('frame_number');
  const number =
    encoded && readHead(encoded, 0).kind === 'int' ? Number(decodeDocument(encoded)) : 0;
  if (number <= before) {
    throw new WrongTypeError(
      `${path}.frame_number`,
      'an integer from 1 that is larger than those before it',
      encoded ? describeValue(encoded) : 'null'
    );
  }
  for (const [name, value] of entries) {
    const spec = fields.get(name);
    if (spec && !isNil(value)) {
      if (isLabelField(spec)) {
        checkLabel(value, { ...spec, name: `${path}.${name}` });
      } else {
        checkValue(value, spec, `${path}.${name}`);
      }
    } else if (!spec && !OWN_NAMES.has(name)) {
      throw new WrongTypeError(`${path}.${name}`, 'a declared field of frames', 'unknown');
    }
  }
  return number;
}

/**
 * Checks the whole list of frames of a sample.
 * @throws WrongTypeError naming the part that is wrong; MessagePackError if the bytes are damaged.
 */
export function checkFrames(bytes: Uint8Array, spec: IFieldSpec): void {
  const head = readHead(bytes, 0);
  if (head.kind !== 'array') {
    throw new WrongTypeError(spec.name, 'list of Frame', describeValue(bytes));
  }
  const fields = new Map(
    [...OWN_FIELDS, ...(spec.fields ?? [])].map(field => [field.name, field] as const)
  );
  let at = head.start;
  let number = 0;
  for (let i = 0; i < head.length; i++) {
    const end = skipValue(bytes, at);
    number = checkFrame(bytes.subarray(at, end), fields, `${spec.name}[${i}]`, number);
    at = end;
  }
  if (at !== bytes.length) {
    throw new MessagePackError('there is more data behind the frames');
  }
}
