/** Copies of samples inside the bridge: `dataset.clone`, `samples.copy`. */
import type { IDatasetInfo, IFieldSpec, ParsedParams, View } from '../../protocol';
import { RequestError } from '../request-error';
import type { IRequestContext, IResponse } from './data-service';
import type { IDataWorkers } from './data-workers';

/** Samples copied at once. */
const PAGE = 1000;

interface ICopy {
  source: string;
  view: View;
  target: string;
  /** Samples whose ids are there already are passed over. */
  skipKnown: boolean;
  newIds: boolean;
}

/** Copies the samples of a view as it shows them, in its order. Returns the new ids as bytes. */
async function copyPages(
  workers: IDataWorkers,
  { source, view, target, skipKnown, newIds }: ICopy,
  context: IRequestContext
): Promise<Uint8Array[]> {
  const ids: Uint8Array[] = [];
  for (let start: number | null = 0; start !== null;) {
    if (context.signal.aborted) {
      throw new RequestError('cancelled', 'The request was cancelled.');
    }
    const query = { dataset: source, view, start, count: PAGE, fields: null };
    const page = await workers.askQuery('view.documents', query, null, context);
    const { next, total } = page.result as { next: number | null; total: number };
    const added = await workers.askStore(
      'internal.add_copies',
      { dataset: target, skip_known: skipKnown, new_ids: newIds },
      page.payload ?? null
    );
    if (added.payload) {
      ids.push(added.payload);
    }
    context.progress(next ?? total, total);
    start = next;
  }
  return ids;
}

/** The fields that a view leaves. */
async function fieldsOf(
  workers: IDataWorkers,
  source: string,
  view: View,
  context: IRequestContext
): Promise<IFieldSpec[]> {
  const params = { dataset: source, view };
  const { result } = await workers.askQuery('internal.view_fields', params, null, context);
  return result as IFieldSpec[];
}

/** All samples, row by row as they are stored; what is written meanwhile comes last. */
async function copyRows(
  workers: IDataWorkers,
  source: string,
  target: string,
  context: IRequestContext
): Promise<void> {
  const begun = await workers.askStore('internal.copy_names', { source, target });
  const { seq, last } = begun.result as { seq: number; last: number };
  for (let first = 1; first <= last; first += PAGE) {
    if (context.signal.aborted) {
      throw new RequestError('cancelled', 'The request was cancelled.');
    }
    await workers.askStore('internal.copy_rows', { source, target, first, last: first + PAGE - 1 });
    context.progress(Math.min(first + PAGE - 1, last), last);
  }
  await workers.askStore('internal.copy_rest', { source, target, since: seq });
}

/**
 * The new dataset is hidden until it is whole; if that fails or is cancelled, nothing of it stays.
 */
export async function cloneDataset(
  workers: IDataWorkers,
  { dataset: source, view, name, persistent }: ParsedParams<'dataset.clone'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  const fields = view.length > 0 ? await fieldsOf(workers, source, view, context) : null;
  const made = await workers.askStore('internal.create_copy', {
    source,
    fields,
    name: name ?? null,
    persistent
  });
  const target = (made.result as IDatasetInfo).id;
  try {
    if (view.length === 0) {
      await copyRows(workers, source, target, context);
    } else {
      await copyPages(workers, { source, view, target, skipKnown: false, newIds: false }, context);
    }
    return await workers.askStore('internal.publish_copy', { target });
  } catch (error) {
    await workers.askStore('dataset.delete', { dataset: target });
    throw error;
  }
}

/** Adds the samples of one dataset to another, with the fields that they need. */
export async function copySamples(
  workers: IDataWorkers,
  params: ParsedParams<'samples.copy'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  const { dataset: source, view, to: target, new_ids: newIds } = params;
  const fields = await fieldsOf(workers, source, view, context);
  await workers.askStore('dataset.add_fields', { dataset: target, fields });
  const copy = { source, view, target, skipKnown: !newIds, newIds };
  const ids = await copyPages(workers, copy, context);
  const payload = new Uint8Array(ids.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of ids) {
    payload.set(part, at);
    at += part.length;
  }
  return { result: { count: payload.length / 12 }, payload };
}
