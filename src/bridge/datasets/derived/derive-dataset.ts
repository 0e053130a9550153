/** Makes a derived dataset: pages of its source become samples of it. */
import type { IGeneratedPlan } from '../../query/generated';
import { RequestError } from '../../request-error';
import type { IRequestContext, IResponse } from '../data-service';
import type { IDataWorkers } from '../data-workers';
import type { IDerived } from './derived-properties';

/** Samples of the source per transaction. */
const PAGE = 500;
/** What was replaced is deleted later, for somebody may be reading it. */
const KEEP_OLD_MS = 30_000;

/** Returns its id. @throws RequestError, `cancelled` among others; then nothing is left of it */
export async function deriveDataset(
  workers: IDataWorkers,
  source: string,
  plan: IGeneratedPlan,
  derived: IDerived,
  context: IRequestContext
): Promise<string> {
  const begun = await workers.askStore('internal.derived_begin', { source, plan, derived });
  const { dataset } = begun.result as { dataset: string };
  try {
    await addPages(workers, source, plan, derived, dataset, context);
    const done = await workers.askStore('internal.derived_finish', { dataset, derived });
    const { old } = done.result as { old: string | null };
    if (old !== null) {
      removeLater(workers, old);
    }
    return derived.id;
  } catch (error) {
    await workers.askStore('internal.derived_remove', { dataset });
    throw error;
  }
}

async function addPages(
  workers: IDataWorkers,
  source: string,
  plan: IGeneratedPlan,
  derived: IDerived,
  dataset: string,
  context: IRequestContext
): Promise<void> {
  const view = derived.stages.slice(0, -1);
  const ask = (start: number): Promise<IResponse> =>
    workers.askQuery(
      'view.documents',
      { dataset: source, view, start, count: PAGE, fields: plan.read },
      null,
      context
    );
  let pending: Promise<IResponse> | null = ask(0);
  while (pending) {
    const { result, payload }: IResponse = await pending;
    const { start, next, total } = result as {
      start: number;
      next: number | null;
      total: number;
    };
    if (context.signal.aborted) {
      throw new RequestError('cancelled', 'The request was cancelled.');
    }
    // The next page is read while this one is written.
    pending = next === null ? null : ask(next);
    pending?.catch(() => undefined);
    await workers.askStore('internal.derived_add', { dataset, plan, start }, payload ?? null);
    context.progress(next ?? total, total);
  }
}

function removeLater(workers: IDataWorkers, dataset: string): void {
  const timer = setTimeout(() => {
    workers
      .askStore('internal.derived_remove', { dataset })
      .catch((error: unknown) => console.error('A replaced derived dataset stays:', error));
  }, KEEP_OLD_MS);
  timer.unref();
}
