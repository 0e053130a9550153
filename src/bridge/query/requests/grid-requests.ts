/** Requests of the App: `grid.*` and `sample.detail`. */
import { isFramesField, type IViewOpening, type ParsedParams, type View } from '../../../protocol';
import { cropFields } from '../../datasets/derived/crop';
import { pictureSize } from '../../datasets/documents/picture-size';
import { idFromHex } from '../../datasets/documents/object-id';
import { toJson } from '../expressions';
import { buildPage } from '../pages';
import { groupSizesOf } from './group-requests';
import type { IStoredSample } from '../../store/document-store';
import type { ILabelField } from '../schema';
import { applyTransforms, decodeSample, readingOf, type IViewRows } from '../views';
import type { DatasetQuery, IAnswer } from './query-context';
import { ridsOfIds } from './view-requests';

/** Most classes that colours are assigned to. */
const MAX_CLASSES = 1000;

export async function openGrid(
  query: DatasetQuery,
  { view }: ParsedParams<'grid.open'>
): Promise<IAnswer> {
  const rows = await query.rows(view);
  const total = (await query.columns.allRids()).length;
  const result: IViewOpening = {
    count: rows.rids.length,
    total,
    labels: await query.facets.labelCounts(rows),
    classes: await query.facets.classes(MAX_CLASSES),
    seq: query.columns.seq
  };
  if (rows.rids.length === 0 && total > 0) {
    result.emptied_by = await emptiedBy(query, view);
  }
  return { result, payload: await query.context.aspects.of(query.columns, rows.rids, query.call) };
}

/** Index of the first stage that leaves no sample. */
async function emptiedBy(query: DatasetQuery, view: View): Promise<number> {
  for (let length = 1; length < view.length; length++) {
    if ((await query.rows(view.slice(0, length))).rids.length === 0) {
      return length - 1;
    }
  }
  return view.length - 1;
}

/** Stored samples in the order of `rids`; null where one is gone. */
function readAligned(
  query: DatasetQuery,
  rids: Uint32Array,
  labels: Iterable<string>
): (IStoredSample | null)[] {
  const selection = { core: true, tags: true, labels: [...labels] };
  const found = new Map<number, IStoredSample>();
  for (const sample of query.reader.read(query.dataset, rids, selection)) {
    found.set(sample.rid, sample);
  }
  return Array.from(rids, rid => found.get(rid) ?? null);
}

/** The label fields of paths, each once, without those that the view left out. */
function fieldsToDraw(
  query: DatasetQuery,
  rows: IViewRows,
  paths: readonly string[]
): ILabelField[] {
  const { schema } = query.columns;
  const fields = new Map(
    paths.map(path => [schema.labelField(path).name, schema.labelField(path)])
  );
  return [...fields.values()].filter(field => rows.schema.labelFields.has(field.name));
}

export async function gridPage(
  query: DatasetQuery,
  params: ParsedParams<'grid.page'>
): Promise<IAnswer> {
  const { view, start, count, fields: paths, attributes, captions } = params;
  const rows = await query.rows(view);
  const fields = fieldsToDraw(query, rows, paths);
  captions.forEach(path => query.columns.schema.resolve(path));
  const rids = rows.rids.subarray(start, start + count);
  const crop = params.whole ? [] : cropFields(query.columns.info);
  const wanted = [
    ...fields.map(f => f.name),
    ...crop,
    ...captions.map(path => path.split('.')[0] as string)
  ];
  const reading = readingOf(query.columns.schema, wanted, rows.transforms);
  const samples = readAligned(query, rids, reading.apart);
  const sizes = query.reader.mediaSizesOf(query.dataset, rids);
  const { payload, files } = buildPage(samples, {
    start,
    seq: query.columns.seq,
    fields,
    reading,
    attributes,
    maxRaster: params.max_raster,
    captions,
    crop,
    groupSizes: groupSizesOf(rows, rids),
    inflate: query.context.inflate,
    sizeOf: rid => sizes.get(rid) ?? { width: 0, height: 0 }
  });
  // `files` is for the bridge alone (media/page-files.ts) and goes no further.
  const result = { start, count: rids.length, seq: query.columns.seq };
  return { result: files.length > 0 ? { ...result, files } : result, payload };
}

export async function gridIndex(
  query: DatasetQuery,
  { view, sample_id: id }: ParsedParams<'grid.index'>
): Promise<IAnswer> {
  const [rid = -1] = query.reader.ridsOfIds(query.dataset, [idFromHex(id) ?? new Uint8Array(12)]);
  const index = rid < 0 ? -1 : (await query.rows(view)).rids.indexOf(rid);
  return { result: { index: index < 0 ? null : index } };
}

export async function gridFacets(
  query: DatasetQuery,
  { view, ...options }: ParsedParams<'grid.facets'>
): Promise<IAnswer> {
  return { result: await query.facets.of(view, options) };
}

export async function sampleDetail(
  query: DatasetQuery,
  { view, sample_id: id }: ParsedParams<'sample.detail'>
): Promise<IAnswer> {
  const rows = await query.rows(view);
  const rids = ridsOfIds(query, [id]);
  // Frames of a video are asked for in parts (`sample.frames`): all of them can be much.
  const names = [...rows.schema.fields.values()].filter(f => !isFramesField(f)).map(f => f.name);
  const reading = readingOf(query.columns.schema, names, rows.transforms);
  const [stored = null] = readAligned(query, rids, reading.apart);
  const sample = stored
    ? applyTransforms(decodeSample(stored, reading.apart), stored.rid, reading.transforms)
    : {};
  const fields: Record<string, unknown> = {};
  for (const name of names) {
    fields[name] = toJson(sample[name], query.context.inflate);
  }
  const rid = rids[0] as number;
  const size =
    pictureSize(sample['metadata']) ?? query.reader.mediaSizesOf(query.dataset, rids).get(rid);
  const index = rows.rids.indexOf(rid);
  const result = {
    id,
    index: index < 0 ? null : index,
    fields,
    width: size?.width ?? null,
    height: size?.height ?? null
  };
  return { result };
}
