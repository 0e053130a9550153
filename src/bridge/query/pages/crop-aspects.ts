/** Aspect ratios of patches: of the parts of pictures that their labels cover. */
import { decodeAspect, encodeAspect } from '../../../protocol';
import { cropAround, cropFields, cropOf } from '../../datasets/derived/crop';
import { decodeDocument } from '../../datasets/documents/document-codec';
import type { IDocumentReader } from '../../store/document-store';
import type { IDatasetColumns } from '../columns';
import { rid, type ISelect } from '../relational';

/** Long work that others are let into. */
export interface IWork {
  /** @throws RequestError `cancelled` */
  checkpoint(): Promise<void>;
}

/** Documents read at a time. */
const BATCH = 1000;
const SIDES = [0, 1, 2, 3] as const;

export class CropAspects {
  private readonly known = new WeakMap<Uint8Array, { stamp: string; codes: Uint8Array }>();

  constructor(private readonly reader: IDocumentReader) {}

  /**
   * One code per row id, from those of the whole pictures; these themselves if the samples of the
   * dataset are whole pictures. `mark` changes when the codes of the whole pictures do.
   */
  async of(
    columns: IDatasetColumns,
    whole: Uint8Array,
    mark: number,
    work: IWork
  ): Promise<Uint8Array> {
    const fields = cropFields(columns.info);
    if (fields.length === 0) {
      return whole;
    }
    const stamp = `${columns.stamp([...fields])} ${mark}`;
    const known = this.known.get(whole);
    if (known?.stamp === stamp) {
      return known.codes;
    }
    const tables = fields.map(field => columns.layout.labels.find(table => table.field === field));
    const codes = whole.slice();
    if (tables.every(table => table?.box)) {
      await this.fromBoxes(
        columns,
        tables.map(table => table?.table ?? ''),
        codes
      );
    } else {
      await this.fromDocuments(columns, fields, codes, work);
    }
    this.known.set(whole, { stamp, codes });
    return codes;
  }

  private async fromBoxes(
    columns: IDatasetColumns,
    tables: readonly string[],
    codes: Uint8Array
  ): Promise<void> {
    const { samples } = columns.layout;
    // Per row id: least x and y, greatest x and y.
    const ends = new Float32Array(4 * codes.length).fill(NaN);
    for (const table of tables) {
      const query: ISelect = {
        columns: [
          { name: 'rid', value: rid('l') },
          ...SIDES.map(side => ({
            name: `b${side}`,
            value: { kind: 'column', alias: 'l', column: `b${side}`, type: 'number' } as const
          }))
        ],
        rows: { table, alias: 'l', samples, sample: null, where: [] }
      };
      const [rids = [], xs = [], ys = [], widths = [], heights = []] = await columns.numbers(
        query,
        NaN
      );
      for (let i = 0; i < rids.length; i++) {
        const [x = NaN, y = NaN, width = NaN, height = NaN] = [xs[i], ys[i], widths[i], heights[i]];
        const corners = [x, y, x + width, y + height];
        if (corners.every(Number.isFinite)) {
          const at = 4 * (rids[i] as number);
          corners.forEach((value, k) => {
            const before = ends[at + k] as number;
            const outer = k < 2 ? Math.min(before, value) : Math.max(before, value);
            ends[at + k] = Number.isNaN(before) ? value : outer;
          });
        }
      }
    }
    for (let row = 0; row < codes.length; row++) {
      const [x = NaN, y = NaN, right = NaN, bottom = NaN] = ends.subarray(4 * row, 4 * row + 4);
      if (!Number.isNaN(x)) {
        const [, , width, height] = cropAround([x, y], [right, bottom]);
        codes[row] = cropped(codes[row] as number, width, height);
      }
    }
  }

  private async fromDocuments(
    columns: IDatasetColumns,
    fields: readonly string[],
    codes: Uint8Array,
    work: IWork
  ): Promise<void> {
    const rids = await columns.allRids();
    const selection = { core: false, tags: false, labels: [...fields] };
    for (let start = 0; start < rids.length; start += BATCH) {
      await work.checkpoint();
      const part = rids.subarray(start, start + BATCH);
      for (const sample of this.reader.read(columns.info.id, part, selection)) {
        const crop = cropOf(Object.values(sample.labels).map(decodeDocument));
        if (crop && sample.rid < codes.length) {
          codes[sample.rid] = cropped(codes[sample.rid] as number, crop[2], crop[3]);
        }
      }
    }
  }
}

/** The code of a part of a picture of a shape; unknown shapes count as squares. */
const cropped = (code: number, width: number, height: number): number =>
  encodeAspect(decodeAspect(code) * width, height);
