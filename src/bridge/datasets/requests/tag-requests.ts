/** Requests that tag: `samples.tag` and `labels.tag`. */
import { isLabelField } from '../../../protocol';
import type { IDocumentStore } from '../../store/document-store';
import { labelIdsOf } from '../documents/label-tags';
import { mapEntries } from '../documents/messagepack-map';
import { readBinary } from '../documents/messagepack-walk';
import { idFromHex } from '../documents/object-id';
import { idsOfPayload } from '../samples/label-ids';
import { readingPayload, triples } from '../samples/sample-payload';
import { labelFieldNames } from './dataset-requests';
import { sortedUnion } from './sorted-union';
import {
  changeMessage,
  hexIds,
  requireDataset,
  targetRids,
  type IStoreAnswer,
  type ITarget,
  type StoreRequest
} from './store-request';

interface ITagging extends ITarget {
  tags: string[];
  remove: boolean;
}

/** Most ids of changed samples that a reply holds, for undoing. */
const MAX_UNDO = 10_000;

const tagSamples: StoreRequest<ITagging> = (store, params) => {
  const info = requireDataset(store, params.dataset);
  const rids = targetRids(store, params);
  const { seq, changed } = store.transaction(() => {
    let last = info.seq;
    let all = new Uint32Array(0);
    for (const tag of params.tags) {
      const one = store.tagSamples(info.id, rids, tag, params.remove);
      last = one.seq;
      all = sortedUnion(all, one.changed);
    }
    return { seq: last, changed: all };
  });
  const ids = hexIds(store, info.id, changed, MAX_UNDO);
  return {
    result: { seq, count: changed.length, changed: ids },
    changes:
      changed.length > 0
        ? [changeMessage(info.id, seq, 'tags', { fields: ['tags'], ...(ids ? { ids } : {}) })]
        : []
  };
};

interface ILabelTagging extends ITagging {
  fields?: string[] | null;
  /** Ids of labels; with a payload (12 bytes each) both limit. */
  label_ids?: string[] | null;
}

const tagLabels: StoreRequest<ILabelTagging> = (store, params, payload) => {
  const info = requireDataset(store, params.dataset);
  const fields = labelFieldNames(info.fields, params.fields);
  const asked = params.label_ids ? new Set(params.label_ids) : null;
  const seen = payload ? idsOfPayload(payload) : null;
  const labelIds = asked && seen ? new Set([...asked].filter(id => seen.has(id))) : (asked ?? seen);
  const { seq, count, changed, ...done } = store.tagLabels(
    info.id,
    targetRids(store, params),
    { fields, labelIds },
    params.tags,
    params.remove
  );
  const ids = hexIds(store, info.id, changed);
  const more = { fields: done.fields, ...(ids ? { ids } : {}) };
  return {
    result: { seq, count, changed: done.labelIds },
    changes: count > 0 ? [changeMessage(info.id, seq, 'labels', more)] : []
  };
};

/**
 * The labels of documents as a view shows them (payload of `view.documents`): payload of 12 bytes
 * per label, result the row ids.
 */
function collectLabels(
  store: IDocumentStore,
  { dataset }: { dataset: string },
  payload: Uint8Array | null
): IStoreAnswer {
  const info = requireDataset(store, dataset);
  const names = new Set(info.fields.filter(isLabelField).map(field => field.name));
  const samples: Uint8Array[] = [];
  const labels: Uint8Array[] = [];
  readingPayload(() => {
    for (const [id, , documents] of triples(payload ?? new Uint8Array([0x90]))) {
      samples.push(id);
      for (const [name, value] of mapEntries(documents)) {
        if (names.has(name) && value[0] !== 0xc0) {
          for (const label of labelIdsOf(readBinary(value, 0))) {
            labels.push(idFromHex(label) as Uint8Array);
          }
        }
      }
    }
  });
  const ids = new Uint8Array(12 * labels.length);
  labels.forEach((label, i) => ids.set(label, 12 * i));
  const rids = Uint32Array.from(store.ridsOfIds(dataset, samples).filter(rid => rid >= 0));
  return { result: { rids }, payload: ids };
}

export const tagRequests = {
  'samples.tag': tagSamples,
  'labels.tag': tagLabels,
  'internal.collect_labels': collectLabels
};
