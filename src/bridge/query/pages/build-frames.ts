/** A page whose samples are frames of a video. */
import { encodePage, type ColumnArray } from '../../../protocol';
import type { IRasterFile } from '../../rasters';
import type { Inflate } from '../expressions';
import type { ILabelField } from '../schema';
import { labelList } from '../views';
import type { IBuiltPage } from './build-page';
import { FieldColumns } from './field-columns';

interface IFramesRequest {
  seq: number;
  /** Label fields of frames, named as paths of the sample: `frames.objects`. */
  fields: readonly ILabelField[];
  attributes: Readonly<Record<string, string>>;
  maxRaster: number;
  inflate: Inflate;
}

interface IFrame {
  /** From 1. */
  number: number;
  values: Readonly<Record<string, unknown>>;
}

const PREFIX = 'frames.';

/** The frame documents as a page: column `frame` has their numbers. */
export function buildFrames(frames: readonly IFrame[], request: IFramesRequest): IBuiltPage {
  const { fields } = request;
  const strings: string[] = [];
  const codes = new Map<string, number>();
  const codeOf = (text: string): number => {
    const known = codes.get(text) ?? strings.push(text) - 1;
    codes.set(text, known);
    return known;
  };
  const columns = fields.map(
    field =>
      new FieldColumns(field, {
        codeOf,
        attribute: request.attributes[field.name] ?? null,
        maxRaster: request.maxRaster,
        inflate: request.inflate
      })
  );
  const files: IRasterFile[] = [];
  const invalid: { sample: number; field: string; message: string }[] = [];
  frames.forEach(({ values }, sample) =>
    fields.forEach(({ name }, f) => {
      const own = columns[f] as FieldColumns;
      const problems = own.addSample(labelList(values[name.slice(PREFIX.length)]));
      own.takeFiles().forEach(file => files.push({ sample, field: f, ...file }));
      problems.forEach(message => invalid.push({ sample, field: name, message }));
    })
  );
  const all: Record<string, ColumnArray> = {
    frame: Uint32Array.from(frames, ({ number }) => number)
  };
  columns.forEach((field, number) => Object.assign(all, field.finish(number)));
  const meta = {
    start: 0,
    count: frames.length,
    seq: request.seq,
    fields: fields.map(field => ({ path: field.name, element: field.element })),
    strings,
    captions: [],
    invalid
  };
  return { payload: encodePage({ meta, columns: all }), files };
}
