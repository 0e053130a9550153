/** Requests that write samples: `samples.add`, `samples.update`, `samples.delete`. */
import {
  isLabelField,
  type IDatasetChangeMessage,
  type IDatasetInfo,
  type IFieldSpec,
  type ParsedParams
} from '../../../protocol';
import { RequestError } from '../../request-error';
import type {
  IDocumentStore,
  INewSample,
  ISampleUpdate,
  IWriteResult
} from '../../store/document-store';
import { mediaTypeOf } from '../documents/media-type';
import { idToHex } from '../documents/object-id';
import { groupSamples } from '../groups/group-rules';
import { parseNewSamples, parseUpdates } from '../samples/sample-batch';
import { batchSchema } from '../samples/sample-payload';
import { withFrames, withMediaFields } from '../schema/media-fields';
import { mergeFields } from '../schema/merge-fields';
import { changedFields } from './dataset-requests';
import {
  changeMessage,
  hexIds,
  requireDataset,
  targetRids,
  type ITarget,
  type StoreRequest
} from './store-request';

function requirePayload(payload: Uint8Array | null): Uint8Array {
  if (!payload || payload.length === 0) {
    throw new RequestError('invalid', 'The request carries no samples.');
  }
  return payload;
}

/**
 * The fields that a dataset has besides by the media of new samples, or null if it has them.
 * @throws RequestError `invalid` if their media are not of the type of the dataset.
 */
function fieldsOfMedia(
  { name, media_type: now, source, fields }: IDatasetInfo,
  samples: readonly INewSample[]
): IFieldSpec[] | null {
  const [first] = samples;
  if (!first) {
    return null;
  }
  const types = samples.map(({ filepath }) => mediaTypeOf(filepath));
  const expected = now ?? types[0];
  const other = samples.find((_, i) => types[i] !== expected);
  if (expected === 'group') {
    return types.includes('video') ? withFrames(fields) : null;
  }
  if (other && source === null) {
    const type = mediaTypeOf(other.filepath);
    throw new RequestError(
      'invalid',
      `${other.filepath} is of type ${type}, but the samples of the dataset '${name}' are of type ${expected}; no sample was added. Put it into another dataset, or into a slice of a grouped one.`,
      { media_type: type, filepath: other.filepath }
    );
  }
  return now === null && expected ? withMediaFields(fields, expected) : null;
}

/**
 * Adds checked samples, with what they mean for the dataset: its media type, its groups, the fields
 * that come with them. `brought`: the schema that they need, if it is not the dataset's.
 * @throws RequestError if they are of another media type, or do not fit the groups
 */
export function insertSamples(
  store: IDocumentStore,
  info: IDatasetInfo,
  brought: IFieldSpec[] | null,
  samples: readonly INewSample[]
): { result: IWriteResult; changes: IDatasetChangeMessage[] } {
  const grouped = info.source === null ? groupSamples(info, brought ?? info.fields, samples) : null;
  const now = { ...info, ...(grouped ? ({ media_type: 'group' } as const) : {}) };
  const fields = grouped?.fields ?? brought;
  const merged = fieldsOfMedia({ ...now, fields: fields ?? info.fields }, samples) ?? fields;
  const result = store.transaction(() => {
    if (grouped?.properties) {
      store.updateDataset(info.id, { properties: grouped.properties, media_type: 'group' });
    }
    return store.addSamples(info.id, samples, merged ?? undefined);
  });
  const changes: IDatasetChangeMessage[] = [];
  if (merged) {
    const fields = changedFields(info.fields, merged);
    changes.push(changeMessage(info.id, result.seq, 'fields', { fields }));
  }
  if (samples.length > 0) {
    const ids = samples.length <= 1000 ? samples.map(sample => idToHex(sample.id)) : undefined;
    changes.push(changeMessage(info.id, result.seq, 'samples', ids ? { ids } : {}));
  }
  return { result, changes };
}

const add: StoreRequest<ParsedParams<'samples.add'>> = (store, params, payload) => {
  const info = requireDataset(store, params.dataset);
  const brought = mergeFields(info.fields, params.fields);
  const schema = batchSchema(info.name, brought ?? info.fields);
  return insertSamples(store, info, brought, parseNewSamples(requirePayload(payload), schema));
};

const update: StoreRequest<ParsedParams<'samples.update'>> = (store, params, payload) => {
  const info = requireDataset(store, params.dataset);
  const merged = mergeFields(info.fields, params.fields);
  const schema = batchSchema(info.name, merged ?? info.fields);
  const parsed = parseUpdates(requirePayload(payload), schema);
  const rids = store.ridsOfIds(
    info.id,
    parsed.map(one => one.id)
  );
  const ids = parsed.map(one => idToHex(one.id));
  const unknown = ids.filter((_, i) => (rids[i] as number) < 0);
  if (unknown.length > 0) {
    const named = unknown.slice(0, 10).join(', ') + (unknown.length > 10 ? ', …' : '');
    throw new RequestError(
      'not_found',
      `The dataset '${info.name}' has no sample ${named}: it may have been deleted. Nothing was saved.`,
      { dataset: info.id, sample_ids: unknown.slice(0, 1000) }
    );
  }
  const updates = parsed.map((one, i): ISampleUpdate => ({
    rid: rids[i] as number,
    set: one.set,
    labels: one.labels,
    tags: one.tags
  }));
  const result = store.updateSamples(info.id, updates, merged ?? undefined);
  const touched = new Set<string>();
  for (const one of parsed) {
    [...one.set.keys()].forEach(path => touched.add(path.split('.')[0] as string));
    Object.keys(one.labels).forEach(name => touched.add(name));
    if (one.tags) {
      touched.add('tags');
    }
  }
  const fields = [...touched];
  const isLabel = (name: string): boolean => {
    const spec = schema.fields.get(name);
    return spec !== undefined && isLabelField(spec);
  };
  const kind = fields.every(name => name === 'tags')
    ? 'tags'
    : fields.every(isLabel)
      ? 'labels'
      : 'samples';
  const changes: IDatasetChangeMessage[] = [];
  if (merged) {
    changes.push(
      changeMessage(info.id, result.seq, 'fields', { fields: changedFields(info.fields, merged) })
    );
  }
  if (updates.length > 0) {
    changes.push(changeMessage(info.id, result.seq, kind, { ids, fields }));
  }
  return { result, changes };
};

const remove: StoreRequest<ITarget> = (store, params) => {
  const info = requireDataset(store, params.dataset);
  const rids = targetRids(store, params);
  const ids = hexIds(store, info.id, rids);
  const result = store.deleteSamples(info.id, rids);
  const changes =
    result.count > 0 ? [changeMessage(info.id, result.seq, 'samples', ids ? { ids } : {})] : [];
  return { result, changes };
};

export const sampleRequests = {
  'samples.add': add,
  'samples.update': update,
  'samples.delete': remove
};
