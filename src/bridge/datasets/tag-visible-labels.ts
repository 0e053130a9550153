/** `labels.tag` on a view that shows only some of the labels. */
import type { ParsedParams } from '../../protocol';
import { RequestError } from '../request-error';
import { MAX_CHANGED_LABELS } from '../store/document-store';
import type { IRequestContext, IResponse } from './data-service';
import type { IDataWorkers } from './data-workers';

/** Samples whose documents are read, and later written, at once. */
const PAGE = 1000;

interface IPage {
  rids: Uint32Array;
  /** 12 bytes of each label that the view shows. */
  labels: Uint8Array;
}

/** All labels that the view shows, before any of them changes what the view shows. */
async function collect(
  workers: IDataWorkers,
  params: ParsedParams<'labels.tag'>,
  context: IRequestContext
): Promise<IPage[]> {
  const { dataset, view, fields } = params;
  const pages: IPage[] = [];
  for (let start: number | null = 0; start !== null;) {
    const query = { dataset, view, start, count: PAGE, fields };
    const documents = await workers.askQuery('view.documents', query, null, context);
    const { next } = documents.result as { next: number | null };
    const { result, payload } = await workers.askStore(
      'internal.collect_labels',
      { dataset },
      documents.payload ?? null
    );
    const { rids } = result as { rids: Uint32Array };
    pages.push({ rids, labels: payload ?? new Uint8Array(0) });
    start = next;
  }
  return pages;
}

/**
 * Tags the labels that the view shows and no others. One transaction per 1 000 samples: doing it
 * again after a failure is safe, since labels that have the tag stay as they are.
 */
export async function tagVisibleLabels(
  workers: IDataWorkers,
  params: ParsedParams<'labels.tag'>,
  context: IRequestContext
): Promise<IResponse> {
  const pages = await collect(workers, params, context);
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
