/** Requests about datasets: `dataset.*`. */
import {
  isLabelField,
  type IDatasetInfo,
  type IFieldSpec,
  type MediaType,
  type ParsedParams
} from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IDocumentStore } from '../../store/document-store';
import { checkName, defaultName } from '../schema/dataset-name';
import { withMediaFields } from '../schema/media-fields';
import { mergeFields } from '../schema/merge-fields';
import { namePattern } from '../schema/name-pattern';
import {
  changeMessage,
  requireDataset,
  type ReadRequest,
  type StoreRequest
} from './store-request';

const list: ReadRequest<ParsedParams<'dataset.list'>> = (store, { pattern }) => {
  const matches = pattern == null ? () => true : namePattern(pattern);
  return { result: store.listDatasets().filter(info => matches(info.name)) };
};

const create: StoreRequest<ParsedParams<'dataset.create'>> = (store, params) => {
  const { persistent, overwrite } = params;
  const name = params.name ?? defaultName(new Date(), taken => store.findDataset(taken) !== null);
  const replaced = overwrite ? store.findDataset(name) : null;
  const info = store.createDataset({ name, slug: checkName(name), persistent, overwrite });
  const changes = replaced
    ? [changeMessage(replaced.id, store.latestSeq(replaced.id), 'deleted')]
    : [];
  return { result: info, changes };
};

const load: StoreRequest<ParsedParams<'dataset.load'>> = (store, { name }) => ({
  result: store.touchDataset(requireDataset(store, name).id)
});

const remove: StoreRequest<ParsedParams<'dataset.delete'>> = (store, { dataset }) => {
  requireDataset(store, dataset);
  store.deleteDataset(dataset);
  return { result: {}, changes: [changeMessage(dataset, store.latestSeq(dataset), 'deleted')] };
};

/** @throws RequestError `invalid` if the samples of the dataset are of another type. */
function checkMediaType(
  { name, count, media_type: now }: IDatasetInfo,
  next: MediaType | null
): void {
  if (count > 0 && next !== now) {
    throw new RequestError(
      'invalid',
      `The media type of the dataset '${name}' cannot be changed to ${next ?? 'none'}: its ${count} samples are of type ${now ?? 'none'}.`,
      { dataset: name }
    );
  }
}

/** The changes a request asks for; what it does not mention stays. */
function requestedChanges(
  params: ParsedParams<'dataset.update'>,
  dataset: IDatasetInfo
): Parameters<IDocumentStore['updateDataset']>[1] {
  const { app_config: appConfig, properties: before } = dataset;
  const { name, persistent, description, tags, info, properties, color_scheme: scheme } = params;
  const config = { ...(params.app_config ?? appConfig) };
  if (scheme) {
    config['color_scheme'] = scheme;
  } else if (scheme === null) {
    delete config['color_scheme'];
  }
  const mediaType = params.media_type;
  if (mediaType !== undefined) {
    checkMediaType(dataset, mediaType);
  }
  return {
    app_config: config,
    ...(mediaType === undefined ? {} : { media_type: mediaType }),
    ...(name === undefined ? {} : { name, slug: checkName(name) }),
    ...(persistent === undefined ? {} : { persistent }),
    ...(description === undefined ? {} : { description }),
    ...(tags === undefined ? {} : { tags }),
    ...(info === undefined ? {} : { info }),
    ...(properties === undefined ? {} : { properties: { ...before, ...properties } })
  };
}

const update: StoreRequest<ParsedParams<'dataset.update'>> = (store, params) => {
  const before = requireDataset(store, params.dataset);
  const info = store.transaction(() => {
    const fields = params.media_type ? withMediaFields(before.fields, params.media_type) : null;
    if (fields) {
      store.setFields(before.id, fields);
    }
    return store.updateDataset(before.id, requestedChanges(params, before));
  });
  const kind = info.name === before.name ? 'fields' : 'renamed';
  return { result: info, changes: [changeMessage(info.id, info.seq, kind)] };
};

/** Fields that differ between two schemas. */
export function changedFields(
  before: readonly IFieldSpec[],
  after: readonly IFieldSpec[]
): string[] {
  const old = new Map(before.map(field => [field.name, JSON.stringify(field)]));
  return after
    .filter(field => old.get(field.name) !== JSON.stringify(field))
    .map(field => field.name);
}

const addFields: StoreRequest<ParsedParams<'dataset.add_fields'>> = (store, params) => {
  const before = requireDataset(store, params.dataset);
  const merged = mergeFields(before.fields, params.fields);
  if (!merged) {
    return { result: before };
  }
  const info = store.setFields(before.id, merged);
  const fields = changedFields(before.fields, info.fields);
  return { result: info, changes: [changeMessage(info.id, info.seq, 'fields', { fields })] };
};

/** Label fields among `names`, all if null. @throws RequestError for other names. */
export function labelFieldNames(
  fields: readonly IFieldSpec[],
  names: readonly string[] | null | undefined
): string[] {
  for (const name of names ?? []) {
    const spec = fields.find(field => field.name === name);
    if (!spec || !isLabelField(spec)) {
      throw new RequestError(
        'unknown_field',
        spec ? `The field '${name}' holds no labels.` : `There is no field '${name}'.`,
        { field: name }
      );
    }
  }
  return [...(names ?? fields.filter(isLabelField).map(field => field.name))];
}

const describe: ReadRequest<ParsedParams<'dataset.describe'>> = (store, { dataset }) => ({
  result: requireDataset(store, dataset)
});

/** What the server wants to know of a dataset that may not be there. */
const describeForServer: ReadRequest<{ dataset: string }> = (store, { dataset }) => {
  const info = store.findDataset(dataset);
  return {
    result: info && {
      id: info.id,
      name: info.name,
      count: info.count,
      fields: info.fields,
      properties: info.properties
    }
  };
};

/** Row numbers of all samples. */
const allRids: ReadRequest<{ dataset: string }> = (store, { dataset }) => ({
  result: store.allRids(dataset)
});

export const datasetReads = {
  'internal.all_rids': allRids,
  'dataset.list': list,
  'dataset.describe': describe,
  'internal.describe': describeForServer
};

export const datasetRequests = {
  'dataset.create': create,
  'dataset.load': load,
  'dataset.delete': remove,
  'dataset.update': update,
  'dataset.add_fields': addFields
};
