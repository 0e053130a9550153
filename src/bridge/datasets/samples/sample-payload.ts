/** What the payloads of `samples.add` and `samples.update` have in common, checked. */
import { isFramesField, isLabelField, type IFieldSpec } from '../../../protocol';
import { RequestError } from '../../request-error';
import { mapEntries } from '../documents/messagepack-map';
import {
  MessagePackError,
  readBinary,
  readHead,
  readString,
  skipValue
} from '../documents/messagepack-walk';
import { OBJECT_ID_BYTES } from '../documents/object-id';
import { describeType } from '../schema/field-spec-text';
import { checkFrames } from './frames-check';
import { checkLabel } from './label-check';
import { checking, unknownField } from './sample-errors';
import { checkValue, describeValue } from './value-check';

/** The schema by name, and the name of the dataset for messages. */
export interface IBatchSchema {
  dataset: string;
  fields: ReadonlyMap<string, IFieldSpec>;
}
export const batchSchema = (dataset: string, fields: readonly IFieldSpec[]): IBatchSchema => ({
  dataset,
  fields: new Map(fields.map(field => [field.name, field]))
});

/** Kept by the store. */
export const STORE_FIELDS = new Set(['id', 'created_at', 'last_modified_at']);
export const isNil = (value: Uint8Array): boolean => value[0] === 0xc0;

/** Runs the reading of a whole payload. @throws RequestError `invalid` if its bytes are damaged. */
export function readingPayload<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof MessagePackError) {
      throw new RequestError(
        'invalid',
        `The samples that were sent cannot be read: ${error.message}. Nothing was saved.`
      );
    }
    throw error;
  }
}

/** The entries `[id, map, map]` of a payload. */
export function* triples(payload: Uint8Array): Generator<[Uint8Array, Uint8Array, Uint8Array]> {
  const list = readHead(payload, 0);
  if (list.kind !== 'array') {
    throw new RequestError('invalid', 'The samples are not a list.');
  }
  let at = list.start;
  for (let i = 0; i < list.length; i++) {
    const entry = readHead(payload, at);
    if (entry.kind !== 'array' || entry.length !== 3) {
      throw new RequestError('invalid', `Sample ${i} of the list is not [id, fields, labels].`);
    }
    const core = skipValue(payload, entry.start);
    const labels = skipValue(payload, core);
    const end = skipValue(payload, labels);
    const id = readBinary(payload, entry.start);
    if (id.length !== OBJECT_ID_BYTES) {
      throw new RequestError('invalid', `The id of sample ${i} of the list has no 12 bytes.`);
    }
    yield [id, payload.subarray(core, labels), payload.subarray(labels, end)];
    at = end;
  }
}

/** Whether a path is absolute on any of the platforms. */
const isAbsolutePath = (path: string): boolean =>
  path.startsWith('/') || path.startsWith('\\\\') || /^[a-zA-Z]:[\\/]/.test(path);

/** The file path of a sample, checked to be absolute. */
export function checkFilepath(value: Uint8Array | undefined, sample: string): string {
  const path = value && readHead(value, 0).kind === 'string' ? readString(value, 0) : null;
  if (path === null || !isAbsolutePath(path) || path.includes('\0')) {
    throw new RequestError(
      'invalid',
      path === null
        ? `Sample ${sample} has no filepath. Give it the path of its picture. Nothing was saved.`
        : `'${path}' is no absolute path. Give sample ${sample} the whole path of its picture. Nothing was saved.`,
      { field: 'filepath', sample }
    );
  }
  return path;
}

/** The tags of a sample; none if they are null or missing. */
export function readTags(
  value: Uint8Array | undefined,
  spec: IFieldSpec,
  sample: string
): string[] {
  if (!value || isNil(value)) {
    return [];
  }
  checking(sample, 'tags', () => checkValue(value, spec, 'tags'));
  const head = readHead(value, 0);
  const tags: string[] = [];
  let at = head.start;
  for (let i = 0; i < head.length; i++) {
    if (readHead(value, at).kind === 'string') {
      tags.push(readString(value, at));
    }
    at = skipValue(value, at);
  }
  return tags;
}

/** Documents stored apart (labels, frames) by field; null where the field is to be empty. */
export function readLabels(
  bytes: Uint8Array,
  schema: IBatchSchema,
  sample: string
): Record<string, Uint8Array | null> {
  const labels: Record<string, Uint8Array | null> = {};
  for (const [name, value] of mapEntries(bytes)) {
    const spec = schema.fields.get(name);
    if (!spec) {
      throw unknownField(sample, name, schema.dataset);
    }
    if (!isLabelField(spec) && !isFramesField(spec)) {
      throw new RequestError(
        'wrong_type',
        `The field '${name}' is of type ${describeType(spec)} and holds no labels, as sample ${sample} has there. Nothing was saved.`,
        { field: name, sample }
      );
    }
    labels[name] = isNil(value)
      ? null
      : checking(sample, name, () => {
          const document = readBinary(value, 0);
          (isFramesField(spec) ? checkFrames : checkLabel)(document, spec);
          return document;
        });
  }
  return labels;
}

/** Labels and frames come as bytes of their own, never among the other fields. */
export function checkNoLabel(spec: IFieldSpec, value: Uint8Array, sample: string): void {
  if ((isLabelField(spec) || isFramesField(spec)) && !isNil(value)) {
    throw new RequestError(
      'wrong_type',
      `Invalid value for field '${spec.name}' of sample ${sample}: it holds ${describeType(spec)}${isLabelField(spec) ? ' labels' : ''}, but the value is ${describeValue(value)}. Nothing was saved.`,
      { field: spec.name, sample, expected: describeType(spec), found: describeValue(value) }
    );
  }
}
