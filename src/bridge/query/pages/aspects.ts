/** Aspect ratios of the pictures of a dataset, one byte per row id. */
import { encodeAspect } from '../../../protocol';
import type { IDocumentReader } from '../../store/document-store';
import type { IDatasetColumns } from '../columns';
import { rid, type ISelect } from '../relational';
import { CropAspects, type IWork } from './crop-aspects';

interface IKnown {
  stamp: number;
  mark: number;
  /** By row id. */
  codes: Uint8Array;
}

export class Aspects {
  private readonly known = new Map<string, IKnown>();

  private readonly crops: CropAspects;

  constructor(private readonly reader: IDocumentReader) {
    this.crops = new CropAspects(reader);
  }

  /** One code per row of `rids`. */
  async of(columns: IDatasetColumns, rids: Uint32Array, call: IWork): Promise<Uint8Array> {
    const { codes: whole, mark } = await this.current(columns);
    const codes = await this.crops.of(columns, whole, mark, call);
    const aspects = new Uint8Array(rids.length);
    for (let i = 0; i < rids.length; i++) {
      aspects[i] = codes[rids[i] as number] ?? 0;
    }
    return aspects;
  }

  private async current(columns: IDatasetColumns): Promise<IKnown> {
    const dataset = columns.info.id;
    const stamp = columns.stamp(['metadata']);
    let known = this.known.get(dataset);
    if (known?.stamp !== stamp) {
      known = { stamp, mark: 0, codes: await this.fromMetadata(columns) };
      this.known.set(dataset, known);
    }
    const { rids, widths, heights, mark } = this.reader.mediaSizes(dataset, known.mark);
    for (let i = 0; i < rids.length; i++) {
      const row = rids[i] as number;
      // What the metadata say goes before what was found in the file.
      if (row < known.codes.length && (known.codes[row] as number) === 0) {
        known.codes[row] = encodeAspect(widths[i] as number, heights[i] as number);
      }
    }
    known.mark = mark;
    return known;
  }

  private async fromMetadata(columns: IDatasetColumns): Promise<Uint8Array> {
    const { layout } = columns;
    const of = (path: string): string | undefined =>
      layout.columns.find(column => column.path === path)?.column;
    const [width, height] = [
      of('metadata.width') ?? of('metadata.frame_width'),
      of('metadata.height') ?? of('metadata.frame_height')
    ];
    const query: ISelect = {
      columns: [
        { name: 'rid', value: rid('s') },
        ...[width, height].flatMap(name =>
          name
            ? [
                {
                  name,
                  value: { kind: 'column', alias: 's', column: name, type: 'number' } as const
                }
              ]
            : []
        )
      ],
      rows: { table: layout.samples, alias: 's', samples: layout.samples, sample: null, where: [] }
    };
    const [rows = [], widths = [], heights = []] = await columns.numbers(query, 0);
    let highest = -1;
    for (const row of rows) {
      highest = Math.max(highest, row);
    }
    const codes = new Uint8Array(highest + 1);
    for (let i = 0; i < rows.length; i++) {
      codes[rows[i] as number] = encodeAspect(widths[i] ?? 0, heights[i] ?? 0);
    }
    return codes;
  }
}
