/** Stored samples as the documents that expressions are evaluated over. */
import type { IDocumentReader, IStoredSample } from '../../store/document-store';
import { decodeDocument } from '../../datasets/documents/document-codec';
import { idToHex } from '../../datasets/documents/object-id';
import type { ILabelFilter } from '../relational';
import type { DatasetSchema } from '../schema';
import { fieldsOfExpression } from './field-names';
import { applyLabelFilters, type SampleDocument } from './label-filter-set';

/** What a stored sample says, with its label documents decoded. */
export function decodeSample(sample: IStoredSample, labels: Iterable<string>): SampleDocument {
  const core = sample.core.length > 0 ? (decodeDocument(sample.core) as SampleDocument) : {};
  const document: SampleDocument = { ...core, id: idToHex(sample.id), tags: sample.tags };
  for (const field of labels) {
    const bytes = sample.labels[field];
    if (bytes) {
      document[field] = decodeDocument(bytes);
    }
  }
  return document;
}

/** Label fields that must be decoded to apply the filters on `wanted` fields. */
export function labelFieldsNeeded(
  schema: DatasetSchema,
  wanted: Iterable<string>,
  filters: readonly ILabelFilter[]
): Set<string> {
  const needed = new Set([...wanted].filter(name => schema.labelFields.has(name)));
  for (const filter of [...filters].reverse()) {
    if (needed.has(filter.field)) {
      for (const name of fieldsOfExpression(filter.expression, filter.field)) {
        if (schema.labelFields.has(name)) {
          needed.add(name);
        }
      }
    }
  }
  return needed;
}

/** Samples read between two looks at other work. */
const SAMPLES_AT_ONCE = 256;

/**
 * Calls `each` with every sample, its content as the filters leave it and only the fields `wanted`
 * decoded. Deleted samples are left out.
 */
export async function forEachSample(
  reader: IDocumentReader,
  dataset: string,
  schema: DatasetSchema,
  rids: Uint32Array,
  wanted: ReadonlySet<string>,
  filters: readonly ILabelFilter[],
  checkpoint: () => Promise<void>,
  each: (sample: SampleDocument, rid: number, kept: ReadonlyMap<string, number[]>) => void
): Promise<void> {
  const labels = labelFieldsNeeded(schema, wanted, filters);
  const applied = filters.filter(filter => labels.has(filter.field));
  const selection = { core: true, tags: true, labels: [...labels] };
  for (let start = 0; start < rids.length; start += SAMPLES_AT_ONCE) {
    const part = rids.subarray(start, start + SAMPLES_AT_ONCE);
    for (const stored of reader.read(dataset, part, selection)) {
      const kept = new Map<string, number[]>();
      const sample = applyLabelFilters(decodeSample(stored, labels), applied, kept);
      each(sample, stored.rid, kept);
    }
    await checkpoint();
  }
}
