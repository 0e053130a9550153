/** A session as one page that opens from disk: written part by part, never whole in memory. */
import {
  coloringAttributes,
  decodePage,
  hexOf,
  MAX_RASTER,
  viewInSlice,
  type IExportHead,
  type IExportSample,
  type IImageEntry,
  type IViewOpening,
  type ParsedParams,
  type SessionState,
  type View
} from '../../protocol';
import type {
  IDataService,
  IMediaSource,
  IRequestContext,
  IResponse
} from '../datasets/data-service';
import { chipText, pictureStyle } from '../picture';
import { RequestError } from '../request-error';
import { base64Of } from './base64';
import { exportFields, exportValues } from './export-fields';
import { dataWithoutFolders, fileName, withoutFolders } from './hide-folders';
import { pageEnd, pagePart, pageStart, type IExportPageFiles } from './page-frame-html';

/** A file that appears when it is whole. */
export interface IFileInMaking {
  write(text: string): Promise<void>;
  /** Puts it in its place; returns its size in bytes. */
  commit(): Promise<number>;
  /** Takes away what was written; nothing happens after `commit`. */
  discard(): Promise<void>;
}

export interface IExportJob {
  request: ParsedParams<'session.export_html'>;
  state: SessionState;
  data: Pick<IDataService, 'handle' | 'describe' | 'mediaSources'>;
  /** Pictures that fit into `size` × `size` pixels, in the order of the sources. */
  pictures(
    sources: { sample_id: string; filepath: string | null; crop?: IMediaSource['crop'] }[],
    size: number,
    signal: AbortSignal
  ): Promise<IImageEntry[]>;
  files: IExportPageFiles;
  create(path: string, overwrite: boolean): Promise<IFileInMaking>;
  context: IRequestContext;
}

/** Longest side of the pictures, in pixels: for tiles and viewer both. */
export const EXPORT_PICTURE_SIZE = 768;
/** Samples in one part. */
const PART = 25;

/** Answers `session.export_html`. @throws RequestError */
export async function exportHtml(job: IExportJob): Promise<IResponse> {
  const { request, state, data, context } = job;
  const dataset = state.dataset === null ? null : await data.describe(state.dataset);
  if (!dataset) {
    throw new RequestError(
      'not_found',
      'The session shows no dataset, so there is nothing to export. Set session.dataset first.'
    );
  }
  const asked = viewInSlice(state.view, dataset.properties ?? {}, state.group_slice);
  const view: View = [...asked, { stage: 'limit', limit: request.max_samples }];
  const target = { dataset: dataset.id, view };
  const open = async (stages: View): Promise<IViewOpening> =>
    (await data.handle('grid.open', { ...target, view: stages }, null, context))
      .result as IViewOpening;
  const whole = await open(asked);
  const opening = await open(view);
  // What a stage makes has fields of its own.
  const made = whole.generated && (await data.describe(whole.generated.dataset));
  const shown = made ?? dataset;
  const { selected: _selected, ...style } = pictureStyle(
    state,
    shown.fields,
    whole.classes,
    dataset.properties
  );
  const fields = exportFields(shown.fields);
  const columns = await exportValues(data, target, fields, context);
  const head: IExportHead = {
    v: 1,
    dataset: dataset.name,
    made_at: Date.now(),
    count: opening.count,
    view_count: whole.count,
    total: whole.total,
    // Before they become texts, which leave out what is long: half a path is no path any more.
    stages: state.view.map(stage => chipText(dataWithoutFolders(stage))),
    fields,
    style
  };

  const file = await job.create(request.path, request.overwrite);
  try {
    await file.write(pageStart(head, job.files));
    for (let start = 0, part = 0; start < opening.count; start += PART, part++) {
      context.signal.throwIfAborted();
      context.progress(start, opening.count);
      const { payload } = await data.handle(
        'grid.page',
        {
          ...target,
          start,
          count: PART,
          fields: [...style.fields],
          attributes: coloringAttributes(style, [...style.fields]),
          max_raster: MAX_RASTER,
          captions: []
        },
        null,
        context
      );
      const page = payload ?? new Uint8Array();
      const samples = await samplesOf(job, shown.id, page);
      samples.forEach((sample, i) => {
        sample.values = columns.map(values => values[start + i] ?? null);
      });
      await file.write(pagePart(part, { page: base64Of(page), samples }));
    }
    await file.write(pageEnd(job.files));
    context.signal.throwIfAborted();
    const bytes = await file.commit();
    context.progress(opening.count, opening.count);
    return { result: { path: request.path, samples: opening.count, bytes } };
  } finally {
    await file.discard();
  }
}

/** The samples of a page frame with their pictures, still without values. */
async function samplesOf(
  { data, pictures, context }: IExportJob,
  dataset: string,
  page: Uint8Array
): Promise<IExportSample[]> {
  const { meta, columns } = decodePage(page);
  const bytes = columns['id'] as Uint8Array;
  const ids = Array.from({ length: meta.count }, (_, i) => hexOf(bytes, 12 * i));
  const sources = new Map<string, IMediaSource>();
  for (const source of await data.mediaSources(dataset, ids)) {
    sources.set(source.sample_id, source);
  }
  const wanted = ids.map(id => ({
    sample_id: id,
    filepath: sources.get(id)?.filepath ?? null,
    crop: sources.get(id)?.crop
  }));
  const images = await pictures(wanted, EXPORT_PICTURE_SIZE, context.signal);
  return ids.map((id, i) => {
    const { type = null, bytes: picture, width = 0, height = 0, error } = images[i] ?? {};
    return {
      id,
      name: fileName(sources.get(id)?.filepath ?? ''),
      values: [],
      width,
      height,
      type,
      picture: type !== null && picture ? base64Of(picture) : null,
      ...(error === undefined ? {} : { error: withoutFolders(error) })
    };
  });
}
