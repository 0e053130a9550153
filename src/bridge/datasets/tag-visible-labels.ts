/** `labels.tag` on a view that shows only some of the labels. */
import type { ParsedParams } from '../../protocol';
import { RequestError } from '../request-error';
import { MAX_CHANGED_LABELS } from '../store/document-store';
import type { IRequestContext, IResponse } from './data-service';
import type { IDataWorkers } from './data-workers';
import { visibleLabels } from './visible-labels';

/**
 * Tags the labels that the view shows and no others. One transaction per 1 000 samples: doing it
 * again after a failure is safe, since labels that have the tag stay as they are.
 */
export async function tagVisibleLabels(
  workers: IDataWorkers,
  params: ParsedParams<'labels.tag'>,
  context: IRequestContext
): Promise<IResponse> {
  const pages = await visibleLabels(workers, params, context);
  let count = 0;
  let seq = 0;
  let changed: string[] | null = [];
  for (const [done, { rids, labels }] of pages.entries()) {
    if (context.signal.aborted) {
      throw new RequestError('cancelled', 'The request was cancelled.');
    }
    context.progress(done, pages.length);
    const answer = await workers.askStore('labels.tag', { ...params, rids }, labels);
    const result = answer.result as { count: number; seq: number; changed: string[] | null };
    count += result.count;
    changed =
      changed && result.changed && count <= MAX_CHANGED_LABELS
        ? changed.concat(result.changed)
        : null;
    seq = result.seq;
  }
  return { result: { seq, count, changed } };
}
