/** Stored samples as the documents that expressions are evaluated over. */
import type { IDocumentReader, IStoredSample } from '../../store/document-store';
import { decodeDocument } from '../../datasets/documents/document-codec';
import { idToHex } from '../../datasets/documents/object-id';
import type { Transform } from '../relational';
import type { DatasetSchema } from '../schema';
import { GroupMembers } from './group-members';
import type { SampleDocument } from './label-filter-set';
import { applyTransforms, readingOf } from './transforms';

/** What a stored sample says, with its documents stored apart decoded. */
export function decodeSample(sample: IStoredSample, apart: Iterable<string>): SampleDocument {
  const core = sample.core.length > 0 ? (decodeDocument(sample.core) as SampleDocument) : {};
  const document: SampleDocument = { ...core, id: idToHex(sample.id), tags: sample.tags };
  for (const field of apart) {
    const bytes = sample.labels[field];
    if (bytes) {
      document[field] = decodeDocument(bytes);
    }
  }
  return document;
}

/** Samples read between two looks at other work. */
const SAMPLES_AT_ONCE = 256;

/**
 * Calls `each` with every sample, its content as the transforms leave it and only the fields
 * `wanted` decoded. Deleted samples are left out.
 *
 * @param schema of the whole dataset
 */
export async function forEachSample(
  reader: IDocumentReader,
  dataset: string,
  schema: DatasetSchema,
  rids: Uint32Array,
  wanted: ReadonlySet<string>,
  transforms: readonly Transform[],
  checkpoint: () => Promise<void>,
  each: (sample: SampleDocument, rid: number, kept: ReadonlyMap<string, number[]>) => void
): Promise<void> {
  const { apart, transforms: applied } = readingOf(schema, wanted, transforms);
  const selection = { core: true, tags: true, labels: [...apart] };
  const { groupField, storedApart } = schema;
  const groups =
    groupField !== null && wanted.has('groups')
      ? new GroupMembers(reader, dataset, groupField, stored => decodeSample(stored, storedApart))
      : null;
  const give = (document: SampleDocument, { rid }: IStoredSample): void => {
    const kept = new Map<string, number[]>();
    each(applyTransforms(document, rid, applied, kept), rid, kept);
  };
  for (let start = 0; start < rids.length; start += SAMPLES_AT_ONCE) {
    const part = rids.subarray(start, start + SAMPLES_AT_ONCE);
    if (groups) {
      const found = Array.from(reader.read(dataset, part, selection), stored => ({
        stored,
        document: decodeSample(stored, apart)
      }));
      const grouped = await groups.of(found, checkpoint);
      grouped.forEach((document, i) =>
        give(document, (found[i] as { stored: IStoredSample }).stored)
      );
    } else {
      for (const stored of reader.read(dataset, part, selection)) {
        give(decodeSample(stored, apart), stored);
      }
    }
    await checkpoint();
  }
}
