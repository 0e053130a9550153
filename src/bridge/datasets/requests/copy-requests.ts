/** Requests that copy samples from one dataset to another, in parts. Not on the wire. */
import type { IFieldSpec } from '../../../protocol';
import type { INewSample } from '../../store/document-store';
import { buildMap, mapEntries } from '../documents/messagepack-map';
import { readBinary, readString } from '../documents/messagepack-walk';
import { newObjectId, OBJECT_ID_BYTES } from '../documents/object-id';
import { isNil, readingPayload, STORE_FIELDS, triples } from '../samples/sample-payload';
import { checkName, defaultName } from '../schema/dataset-name';
import { arrayElements } from '../documents/edit-path';
import { insertSamples } from './sample-requests';
import { changeMessage, requireDataset, type StoreRequest } from './store-request';

interface INewCopy {
  source: string;
  /** Fields of the copy; null for those of the source. */
  fields: IFieldSpec[] | null;
  name: string | null;
  persistent: boolean;
}

/** A dataset without samples that is like another one. It is hidden until it is published. */
const createCopy: StoreRequest<INewCopy> = (store, { source, fields, name, persistent }) => {
  const info = requireDataset(store, source);
  const chosen = name ?? defaultName(new Date(), taken => store.findDataset(taken) !== null);
  return store.transaction(() => {
    const { id } = store.createDataset({
      name: chosen,
      slug: checkName(chosen),
      persistent,
      overwrite: false,
      source
    });
    const undated = (specs: readonly IFieldSpec[]): IFieldSpec[] =>
      specs.map(({ created_at: _old, fields: inner, ...spec }) =>
        inner ? { ...spec, fields: undated(inner) } : spec
      );
    store.setFields(id, undated(fields ?? info.fields));
    const { description, tags, app_config, media_type } = info;
    const { last_deletion_at: _never, derived: _none, ...properties } = info.properties;
    const like = { description, tags, app_config, media_type, properties, info: info.info };
    return { result: store.updateDataset(id, like) };
  });
};

const publish: StoreRequest<{ target: string }> = (store, { target }) => {
  const info = store.publishDataset(target);
  return { result: info, changes: [changeMessage(info.id, info.seq, 'samples')] };
};

const copyNames: StoreRequest<{ source: string; target: string }> = (store, params) => {
  const { source, target } = params;
  return { result: store.copySaved(source, target) };
};

const copyRows: StoreRequest<{ source: string; target: string; first: number; last: number }> = (
  store,
  { source, target, first, last }
) => {
  store.copyRows(source, target, first, last);
  return { result: {} };
};

/** Copies again what was written since an operation, and the sets of rows and tags. */
const copyRest: StoreRequest<{ source: string; target: string; since: number }> = (
  store,
  { source, target, since }
) => {
  store.transaction(() => {
    const operations = store.operationsAfter(source, since, 1_000_000);
    if (!operations) {
      store.copyRows(source, target, 0, 0xffffffff);
    }
    for (const operation of operations ?? []) {
      if (operation.kind === 'added') {
        store.copyRows(source, target, operation.first, operation.last);
      } else if (operation.kind === 'updated' || operation.kind === 'deleted') {
        operation.rids.forEach(rid => store.copyRows(source, target, rid, rid));
      }
    }
    store.copySets(source, target);
  });
  return { result: {} };
};

function parseCopy(id: Uint8Array, core: Uint8Array, labels: Uint8Array): INewSample {
  const entries = mapEntries(core);
  const tags = entries.get('tags');
  for (const [name, value] of entries) {
    if (name === 'tags' || STORE_FIELDS.has(name) || isNil(value)) {
      entries.delete(name);
    }
  }
  return {
    id,
    filepath: readString(entries.get('filepath') as Uint8Array, 0),
    core: buildMap(entries),
    labels: Object.fromEntries(
      [...mapEntries(labels)].map(([name, value]) => [name, readBinary(value, 0)])
    ),
    tags: tags ? arrayElements(tags).map(tag => readString(tag, 0)) : []
  };
}

/** Adds samples of another dataset, which were checked when they came there. Payload: their ids. */
const addCopies: StoreRequest<{ dataset: string; skip_known: boolean; new_ids: boolean }> = (
  store,
  params,
  payload
) => {
  const info = requireDataset(store, params.dataset);
  const all = readingPayload(() =>
    Array.from(triples(payload ?? new Uint8Array([0x90])), ([id, core, labels]) =>
      parseCopy(params.new_ids ? newObjectId() : id, core, labels)
    )
  );
  const known = params.skip_known
    ? store.ridsOfIds(
        info.id,
        all.map(sample => sample.id)
      )
    : null;
  const samples = all.filter((_, i) => !known || (known[i] as number) < 0);
  const { result, changes } = insertSamples(store, info, null, samples);
  const ids = new Uint8Array(OBJECT_ID_BYTES * samples.length);
  samples.forEach((sample, i) => ids.set(sample.id, OBJECT_ID_BYTES * i));
  return { result, payload: ids, changes };
};

export const copyRequests = {
  'internal.create_copy': createCopy,
  'internal.publish_copy': publish,
  'internal.copy_names': copyNames,
  'internal.copy_rows': copyRows,
  'internal.copy_rest': copyRest,
  'internal.add_copies': addCopies
};
