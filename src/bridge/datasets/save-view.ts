/** `view.save` and `view.keep`: what a view shows becomes what is stored. */
import type { ParsedParams } from '../../protocol';
import { RequestError } from '../request-error';
import type { IRequestContext, IResponse } from './data-service';
import type { IDataWorkers } from './data-workers';

/** Samples written at once. */
const PART = 1000;

function throwIfCancelled({ signal }: IRequestContext): void {
  if (signal.aborted) {
    throw new RequestError('cancelled', 'The request was cancelled; what was saved stays.');
  }
}

/** Writes the fields that a view changes, and clears those that it leaves out. */
export async function saveView(
  workers: IDataWorkers,
  { dataset, view, fields }: ParsedParams<'view.save'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  const save = crypto.randomUUID();
  const saved = { seq: 0, count: 0 };
  for (let start = 0, total = 1; start < total; start += PART) {
    throwIfCancelled(context);
    const part = { dataset, view, fields: fields ?? null, save, start, count: PART };
    const { result, payload } = await workers.askQuery('internal.view_edits', part, null, context);
    const found = result as { total: number; count: number };
    total = found.total;
    if (found.count > 0) {
      const answer = await workers.askStore(
        'samples.update',
        { dataset, fields: [] },
        payload ?? null
      );
      const { seq, count } = answer.result as { seq: number; count: number };
      saved.seq = seq;
      saved.count += count;
    }
    context.progress(Math.min(start + PART, total), total);
  }
  return { result: saved };
}

/** Deletes the samples that are not in a view. */
export async function keepView(
  workers: IDataWorkers,
  { dataset, view }: ParsedParams<'view.keep'>,
  _payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  const rows = async (stages: typeof view): Promise<Uint32Array> =>
    (
      await workers.askQuery(
        'internal.rids',
        { dataset, view: stages, sample_ids: null },
        null,
        context
      )
    ).result as Uint32Array;
  const kept = new Set(await rows(view));
  const others = (await rows([])).filter(rid => !kept.has(rid));
  const deleted = { seq: 0, count: 0 };
  for (let at = 0; at < others.length; at += PART) {
    throwIfCancelled(context);
    const part = { dataset, rids: others.slice(at, at + PART) };
    const { result } = await workers.askStore('samples.delete', part);
    const { seq, count } = result as { seq: number; count: number };
    deleted.seq = seq;
    deleted.count += count;
    context.progress(Math.min(at + PART, others.length), others.length);
  }
  return { result: deleted };
}
