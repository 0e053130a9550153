/** Samples as `view.documents` sends them, decoded for exporters. */
import type { LabelDocument } from '../../protocol';
import { decodeDocument } from '../datasets/documents/document-codec';
import { idToHex } from '../datasets/documents/object-id';
import type { IExportSample, Values } from './format';

const STORE = new Set(['id', 'filepath', 'tags', 'metadata']);

export function exportSamples(payload: Uint8Array): IExportSample[] {
  const rows = decodeDocument(payload) as [Uint8Array, Values, Record<string, Uint8Array>][];
  return rows.map(([id, core, blobs]) => {
    const values: Values = {};
    for (const [name, value] of Object.entries(core)) {
      if (!STORE.has(name)) {
        values[name] = value;
      }
    }
    const labels: Record<string, LabelDocument> = {};
    for (const [name, bytes] of Object.entries(blobs)) {
      labels[name] = decodeDocument(bytes) as LabelDocument;
    }
    return {
      id: idToHex(id),
      filepath: core['filepath'] as string,
      tags: (core['tags'] ?? []) as string[],
      metadata: (core['metadata'] ?? null) as Record<string, unknown> | null,
      values,
      labels
    };
  });
}
