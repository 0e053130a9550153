/** Which worker answers a request. */
import type { Method, StageName, View } from '../../protocol';
import type { IRequestContext, IResponse } from './data-service';
import type { IDataWorkers } from './data-workers';
import { EDIT_ROUTES } from './edit-routes';
import { STORE_METHODS, type StoreMethod } from './requests';
import { tagVisibleLabels } from './tag-visible-labels';

/** Stages after which a view may show only some of the labels of its samples. */
const HIDES_LABELS: ReadonlySet<StageName> = new Set([
  'filter_labels',
  'select_labels',
  'exclude_labels',
  'limit_labels',
  'filter_keypoints',
  'match_frames',
  'select_frames',
  'exclude_frames',
  'concat'
]);

/** Parameters of a method that changes the samples of a view. */
interface IViewTarget {
  dataset: string;
  view: View;
  sample_ids?: string[] | null;
}

/** Rows of the view in its order, limited to `sample_ids` if given; null means: see `sample_ids`. */
async function viewRids(
  workers: IDataWorkers,
  { dataset, view, sample_ids: sampleIds = null }: IViewTarget,
  context: IRequestContext
): Promise<Uint32Array | null> {
  if (view.length === 0) {
    return null;
  }
  const params = { dataset, view, sample_ids: sampleIds };
  return (await workers.askQuery('internal.rids', params, null, context)).result as Uint32Array;
}

/** Answers one request with the worker that can; views are turned into rows for the writer. */
export async function routeRequest(
  workers: IDataWorkers,
  method: Method,
  params: unknown,
  payload: Uint8Array | null,
  context: IRequestContext
): Promise<IResponse> {
  const edit = EDIT_ROUTES[method];
  if (edit) {
    return edit(workers, params as never, payload, context);
  }
  switch (method) {
    case 'labels.tag': {
      const target = params as IViewTarget;
      if (target.view.some(({ stage }) => HIDES_LABELS.has(stage))) {
        return tagVisibleLabels(workers, params as Parameters<typeof tagVisibleLabels>[1], context);
      }
      const rids = await viewRids(workers, target, context);
      return workers.askStore(method, { ...target, rids }, null, context);
    }
    case 'samples.tag': {
      const target = params as IViewTarget;
      const rids = await viewRids(workers, target, context);
      return workers.askStore(method, { ...target, rids }, null, context);
    }
    case 'dataset.list':
    case 'dataset.describe':
    case 'saved_view.list':
      return { result: await workers.askLookup(method, params) };
    case 'saved_view.save': {
      const { dataset, view } = params as IViewTarget;
      await workers.askQuery('view.check', { dataset, view }, null, context);
      return workers.askStore(method, params, null, context);
    }
    case 'view.check':
      return (await workers.askLookup(method, params))
        ? { result: {} }
        : workers.askQuery(method, params, payload, context);
    case 'view.describe': {
      const result = await workers.askLookup(method, params);
      return result ? { result } : workers.askQuery(method, params, payload, context);
    }
    default:
      return (STORE_METHODS as string[]).includes(method)
        ? workers.askStore(method as StoreMethod, params, payload, context)
        : workers.askQuery(method, params, payload, context);
  }
}
