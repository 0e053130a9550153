/**
 * Requests that edit many samples. They run in parts of at most 1 000 samples, one transaction each,
 * so that others are served in between; they report progress and stop between parts.
 */
import type { Method, ParsedParams, View } from '../../protocol';
import { RequestError } from '../request-error';
import { cloneDataset, copySamples } from './copy-routes';
import type { IRequestContext, IResponse } from './data-service';
import type { IDataWorkers } from './data-workers';
import type { StoreMethod } from './requests';
import { keepView, saveView } from './save-view';
import { visibleLabels } from './visible-labels';

/** Samples written at once. */
const PART = 1000;

type Route = (
  workers: IDataWorkers,
  params: never,
  payload: Uint8Array | null,
  context: IRequestContext
) => Promise<IResponse>;

interface ICounted {
  seq: number;
  count: number;
}

/** @throws RequestError `cancelled` */
function throwIfCancelled({ signal }: IRequestContext): void {
  if (signal.aborted) {
    throw new RequestError('cancelled', 'The request was cancelled; what was done stays.');
  }
}

/** Rows of a view, in its order. */
async function rowsOf(
  workers: IDataWorkers,
  dataset: string,
  view: View,
  context: IRequestContext,
  sampleIds: readonly string[] | null = null
): Promise<Uint32Array> {
  if (view.length === 0 && !sampleIds) {
    // No need to wait until the columns follow what was just written.
    return (await workers.askLookup('internal.all_rids', { dataset })) as Uint32Array;
  }
  const params = { dataset, view, sample_ids: sampleIds };
  return (await workers.askQuery('internal.rids', params, null, context)).result as Uint32Array;
}

/** Asks the store once per part of the rows; adds up what it counts. */
async function inParts(
  workers: IDataWorkers,
  method: StoreMethod,
  params: { dataset: string },
  rids: Uint32Array,
  context: IRequestContext,
  payload: Uint8Array | null = null
): Promise<ICounted> {
  const total: ICounted = { seq: 0, count: 0 };
  for (let at = 0; at < rids.length; at += PART) {
    throwIfCancelled(context);
    const part = { ...params, rids: rids.slice(at, at + PART) };
    // What is sent to a worker is gone here.
    const { result } = await workers.askStore(method, part, payload ? payload.slice() : null);
    const { seq, count } = result as ICounted;
    total.seq = seq;
    total.count += count;
    context.progress(Math.min(at + PART, rids.length), rids.length);
  }
  return total;
}

const described = async (workers: IDataWorkers, dataset: string): Promise<IResponse> => ({
  result: await workers.askLookup('dataset.describe', { dataset })
});

async function clearFields(
  workers: IDataWorkers,
  { dataset, view, fields }: ParsedParams<'dataset.clear_fields'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  await workers.askStore('internal.check_clear', { dataset, fields, remove: false });
  const rids = await rowsOf(workers, dataset, view, context);
  await inParts(
    workers,
    'internal.edit_fields',
    { dataset, clear: fields } as never,
    rids,
    context
  );
  return described(workers, dataset);
}

async function cloneFields(
  workers: IDataWorkers,
  { dataset, view, fields }: ParsedParams<'dataset.clone_fields'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  const rids = await rowsOf(workers, dataset, view, context);
  await workers.askStore('internal.declare_clones', { dataset, fields });
  await inParts(workers, 'internal.edit_fields', { dataset, copy: fields } as never, rids, context);
  return described(workers, dataset);
}

async function deleteFields(
  workers: IDataWorkers,
  { dataset, fields }: ParsedParams<'dataset.delete_fields'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  const checked = await workers.askStore('internal.check_clear', { dataset, fields, remove: true });
  const since = (checked.result as { seq: number }).seq;
  const rids = await rowsOf(workers, dataset, [], context);
  await inParts(
    workers,
    'internal.edit_fields',
    { dataset, clear: fields } as never,
    rids,
    context
  );
  return workers.askStore('internal.remove_fields', { dataset, fields, since });
}

async function deleteSamples(
  workers: IDataWorkers,
  { dataset, view, sample_ids: ids }: ParsedParams<'samples.delete'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  if (view.length === 0 && ids) {
    const total: ICounted = { seq: 0, count: 0 };
    for (let at = 0; at < Math.max(ids.length, 1); at += PART) {
      throwIfCancelled(context);
      const part = { dataset, rids: null, sample_ids: ids.slice(at, at + PART) };
      const { seq, count } = (await workers.askStore('samples.delete', part)).result as ICounted;
      total.seq = seq;
      total.count += count;
    }
    return { result: total };
  }
  const rids = await rowsOf(workers, dataset, view, context, ids ?? null);
  if (rids.length === 0) {
    return workers.askStore('samples.delete', { dataset, rids }, null, context);
  }
  return { result: await inParts(workers, 'samples.delete', { dataset }, rids, context) };
}

async function setLabelValues(
  workers: IDataWorkers,
  params: ParsedParams<'labels.set_values'>,
  payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  const { result } = await workers.askStore(
    'internal.label_keys',
    { dataset: params.dataset, field: params.field, fields: params.fields },
    payload ? payload.slice() : null
  );
  const { field, ids } = result as { field: string; ids: string[] };
  const { dataset } = params;
  const view: View = [
    ...params.view,
    { stage: 'select_labels', ids, fields: [field], omit_empty: true }
  ];
  if (params.view.length === 0) {
    const rids = await rowsOf(workers, dataset, view, context);
    const method = 'internal.set_label_values';
    return { result: await inParts(workers, method, params, rids, context, payload) };
  }
  // The view may hide labels of samples that it shows.
  const pages = await visibleLabels(workers, { dataset, view, fields: [field] }, context);
  const total: ICounted = { seq: 0, count: 0 };
  for (const { rids, labels } of pages) {
    throwIfCancelled(context);
    const part = { ...params, rids, visible: labels };
    const answer = await workers.askStore(
      'internal.set_label_values',
      part,
      payload ? payload.slice() : null
    );
    const { seq, count } = answer.result as ICounted;
    total.seq = seq;
    total.count += count;
  }
  return { result: total };
}

/** The view of the labels that a request names besides its view. */
function chosenLabels(params: ParsedParams<'labels.delete'>): View {
  const { fields, label_ids: ids, instance_ids: instances, tags } = params;
  const limited = fields != null || ids != null || instances != null || tags != null;
  return limited
    ? [
        ...params.view,
        {
          stage: 'select_labels',
          omit_empty: true,
          ...(fields == null ? {} : { fields }),
          ...(ids == null ? {} : { ids }),
          ...(instances == null ? {} : { instance_ids: instances }),
          ...(tags == null ? {} : { tags })
        }
      ]
    : params.view;
}

/** Writes each page of labels that a view shows. */
async function byPages(
  workers: IDataWorkers,
  view: Parameters<typeof visibleLabels>[1],
  method: StoreMethod,
  params: object,
  context: IRequestContext
): Promise<ICounted> {
  const pages = await visibleLabels(workers, view, context);
  const total: ICounted = { seq: 0, count: 0 };
  for (const [done, { rids, labels }] of pages.entries()) {
    throwIfCancelled(context);
    context.progress(done, pages.length);
    const { result } = await workers.askStore(method, { ...params, rids }, labels);
    const { seq, count } = result as ICounted;
    total.seq = seq;
    total.count += count;
  }
  return total;
}

async function deleteLabels(
  workers: IDataWorkers,
  params: ParsedParams<'labels.delete'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  const { dataset } = params;
  const { result } = await workers.askStore('internal.label_fields', {
    dataset,
    fields: params.fields ?? null
  });
  const fields = result as string[];
  const source = { dataset, view: chosenLabels({ ...params, fields }), fields };
  return {
    result: await byPages(workers, source, 'internal.delete_labels', { dataset, fields }, context)
  };
}

async function moveLabels(
  workers: IDataWorkers,
  { dataset, view, from, to }: ParsedParams<'labels.move'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  await workers.askStore('internal.prepare_move', { dataset, from, to });
  const source = { dataset, view, fields: [from] };
  const params = { dataset, from, to };
  return { result: await byPages(workers, source, 'internal.move_labels', params, context) };
}

async function viewRows(
  workers: IDataWorkers,
  { dataset, view }: ParsedParams<'view.rows'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  const rids = await rowsOf(workers, dataset, view, context);
  const payload = new Uint8Array(rids.buffer, rids.byteOffset, rids.byteLength);
  return { result: { count: rids.length }, payload };
}

export const EDIT_ROUTES: Partial<Record<Method, Route>> = {
  'dataset.clear_fields': clearFields,
  'dataset.clone_fields': cloneFields,
  'dataset.delete_fields': deleteFields,
  'dataset.clone': cloneDataset,
  'samples.copy': copySamples,
  'samples.delete': deleteSamples,
  'labels.set_values': setLabelValues,
  'labels.delete': deleteLabels,
  'labels.move': moveLabels,
  'view.rows': viewRows,
  'view.save': saveView,
  'view.keep': keepView
};
