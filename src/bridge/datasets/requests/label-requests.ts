/** Requests that delete labels or move them between fields: one part of a view at a time. */
import type { IFieldSpec } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IDocumentStore, ISampleUpdate } from '../../store/document-store';
import { idsOfPayload } from '../samples/label-ids';
import { putLabels, takeLabels } from '../samples/label-edits';
import { locateField, requireEditable } from '../schema/field-location';
import { mergeFields } from '../schema/merge-fields';
import { labelFieldNames } from './dataset-requests';
import { changeMessage, requireDataset, type StoreRequest } from './store-request';

interface ILabelPart {
  dataset: string;
  rids: Uint32Array;
}

function writeLabels(
  store: IDocumentStore,
  dataset: string,
  updates: readonly ISampleUpdate[],
  fields: string[],
  count: number
): ReturnType<StoreRequest<ILabelPart>> {
  if (updates.length === 0) {
    return { result: { seq: store.latestSeq(dataset), count: 0 } };
  }
  const { seq } = store.updateSamples(dataset, updates);
  return { result: { seq, count }, changes: [changeMessage(dataset, seq, 'labels', { fields })] };
}

/** Deletes the labels whose ids are the payload from fields of some samples. */
const deleteLabels: StoreRequest<ILabelPart & { fields: string[] }> = (store, params, payload) => {
  const info = requireDataset(store, params.dataset);
  params.fields.forEach(name => requireEditable(locateField(info.name, info.fields, name)));
  const ids = idsOfPayload(payload);
  return store.transaction(() => {
    const selection = { core: false, tags: false, labels: params.fields };
    const updates: ISampleUpdate[] = [];
    let count = 0;
    for (const { rid, labels: stored } of store.read(info.id, params.rids, selection)) {
      const labels: Record<string, Uint8Array | null> = {};
      for (const [name, document] of Object.entries(stored)) {
        const split = takeLabels(document, ids);
        if (split) {
          labels[name] = split.rest;
          count += split.taken.length;
        }
      }
      if (Object.keys(labels).length > 0) {
        updates.push({ rid, set: new Map(), labels, tags: null });
      }
    }
    return writeLabels(store, info.id, updates, params.fields, count);
  });
};

/** Checks the two fields of a move, and makes the second one like the first if it is not there. */
const prepareMove: StoreRequest<{ dataset: string; from: string; to: string }> = (
  store,
  { dataset, from, to }
) => {
  const info = requireDataset(store, dataset);
  const source = locateField(info.name, info.fields, from);
  if (!source.isLabel || source.inner.length > 0) {
    throw new RequestError('wrong_type', `The field '${from}' holds no labels.`, { field: from });
  }
  requireEditable(source);
  if (from === to) {
    throw new RequestError('invalid', `The labels of '${from}' are in that field already.`);
  }
  const { created_at: _old, ...spec } = source.top;
  // Of another class it is refused here.
  const merged = mergeFields(info.fields, [{ ...spec, name: to } satisfies IFieldSpec]);
  requireEditable(locateField(info.name, merged ?? info.fields, to));
  if (!merged) {
    return { result: {} };
  }
  const { seq } = store.setFields(info.id, merged);
  return { result: {}, changes: [changeMessage(info.id, seq, 'fields', { fields: [to] })] };
};

/** Moves the labels whose ids are the payload, in some samples. */
const moveLabels: StoreRequest<ILabelPart & { from: string; to: string }> = (
  store,
  { dataset, rids, from, to },
  payload
) => {
  const info = requireDataset(store, dataset);
  const cls = locateField(info.name, info.fields, to).top.document ?? '';
  const ids = idsOfPayload(payload);
  return store.transaction(() => {
    const selection = { core: false, tags: false, labels: [from, to] };
    const updates: ISampleUpdate[] = [];
    let count = 0;
    for (const { rid, labels } of store.read(info.id, rids, selection)) {
      const split = labels[from] ? takeLabels(labels[from], ids) : null;
      if (split) {
        const merged = putLabels(labels[to] ?? null, cls, split.taken);
        count += split.taken.length;
        const moved = { [from]: split.rest, [to]: merged };
        updates.push({ rid, set: new Map(), labels: moved, tags: null });
      }
    }
    return writeLabels(store, info.id, updates, [from, to], count);
  });
};

/** Names of the label fields that are meant; all if none are named. */
const namedFields: StoreRequest<{ dataset: string; fields: string[] | null }> = (
  store,
  { dataset, fields }
) => {
  const info = requireDataset(store, dataset);
  return { result: labelFieldNames(info.fields, fields) };
};

export const labelRequests = {
  'internal.label_fields': namedFields,
  'internal.delete_labels': deleteLabels,
  'internal.prepare_move': prepareMove,
  'internal.move_labels': moveLabels
};
