/** An export as the main thread runs it: documents of a view to the formats worker. */
import type {
  IDatasetInfo,
  IRunInfo,
  ISavedView,
  ISavedViewInfo,
  IViewDescription
} from '../../protocol';
import type { IRequestContext, IResponse } from '../datasets/data-service';
import { RequestError } from '../request-error';
import type { ExportRequest, IExportSource, IRunFacts, IViewFacts } from './format';
import type { IFormatServices } from './import-dataset';

const PAGE = 1000;

function sourceOf(info: IDatasetInfo): Omit<IExportSource, 'fields' | 'whole' | 'views' | 'runs'> {
  const { id, name, slug, properties, description, tags, app_config, media_type, persistent } =
    info;
  return {
    id,
    name,
    slug,
    info: info.info,
    properties,
    description,
    tags,
    app_config,
    media_type,
    persistent,
    created_at: info.created_at,
    last_modified_at: info.last_modified_at,
    last_loaded_at: info.last_loaded_at
  };
}

/** The views that are saved with the dataset. */
async function savedViews(dataset: string, data: IFormatServices['data']): Promise<IViewFacts[]> {
  const { result } = await data('saved_view.list', { dataset });
  const views: IViewFacts[] = [];
  for (const { name } of result as ISavedViewInfo[]) {
    const { result: saved } = await data('saved_view.load', { dataset, name });
    const { description, color, view } = saved as ISavedView;
    views.push({ name, description, color, view });
  }
  return views;
}

async function savedRuns(dataset: string, data: IFormatServices['data']): Promise<IRunFacts[]> {
  const runs: IRunFacts[] = [];
  for (const type of ['annotation', 'brain', 'evaluation', 'custom'] as const) {
    const { result } = await data('run.list', { dataset, type });
    for (const { key } of result as IRunInfo[]) {
      const loaded = await data('run.load', { dataset, type, key, results: true });
      runs.push({ type, run: loaded.result as IRunInfo, results: loaded.payload ?? null });
    }
  }
  return runs;
}

/** The files appear when they are complete; a failed or cancelled export removes what it began. */
export async function exportDataset(
  request: ExportRequest,
  services: IFormatServices,
  context: IRequestContext
): Promise<IResponse> {
  const { formats, data } = services;
  const info = await services.describe(request.dataset);
  const target = { dataset: info.id, view: request.view };
  const whole = request.view.length === 0;
  const kept = request.format === 'FiftyOneDataset' && whole;
  const views = kept ? await savedViews(info.id, data) : [];
  const runs = kept ? await savedRuns(info.id, data) : [];
  const { fields } = (await data('view.describe', target)).result as IViewDescription;
  const source = { ...sourceOf(info), fields, whole, views, runs };
  const opened = await formats('export.open', { request, source });
  const { run } = opened.result as { run: number };
  try {
    let writing: Promise<unknown> = Promise.resolve();
    let count = 0;
    for (let start: number | null = 0; start !== null;) {
      const page = await data('view.documents', { ...target, start, count: PAGE });
      await writing;
      const { next, total, ...read } = page.result as {
        count: number;
        next: number | null;
        total: number;
      };
      if (context.signal.aborted) {
        throw new RequestError('cancelled', 'The export was cancelled.');
      }
      if (page.payload && read.count > 0) {
        const before = count;
        writing = formats('export.write', { run }, page.payload, done =>
          context.progress(before + done, total)
        );
        // Its error is seen before the next page is written.
        writing.catch(() => undefined);
      }
      count += read.count;
      start = next;
    }
    await writing;
    const { result } = await formats('export.finish', { run });
    context.progress(count, count);
    return { result: { count, notices: (result as { notices: string[] }).notices } };
  } finally {
    await formats('close', { run });
  }
}
