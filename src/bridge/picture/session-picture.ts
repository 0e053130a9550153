/** The picture of a session as the App would show it, made without a browser. */
import {
  coloringAttributes,
  countOf,
  decodePage,
  hexOf,
  isLabelField,
  MAX_RASTER,
  partOf,
  sampleMarks,
  sampleNoun,
  viewInSlice,
  type IFieldSpec,
  type IViewOpening,
  type ParsedParams,
  type SessionState,
  type View
} from '../../protocol';
import type { IDataService, IResponse } from '../datasets/data-service';
import { RequestError } from '../request-error';
import type { IPictureInput } from './picture-input';
import { gridTiles } from './picture-layout';
import { pictureStyle } from './picture-style';
import { chipText } from './chip-text';

/** A painted picture: the file, and what was given up to make it small. */
export interface IPaintedPicture {
  bytes: Uint8Array;
  type: 'image/png' | 'image/jpeg';
  reduced: string | null;
}

export interface IPicturePainter {
  picture(
    input: IPictureInput,
    page: Uint8Array | null,
    signal: AbortSignal
  ): Promise<IPaintedPicture>;
}

export interface ISessionPictureJob {
  request: ParsedParams<'session.picture'>;
  state: SessionState;
  data: Pick<IDataService, 'handle' | 'describe' | 'mediaSources'>;
  media: IPicturePainter;
  signal: AbortSignal;
}

/** Keeps one picture from taking all memory. */
const MAX_MEGAPIXELS = 40;

interface IContent {
  counts: string;
  /** What the one line of text says after the dataset's name. */
  summary: string;
  message: IPictureInput['message'];
  tiles: IPictureInput['tiles'];
  page: Uint8Array | null;
  classes: string[];
}

const nothing = (title: string, detail: string): IContent => ({
  counts: '',
  summary: title.charAt(0).toLowerCase() + title.slice(1),
  message: { title, detail },
  tiles: [],
  page: null,
  classes: []
});

/** Answers `session.picture`: result `{width, height, text, type}`, payload the file. */
export async function sessionPicture(job: ISessionPictureJob): Promise<IResponse> {
  const { request, state, data, media, signal } = job;
  const { width, height, scale, theme, format, max_bytes } = request;
  const megapixels = (width * height * scale * scale) / 1e6;
  if (megapixels > MAX_MEGAPIXELS) {
    throw new RequestError(
      'invalid',
      `A picture of ${width} × ${height} at scale ${scale} has ${Math.round(megapixels)} million pixels; at most ${MAX_MEGAPIXELS} are drawn. Lower the scale or the size.`,
      { parameter: 'scale' }
    );
  }
  const dataset = state.dataset === null ? null : await data.describe(state.dataset);
  const fields = dataset?.fields ?? [];
  const content = dataset
    ? await contentOf(
        job,
        dataset.id,
        viewInSlice(state.view, dataset.properties ?? {}, state.group_slice),
        fields
      )
    : state.dataset === null
      ? {
          ...nothing('No dataset', 'It was deleted, or none was chosen yet. Set session.dataset.'),
          summary: ''
        }
      : nothing(
          'The dataset is not there any more',
          'It was deleted. Set session.dataset to another.'
        );
  const title = dataset?.name ?? state.dataset ?? 'no dataset';
  const input: IPictureInput = {
    width,
    height,
    scale,
    theme,
    format,
    maxBytes: max_bytes,
    toolbar: { title, stages: state.view.map(chipText), counts: content.counts },
    message: content.message,
    tiles: content.tiles,
    style: pictureStyle(state, fields, content.classes, dataset?.properties)
  };
  const { bytes, type, reduced } = await media.picture(input, content.page, signal);
  const summary = [title, content.summary].filter(part => part !== '').join(', ');
  const text = `Lunette: ${summary}${reduced ? ` (picture reduced: ${reduced})` : ''}`;
  return { result: { width, height, text, type }, payload: bytes };
}

async function contentOf(
  { request, state, data, signal }: ISessionPictureJob,
  dataset: string,
  view: View,
  fields: readonly IFieldSpec[]
): Promise<IContent> {
  const context = { signal, progress: () => undefined };
  const target = { dataset, view };
  let opening: IViewOpening;
  let aspects: Uint8Array;
  try {
    const { result, payload } = await data.handle('grid.open', target, null, context);
    opening = result as IViewOpening;
    aspects = payload ?? new Uint8Array();
  } catch (error) {
    if (!(error instanceof RequestError) || error.code === 'cancelled') {
      throw error;
    }
    return nothing('The view cannot be shown', error.message);
  }
  const { count, total, labels, classes } = opening;
  const style = pictureStyle(state, fields, classes);
  // Samples that a stage makes may have fewer fields than those they were made of.
  const visible = new Set([...style.fields].filter(name => name in labels));
  const noun = sampleNoun(opening.generated);
  const labelCount = [...visible].reduce((sum, name) => sum + (labels[name]?.count ?? 0), 0);
  const hasLabels = Object.keys(labels).length > 0;
  const summary = partOf(count, total, noun, ' ');
  const counts =
    partOf(count, total, noun) + (hasLabels ? ` · ${countOf(labelCount, 'label')}` : '');
  if (count === 0) {
    const added = view.length - state.view.length;
    return { ...emptyContent(view, added, opening), counts, summary };
  }
  const tiles = gridTiles(aspects, request.width, request.height, state.config.grid_zoom);
  const { payload: page } = await data.handle(
    'grid.page',
    {
      ...target,
      start: 0,
      count: tiles.length,
      fields: fields.filter(f => isLabelField(f) && visible.has(f.name)).map(f => f.name),
      attributes: coloringAttributes(style, [...visible]),
      max_raster: MAX_RASTER,
      captions: []
    },
    null,
    context
  );
  const ids = idsOfPage(page ?? null);
  const shown = opening.generated?.dataset ?? dataset;
  const sources = new Map(
    (await data.mediaSources(shown, ids)).map(source => [source.sample_id, source])
  );
  const marks = sampleMarks(state.selected_samples, state.sample_selection_style);
  return {
    counts,
    summary,
    message: null,
    tiles: tiles.slice(0, ids.length).map((rect, i) => {
      const sample_id = ids[i] as string;
      return {
        sample_id,
        filepath: sources.get(sample_id)?.filepath ?? null,
        crop: sources.get(sample_id)?.crop,
        rect,
        mark: marks.get(sample_id) ?? null
      };
    }),
    page: page ?? null,
    classes
  };
}

function idsOfPage(bytes: Uint8Array | null): string[] {
  if (!bytes) {
    return [];
  }
  const { meta, columns } = decodePage(bytes);
  const ids = columns['id'] as Uint8Array;
  return Array.from({ length: meta.count }, (_, i) => hexOf(ids, 12 * i));
}

/** `added`: stages in front that are not the person's. */
function emptyContent(view: View, added: number, { total, emptied_by }: IViewOpening): IContent {
  if (total === 0) {
    return nothing('The dataset has no samples', 'Add some with dataset.add_samples([…]).');
  }
  const stage = emptied_by === undefined ? undefined : view[emptied_by];
  const detail = stage
    ? `Stage ${(emptied_by as number) + 1 - added}, ${chipText(stage)}, leaves none. Remove or change it.`
    : 'Change or clear the view: session.view = None.';
  return nothing('No sample is in this view', detail);
}
