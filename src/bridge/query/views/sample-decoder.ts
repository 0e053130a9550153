/** Stored samples as the documents that expressions are evaluated over. */
import type { IDocumentReader, IStoredSample } from '../../store/document-store';
import { decodeDocument } from '../../datasets/documents/document-codec';
import { idToHex } from '../../datasets/documents/object-id';
import type { Transform } from '../relational';
import type { DatasetSchema } from '../schema';
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
  for (let start = 0; start < rids.length; start += SAMPLES_AT_ONCE) {
    const part = rids.subarray(start, start + SAMPLES_AT_ONCE);
    for (const stored of reader.read(dataset, part, selection)) {
      const kept = new Map<string, number[]>();
      const sample = applyTransforms(decodeSample(stored, apart), stored.rid, applied, kept);
      each(sample, stored.rid, kept);
    }
    await checkpoint();
  }
}
