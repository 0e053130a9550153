/** The samples of a group, as paths that begin with `groups` read them. */
import { decodeDocument } from '../../datasets/documents/document-codec';
import { mapEntry } from '../../datasets/documents/messagepack-map';
import { readBinary, readHead } from '../../datasets/documents/messagepack-walk';
import { idToHex } from '../../datasets/documents/object-id';
import type { IDocumentReader, IStoredSample } from '../../store/document-store';
import type { SampleDocument } from './label-filter-set';

/** Rows whose groups are read at once. */
const ROWS_AT_ONCE = 4096;

/** The id of the group that a sample is of; null if it is of none. */
function groupOf(sample: IStoredSample, field: string): string | null {
  const group = mapEntry(sample.core, field);
  const id = group && readHead(group, 0).kind === 'map' ? mapEntry(group, '_id') : null;
  return id && readHead(id, 0).kind === 'binary' ? idToHex(readBinary(id, 0)) : null;
}

export class GroupMembers {
  private members: Map<string, number[]> | null = null;

  /**
   * @param field the group field
   * @param decode makes a document of a stored sample
   */
  constructor(
    private readonly reader: IDocumentReader,
    private readonly dataset: string,
    private readonly field: string,
    private readonly decode: (sample: IStoredSample) => SampleDocument
  ) {}

  /** The samples with `groups`: a document with the samples of their group by slice. */
  async of(
    samples: readonly { stored: IStoredSample; document: SampleDocument }[],
    checkpoint: () => Promise<void>
  ): Promise<SampleDocument[]> {
    const members = (this.members ??= await this.readMembers(checkpoint));
    const ids = samples.map(({ stored }) => groupOf(stored, this.field));
    const rids = [...new Set(ids.flatMap(id => (id === null ? [] : (members.get(id) ?? []))))];
    const slices = new Map<string, Record<string, SampleDocument>>();
    const selection = { core: true, tags: true, labels: null };
    const rows = Uint32Array.from(rids).sort();
    for (const stored of this.reader.read(this.dataset, rows, selection)) {
      const id = groupOf(stored, this.field) ?? '';
      const group = slices.get(id) ?? {};
      slices.set(id, group);
      const element = mapEntry(stored.core, this.field);
      const { name } = (element ? decodeDocument(element) : {}) as { name?: unknown };
      if (typeof name === 'string') {
        group[name] = this.decode(stored);
      }
    }
    return samples.map(({ document }, i) => ({ ...document, groups: slices.get(ids[i] ?? '') }));
  }

  /** Row ids of all groups. */
  private async readMembers(checkpoint: () => Promise<void>): Promise<Map<string, number[]>> {
    const members = new Map<string, number[]>();
    const all = this.reader.allRids(this.dataset);
    const selection = { core: true, tags: false, labels: [] };
    for (let start = 0; start < all.length; start += ROWS_AT_ONCE) {
      const part = all.subarray(start, start + ROWS_AT_ONCE);
      for (const sample of this.reader.read(this.dataset, part, selection)) {
        const id = groupOf(sample, this.field);
        if (id !== null) {
          const rids = members.get(id);
          if (rids) {
            rids.push(sample.rid);
          } else {
            members.set(id, [sample.rid]);
          }
        }
      }
      await checkpoint();
    }
    return members;
  }
}
