/** The columns of one label field of a page. */
import { NONE, type ColumnArray, type IArrayDocument } from '../../../protocol';
import { idFromHex } from '../../datasets/documents/object-id';
import { makeRaster, type IRasterFile, type IRasterOptions } from '../../rasters';
import type { ILabelField } from '../schema';
import type { Inflate, Value } from '../expressions';
import { ArrayError, readPlane } from './array-values';
import { attributeText } from './attribute-text';
import { GrowingArray } from './growing-array';

type LabelDocument = Record<string, unknown>;

/** What is wrong with a label that cannot be drawn, as a sentence. */
class InvalidLabel extends Error {}

/** Where the raster of a class of labels is, in the document and as a file. */
const RASTERS: Readonly<
  Record<string, { part: string; file: string; mode: IRasterOptions['mode'] }>
> = {
  Detection: { part: 'mask', file: 'mask_path', mode: 'mask' },
  Segmentation: { part: 'mask', file: 'mask_path', mode: 'classes' },
  Heatmap: { part: 'map', file: 'map_path', mode: 'heat' }
};

const NO_ID = new Uint8Array(12);

function idBytes(id: unknown): Uint8Array {
  const bytes = typeof id === 'string' ? idFromHex(id) : id;
  return bytes instanceof Uint8Array && bytes.length === 12 ? bytes : NO_ID;
}

const isPoint = (value: unknown): value is [number, number] =>
  Array.isArray(value) &&
  value.length >= 2 &&
  typeof value[0] === 'number' &&
  typeof value[1] === 'number';

export interface IFieldOptions {
  /** Number of a text in the page. */
  codeOf(text: string): number;
  /** The attribute whose text comes with the labels; null for none. */
  attribute: string | null;
  /** Longest side of a raster in pixels. */
  maxRaster: number;
  inflate: Inflate;
}

export class FieldColumns {
  private readonly start = new GrowingArray(Uint32Array);
  private readonly id = new GrowingArray(Uint8Array);
  private readonly code = new GrowingArray(Uint32Array);
  private readonly value = new GrowingArray(Uint32Array);
  private readonly confidence = new GrowingArray(Float32Array);
  private readonly index = new GrowingArray(Int32Array);
  private readonly instance = new GrowingArray(Uint8Array);
  private hasInstances = false;
  private readonly box = new GrowingArray(Float32Array);
  private readonly shape = new GrowingArray(Uint32Array);
  private readonly point = new GrowingArray(Uint32Array);
  private readonly xy = new GrowingArray(Float32Array);
  private readonly flags = new GrowingArray(Uint8Array);
  private readonly mask = new GrowingArray(Uint32Array);
  private readonly raster = new GrowingArray(Uint8Array);
  private count = 0;
  /** Rasters that lie in files, since `takeFiles` was called. */
  private files: Omit<IRasterFile, 'sample' | 'field'>[] = [];

  constructor(
    private readonly field: ILabelField,
    private readonly options: IFieldOptions
  ) {
    this.start.push(0);
    this.shape.push(0);
    this.point.push(0);
  }

  /** Adds the labels of the next sample; returns why some of them cannot be drawn. */
  addSample(labels: readonly unknown[]): string[] {
    const problems: string[] = [];
    for (const label of labels) {
      if (typeof label === 'object' && label !== null && !Array.isArray(label)) {
        this.addLabel(label as LabelDocument, problem => problems.push(problem));
      } else {
        problems.push('A label is no document.');
      }
    }
    this.start.push(this.count);
    return problems;
  }

  /** The rasters in files of the labels that were added since the last call. */
  takeFiles(): Omit<IRasterFile, 'sample' | 'field'>[] {
    return this.files.splice(0);
  }

  /** Named columns with the prefix of field number `number`. */
  finish(number: number): Record<string, ColumnArray> {
    const { element } = this.field;
    const columns: Record<string, ColumnArray> = {
      start: this.start.finish(),
      id: this.id.finish(),
      code: this.code.finish(),
      confidence: this.confidence.finish(),
      index: this.index.finish(),
      box: this.box.finish()
    };
    if (this.hasInstances) {
      columns['instance'] = this.instance.finish();
    }
    if (this.options.attribute !== null) {
      columns['value'] = this.value.finish();
    }
    if (element === 'Polyline' || element === 'Keypoint') {
      columns['shape'] = this.shape.finish();
      columns['point'] = this.point.finish();
      columns['xy'] = this.xy.finish();
      columns['flags'] = this.flags.finish();
    }
    if (element in RASTERS) {
      columns['mask'] = this.mask.finish();
      columns['raster'] = this.raster.finish();
    }
    return Object.fromEntries(
      Object.entries(columns).map(([name, array]) => [`${number}.${name}`, array])
    );
  }

  private addLabel(label: LabelDocument, report: (problem: string) => void): void {
    this.count += 1;
    this.id.append(idBytes(label['_id']));
    const text = this.textOf(label);
    this.code.push(this.codeOf(text));
    if (this.options.attribute !== null) {
      this.value.push(this.codeOf(attributeText(label as Value, this.options.attribute)));
    }
    const { confidence, index } = label;
    this.confidence.push(typeof confidence === 'number' ? confidence : NaN);
    this.index.push(typeof index === 'number' ? index : -1);
    this.instance.append(this.instanceOf(label));
    const guarded = (add: () => void, otherwise: () => void): void => {
      try {
        add();
      } catch (error) {
        if (!(error instanceof InvalidLabel) && !(error instanceof ArrayError)) {
          throw error;
        }
        otherwise();
        report(`${this.describe(text)} ${error.message}.`);
      }
    };
    guarded(
      () => this.box.append(this.boxOf(label)),
      () => this.box.append([NaN, NaN, NaN, NaN])
    );
    guarded(
      () => this.addShapes(label),
      () => undefined
    );
    this.shape.push(this.point.length - 1);
    this.flags.push((label['closed'] === true ? 1 : 0) | (label['filled'] === true ? 2 : 0));
    guarded(
      () => this.addRaster(label),
      () => this.mask.push(NONE)
    );
  }

  /** The id of the object that a label shows; zeros if it says none. */
  private instanceOf({ instance }: LabelDocument): Uint8Array {
    if (typeof instance !== 'object' || instance === null) {
      return NO_ID;
    }
    this.hasInstances = true;
    return idBytes((instance as LabelDocument)['_id']);
  }

  private codeOf(text: string | null): number {
    return text === null ? NONE : this.options.codeOf(text);
  }

  private describe(text: string | null): string {
    return `${this.field.element}${text === null ? '' : ` '${text}'`} of field '${this.field.name}'`;
  }

  private textOf({ label, value }: LabelDocument): string | null {
    if (this.field.element === 'Regression' && typeof value === 'number') {
      return String(Number(value.toPrecision(4)));
    }
    return typeof label === 'string' ? label : null;
  }

  private boxOf({ bounding_box: box, location }: LabelDocument): readonly number[] {
    // A detection in space has a location instead.
    if (this.field.element !== 'Detection' || (box === undefined && location !== undefined)) {
      return [NaN, NaN, NaN, NaN];
    }
    if (box === undefined || box === null) {
      throw new InvalidLabel('has no bounding_box');
    }
    if (!Array.isArray(box) || box.length !== 4 || !box.every(v => Number.isFinite(v))) {
      throw new InvalidLabel(
        `has the box ${showBox(box)}; a box is four finite numbers: x, y, width, height`
      );
    }
    return box as number[];
  }

  private addShapes({ points }: LabelDocument): void {
    const { element } = this.field;
    if ((element !== 'Polyline' && element !== 'Keypoint') || points === undefined) {
      return;
    }
    const shapes: unknown = element === 'Keypoint' ? [points] : points;
    const valid = Array.isArray(shapes) && shapes.every(s => Array.isArray(s) && s.every(isPoint));
    if (!valid) {
      throw new InvalidLabel('has points that are no lists of pairs of numbers');
    }
    const finite = (shapes as [number, number][][]).every(s =>
      s.every(p => p.slice(0, 2).every(v => Number.isFinite(v)))
    );
    if (element === 'Polyline' && !finite) {
      throw new InvalidLabel('has points that are not finite');
    }
    for (const shape of shapes as [number, number][][]) {
      shape.forEach(([x, y]) => this.xy.append([x, y]));
      this.point.push(this.xy.length / 2);
    }
  }

  private addRaster(label: LabelDocument): void {
    const kind = RASTERS[this.field.element];
    const array = kind ? label[kind.part] : null;
    const path = kind ? label[kind.file] : null;
    const { range } = label;
    const options = kind && {
      mode: kind.mode,
      range: Array.isArray(range) && isPoint(range) ? range : null,
      maxRaster: this.options.maxRaster
    };
    if (!options || typeof array !== 'object' || array === null) {
      this.mask.push(NONE);
      if (options && typeof path === 'string' && path !== '') {
        this.files.push({ label: this.count - 1, path, ...options });
      }
      return;
    }
    let raster: Uint8Array;
    try {
      const plane = readPlane(array as IArrayDocument, this.options.inflate);
      if (plane.color && options.mode === 'heat') {
        throw new ArrayError('has colours; a heat map has one number per pixel');
      }
      raster = makeRaster(plane, options);
    } catch (error) {
      if (error instanceof ArrayError) {
        throw new InvalidLabel(`has a ${kind.part} that ${error.message}`);
      }
      throw error;
    }
    this.mask.push(this.raster.length);
    this.raster.append(raster);
  }
}

function showBox(box: unknown): string {
  return Array.isArray(box) ? `[${box.slice(0, 6).map(String).join(', ')}]` : String(box);
}
