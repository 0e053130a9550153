/** Answers requests about the frames of videos. */
import type { ParsedParams } from '../../../protocol';
import { buildFrames } from '../pages';
import { applyTransforms, decodeSample, readingOf } from '../views';
import type { DatasetQuery, IAnswer } from './query-context';
import { ridsOfIds } from './view-requests';

const FRAMES = 'frames';
/** Numbers of frames that are told. */
const MAX_NUMBERS = 100_000;

interface IFrame {
  [name: string]: unknown;
}

const numberOf = (frame: IFrame): number =>
  typeof frame['frame_number'] === 'number' ? frame['frame_number'] : 0;

export async function sampleFrames(
  query: DatasetQuery,
  params: ParsedParams<'sample.frames'>
): Promise<IAnswer> {
  const { view, sample_id: id, first, count, fields: paths } = params;
  const rows = await query.rows(view);
  const { schema } = query.columns;
  const fields = paths.map(path => schema.frameLabelField(path)).filter(field => field !== null);
  const reading = readingOf(schema, [FRAMES], rows.transforms);
  const selection = { core: true, tags: false, labels: [...reading.apart] };
  const [stored] = query.reader.read(query.dataset, ridsOfIds(query, [id]), selection);
  const sample = stored
    ? applyTransforms(decodeSample(stored, reading.apart), stored.rid, reading.transforms)
    : {};
  const frames = (Array.isArray(sample[FRAMES]) ? sample[FRAMES] : []) as IFrame[];
  const { payload, files } = buildFrames(
    frames
      .filter(frame => numberOf(frame) >= first && numberOf(frame) < first + count)
      .map(frame => ({ number: numberOf(frame), values: frame })),
    {
      seq: query.columns.seq,
      fields,
      attributes: params.attributes,
      maxRaster: params.max_raster,
      inflate: query.context.inflate
    }
  );
  const result = {
    total: frames.length,
    numbers: frames.slice(0, MAX_NUMBERS).map(numberOf)
  };
  return { result: files.length > 0 ? { ...result, files } : result, payload };
}
