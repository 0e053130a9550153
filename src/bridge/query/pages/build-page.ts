/** A page of the grid from stored samples. */
import { encodePage, type ColumnArray, type IPageMeta } from '../../../protocol';
import { pictureSize } from '../../datasets/documents/picture-size';
import { cropOf, labelInCrop, type Crop } from '../../datasets/derived/crop';
import type { IStoredSample } from '../../store/document-store';
import type { Inflate, Value } from '../expressions';
import type { IRasterFile } from '../../rasters';
import type { ILabelField } from '../schema';
import { applyTransforms, decodeSample, labelList, type IReading } from '../views';
import { captionOf } from './caption';
import { FieldColumns } from './field-columns';
import { GrowingArray } from './growing-array';

export interface IPageRequest {
  start: number;
  seq: number;
  /** Label fields to draw. */
  fields: readonly ILabelField[];
  /** What to decode so that fields and captions are as the view shows them. */
  reading: IReading;
  /** By label field, the attribute whose text comes with its labels. */
  attributes: Readonly<Record<string, string>>;
  /** Longest side of a raster in pixels. */
  maxRaster: number;
  captions: readonly string[];
  inflate: Inflate;
  /** Fields whose labels say which part of the picture a sample is; none: all of it. */
  crop: readonly string[];
  /** How many samples the group has that each sample stands for; null if they stand for none. */
  groupSizes: readonly number[] | null;
  /** Size of a sample's picture if its metadata do not say it; zeros if unknown. */
  sizeOf(rid: number): { width: number; height: number };
}

export interface IBuiltPage {
  payload: Uint8Array;
  /** Rasters that are still to be read from files. */
  files: IRasterFile[];
}

/** The page as a frame; null stands for a sample that is gone. Broken labels are reported in it. */
export function buildPage(
  samples: readonly (IStoredSample | null)[],
  request: IPageRequest
): IBuiltPage {
  const files: IRasterFile[] = [];
  const { fields, captions, reading } = request;
  const strings: string[] = [];
  const codes = new Map<string, number>();
  const codeOf = (text: string): number => {
    let code = codes.get(text);
    if (code === undefined) {
      code = strings.push(text) - 1;
      codes.set(text, code);
    }
    return code;
  };
  const meta: IPageMeta = {
    start: request.start,
    count: samples.length,
    seq: request.seq,
    fields: fields.map(field => ({ path: field.name, element: field.element })),
    strings,
    captions: [],
    invalid: []
  };
  const id = new Uint8Array(12 * samples.length);
  const width = new Uint32Array(samples.length);
  const height = new Uint32Array(samples.length);
  const tagStart = new Uint32Array(samples.length + 1);
  const tag = new GrowingArray(Uint32Array);
  const columns = fields.map(
    field =>
      new FieldColumns(field, {
        codeOf,
        attribute: request.attributes[field.name] ?? null,
        maxRaster: request.maxRaster,
        inflate: request.inflate
      })
  );
  samples.forEach((stored, i) => {
    const sample = stored
      ? applyTransforms(decodeSample(stored, reading.apart), stored.rid, reading.transforms)
      : {};
    const crop = request.crop.length > 0 ? cropOf(request.crop.map(name => sample[name])) : null;
    if (stored) {
      id.set(stored.id, 12 * i);
      const size = pictureSize(sample['metadata']) ?? request.sizeOf(stored.rid);
      width[i] = Math.ceil(size.width * (crop?.[2] ?? 1));
      height[i] = Math.ceil(size.height * (crop?.[3] ?? 1));
      stored.tags.forEach(text => tag.push(codeOf(text)));
    }
    tagStart[i + 1] = tag.length;
    fields.forEach((field, f) => {
      const own = columns[f] as FieldColumns;
      const problems = own.addSample(labelsIn(crop, labelList(sample[field.name])));
      own.takeFiles().forEach(file => files.push({ sample: i, field: f, ...file }));
      problems.forEach(message => meta.invalid.push({ sample: i, field: field.name, message }));
    });
    captions.forEach(path => meta.captions.push(captionOf(sample as Value, path)));
  });
  const all: Record<string, ColumnArray> = { id, width, height, tagStart, tag: tag.finish() };
  if (request.groupSizes) {
    all['groupSize'] = Uint32Array.from(request.groupSizes);
  }
  columns.forEach((field, number) => Object.assign(all, field.finish(number)));
  return { payload: encodePage({ meta, columns: all }), files };
}

const labelsIn = (crop: Crop | null, labels: readonly unknown[]): readonly unknown[] =>
  crop ? labels.map(label => labelInCrop(label, crop)) : labels;
