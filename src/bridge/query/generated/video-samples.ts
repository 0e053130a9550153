/** The samples that stages about videos make of one video. */
import { labelsOf, type Expression, type LabelDocument, type StageOf } from '../../../protocol';
import { decodeDocument, encodeDocument } from '../../datasets/documents/document-codec';
import { mapEntries, buildMap } from '../../datasets/documents/messagepack-map';
import { readString } from '../../datasets/documents/messagepack-walk';
import { idToHex } from '../../datasets/documents/object-id';
import { RequestError } from '../../request-error';
import { holds, type Value } from '../expressions';
import type { IMadeSample } from './made-sample';
import { encodedFrames, sourceFrames, type ISourceFrame } from './source-frames';
import { encodedValues, labelElements, labelId, type ISourceSample } from './source-sample';
import { clipId, framesWithin, runsOf, type Range } from './frame-ranges';

/** Names of fields of frames whose documents hold labels. */
type IsLabelField = (name: string) => boolean;

/** One sample per frame that has a picture. */
export function frameSamples(
  source: ISourceSample,
  stage: StageOf<'to_frames'>,
  isLabel: IsLabelField
): IMadeSample[] {
  return sourceFrames(source.apart.get('frames')).flatMap(({ id, entries, number }) => {
    const filepath = entries.get('filepath');
    if (!filepath || filepath[0] === 0xc0) {
      if (stage.sample_frames) {
        throw new RequestError(
          'media',
          `Frame ${number} of ${source.filepath} has no picture, and there is no decoder for videos here. Make pictures of the frames with another program and set frame.filepath, or use to_frames() without sample_frames, which leaves such frames out.`,
          { filepath: source.filepath, frame_number: number }
        );
      }
      return [];
    }
    const core = new Map<string, Uint8Array>([['filepath', filepath]]);
    const apart: Record<string, Uint8Array> = {};
    for (const [name, value] of entries) {
      if (isLabel(name)) {
        apart[name] = value;
      } else if (!NOT_TAKEN.has(name)) {
        core.set(name, value);
      }
    }
    return [{ id, core, apart, filepath: readString(filepath, 0) }];
  });
}

/** Parts of frames that samples have of their own. */
const NOT_TAKEN = new Set(['_id', '_cls', 'filepath', 'created_at', 'last_modified_at']);

function clip(
  source: ISourceSample,
  frames: readonly ISourceFrame[],
  [first, last]: Range,
  more: {
    id?: Uint8Array | null;
    about?: string;
    core?: Record<string, unknown>;
    apart?: Record<string, Uint8Array>;
  } = {}
): IMadeSample {
  const shown = framesWithin(frames, [first, last]).map(frame => frame.document);
  return {
    id: more.id ?? clipId(source.id, `${first} ${last} ${more.about ?? ''}`),
    core: encodedValues({ support: [first, last], ...more.core }),
    apart: {
      ...(shown.length > 0 ? { frames: encodedFrames(shown) } : {}),
      ...more.apart
    }
  };
}

/** One clip per temporal detection, with what it is as a classification of the same id. */
function temporalClips(
  source: ISourceSample,
  frames: readonly ISourceFrame[],
  field: string
): IMadeSample[] {
  return labelElements(source.apart.get(field)).flatMap(label => {
    const entries = mapEntries(label);
    const support = entries.get('support');
    const range = support ? (decodeDocument(support) as unknown) : null;
    if (!Array.isArray(range) || range.length !== 2) {
      return [];
    }
    entries.delete('support');
    entries.set('_cls', encodeDocument('Classification'));
    const apart = { [field]: buildMap(entries) };
    return [clip(source, frames, range as [number, number], { id: labelId(label), apart })];
  });
}

/** Numbers of the frames of each object, told by label and index, in the order of its first one. */
function objects(
  frames: readonly ISourceFrame[],
  field: string
): Map<string, { label: string | null; index: number; numbers: number[] }> {
  const found = new Map<string, { label: string | null; index: number; numbers: number[] }>();
  for (const { entries, number } of frames) {
    const document = entries.get(field);
    const labels = document ? labelsOf(decodeDocument(document) as LabelDocument) : [];
    for (const { label, index } of labels as { label?: string | null; index?: number | null }[]) {
      if (typeof index === 'number') {
        const key = JSON.stringify([label ?? null, index]);
        const object = found.get(key) ?? { label: label ?? null, index, numbers: [] };
        found.set(key, object);
        object.numbers.push(number);
      }
    }
  }
  return found;
}

/** The frames with the labels of one object only. */
function framesOfObject(
  frames: readonly ISourceFrame[],
  field: string,
  { label, index }: { label: string | null; index: number }
): ISourceFrame[] {
  return frames.flatMap(frame => {
    const document = frame.entries.get(field);
    if (!document) {
      return [];
    }
    const decoded = decodeDocument(document) as LabelDocument & Record<string, unknown>;
    const own = labelsOf(decoded).filter(one => {
      const { label: l = null, index: i = null } = one as { label?: string; index?: number };
      return l === label && i === index;
    });
    const list = Object.keys(decoded).find(name => Array.isArray(decoded[name]));
    const shown = list === undefined ? decoded : { ...decoded, [list]: own };
    const entries = new Map(frame.entries).set(field, encodeDocument(shown));
    return own.length > 0 ? [{ ...frame, entries, document: buildMap(entries) }] : [];
  });
}

/** Numbers of the frames with labels in a field, or for which an expression is true. */
function matching(
  source: ISourceSample,
  frames: readonly ISourceFrame[],
  from: string | Expression
): number[] {
  if (typeof from === 'string') {
    return frames
      .filter(({ entries }) => labelElements(entries.get(from)).length > 0)
      .map(({ number }) => number);
  }
  const sample = { id: idToHex(source.id), filepath: source.filepath } as Value;
  return frames
    .filter(({ document }) => {
      const current = decodeDocument(document) as Value;
      return holds(from, { current, sample });
    })
    .map(({ number }) => number);
}

/** @param index place of the video among the samples that the clips are made of */
export function clipSamples(
  source: ISourceSample,
  stage: StageOf<'to_clips'>,
  index: number
): IMadeSample[] {
  const { field_or_expr: from, tol, min_len: least } = stage;
  const frames = sourceFrames(source.apart.get('frames'));
  if (Array.isArray(from)) {
    return rangesOf(from[index]).map(range => clip(source, frames, range));
  }
  const inFrames = typeof from === 'string' && from.startsWith('frames.');
  if (typeof from === 'string' && !inFrames) {
    return temporalClips(source, frames, from.split('.')[0] as string);
  }
  const of = typeof from === 'string' ? (from.split('.')[1] as string) : from;
  if (stage.trajectories && typeof of === 'string') {
    return [...objects(frames, of)].flatMap(([about, { numbers, ...core }]) =>
      runsOf(numbers, tol, least).map(range =>
        clip(source, frames, range, { about, core: { [of]: trajectory(core) } })
      )
    );
  }
  return runsOf(matching(source, frames, of), tol, least).map(range => clip(source, frames, range));
}

const trajectory = (core: object): object => ({ _cls: 'DynamicEmbeddedDocument', ...core });

/** The ranges that were given for a video: one, several or none. */
function rangesOf(given: unknown): Range[] {
  const isRange = (value: unknown): value is Range =>
    Array.isArray(value) && value.length === 2 && value.every(n => typeof n === 'number');
  if (isRange(given)) {
    return [given];
  }
  return Array.isArray(given) ? given.filter(isRange) : [];
}

/** One sample per object, from its first to its last frame, which show that object only. */
export function trajectorySamples(
  source: ISourceSample,
  stage: StageOf<'to_trajectories'>
): IMadeSample[] {
  const frames = sourceFrames(source.apart.get('frames'));
  const field = stage.field.split('.')[1] as string;
  return [...objects(frames, field)].map(([about, { numbers, ...object }]) =>
    clip(
      source,
      framesOfObject(frames, field, object),
      [numbers[0] as number, numbers.at(-1) as number],
      { about, core: { [field]: trajectory(object) } }
    )
  );
}
