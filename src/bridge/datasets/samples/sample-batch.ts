/** The payloads of `samples.add` and `samples.update`, checked against the schema. */
import { isFramesField, isLabelField, type IFieldSpec } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { INewSample } from '../../store/document-store';
import { buildMap, mapEntries } from '../documents/messagepack-map';
import { idToHex } from '../documents/object-id';
import { documentFields } from '../schema/document-fields';
import { describeType } from '../schema/field-spec-text';
import { checking, unknownField } from './sample-errors';
import {
  checkFilepath,
  checkNoLabel,
  isNil,
  readingPayload,
  readLabels,
  readTags,
  STORE_FIELDS,
  triples,
  type IBatchSchema
} from './sample-payload';
import { checkValue, elementSpec } from './value-check';

/** An update before its sample was looked up. */
export interface IParsedUpdate {
  id: Uint8Array;
  set: Map<string, Uint8Array>;
  labels: Record<string, Uint8Array | null>;
  tags: string[] | null;
}

/** Payload of `samples.add`. @throws RequestError that names sample and field. */
export function parseNewSamples(payload: Uint8Array, schema: IBatchSchema): INewSample[] {
  return readingPayload(() =>
    Array.from(triples(payload), ([id, core, labels]) => parseNewSample(id, core, labels, schema))
  );
}

function parseNewSample(
  id: Uint8Array,
  coreBytes: Uint8Array,
  labelBytes: Uint8Array,
  schema: IBatchSchema
): INewSample {
  const entries = mapEntries(coreBytes);
  const filepath = checkFilepath(entries.get('filepath'), idToHex(id));
  const tags = entries.get('tags');
  for (const [name, value] of entries) {
    const spec = schema.fields.get(name);
    if (name === 'tags' || STORE_FIELDS.has(name) || isNil(value)) {
      entries.delete(name);
    } else if (!spec) {
      throw unknownField(filepath, name, schema.dataset);
    } else {
      checkNoLabel(spec, value, filepath);
      checking(filepath, name, () => checkValue(value, spec, name));
    }
  }
  const labels: Record<string, Uint8Array> = {};
  for (const [name, document] of Object.entries(readLabels(labelBytes, schema, filepath))) {
    if (document) {
      labels[name] = document;
    }
  }
  const tagSpec = schema.fields.get('tags') as IFieldSpec;
  return {
    id,
    filepath,
    core: buildMap(entries),
    labels,
    tags: readTags(tags, tagSpec, filepath)
  };
}

/** The declared type at a dotted path; null if the path is not declared but may be set. */
function specAt(path: string, schema: IBatchSchema, sample: string): IFieldSpec | null {
  const [top = '', ...rest] = path.split('.');
  let spec = schema.fields.get(top) ?? null;
  if (!spec) {
    throw unknownField(sample, top, schema.dataset);
  }
  if (spec.read_only || STORE_FIELDS.has(top)) {
    throw new RequestError('invalid', `Cannot edit read-only field '${top}'.`, { field: top });
  }
  if ((isLabelField(spec) || isFramesField(spec)) && rest.length > 0) {
    throw new RequestError(
      'invalid',
      `'${path}' cannot be set by itself: the ${isFramesField(spec) ? 'frames of a sample' : 'labels of a field'} are saved together.`,
      { field: path, sample }
    );
  }
  for (const name of rest) {
    if (name === '' || (spec !== null && spec.type !== 'document' && spec.type !== 'dict')) {
      throw new RequestError(
        'invalid',
        `'${path}' cannot be set: '${top}' is of type ${describeType(spec ?? { type: 'dict' })}.`,
        { field: path, sample }
      );
    }
    if (spec) {
      spec =
        spec.type === 'dict'
          ? elementSpec(spec)
          : (documentFields(spec).find(field => field.name === name) ?? null);
    }
    if (spec?.read_only) {
      throw new RequestError('invalid', `Cannot edit read-only field '${path}'.`, { field: path });
    }
  }
  return spec;
}

function parseUpdate(
  id: Uint8Array,
  setBytes: Uint8Array,
  labelBytes: Uint8Array,
  schema: IBatchSchema
): IParsedUpdate {
  const sample = idToHex(id);
  const set = mapEntries(setBytes);
  let tags: string[] | null = null;
  for (const [path, value] of set) {
    const spec = specAt(path, schema, sample);
    if (path === 'tags') {
      tags = readTags(value, spec as IFieldSpec, sample);
      set.delete(path);
      continue;
    }
    if (path === 'filepath') {
      checkFilepath(value, sample);
    }
    if (spec) {
      checkNoLabel(spec, value, sample);
      checking(sample, path, () => checkValue(value, spec, path));
    }
  }
  const labels = readLabels(labelBytes, schema, sample);
  for (const name of Object.keys(labels)) {
    // Of fields with labels too, nothing inside may be edited.
    specAt(name, schema, sample);
  }
  return { id, set, labels, tags };
}

/** Payload of `samples.update`. @throws RequestError that names sample and field. */
export function parseUpdates(payload: Uint8Array, schema: IBatchSchema): IParsedUpdate[] {
  return readingPayload(() =>
    Array.from(triples(payload), ([id, set, labels]) => parseUpdate(id, set, labels, schema))
  );
}
