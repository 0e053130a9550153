/** Which labels a view shows, in which samples. */
import type { View } from '../../protocol';
import type { IRequestContext } from './data-service';
import type { IDataWorkers } from './data-workers';

/** Samples whose documents are read, and later written, at once. */
const PAGE = 1000;

export interface ILabelPage {
  rids: Uint32Array;
  /** 12 bytes of each label that the view shows. */
  labels: Uint8Array;
}

/** All labels that the view shows, before any of them changes what the view shows. */
export async function visibleLabels(
  workers: IDataWorkers,
  { dataset, view, fields }: { dataset: string; view: View; fields?: string[] | null | undefined },
  context: IRequestContext
): Promise<ILabelPage[]> {
  const pages: ILabelPage[] = [];
  for (let start: number | null = 0; start !== null;) {
    const query = { dataset, view, start, count: PAGE, fields: fields ?? null };
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
