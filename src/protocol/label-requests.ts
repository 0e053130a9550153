/** Requests about single labels. */
import { z } from 'zod';
import { hexOf } from './drawing';
import { labelChoice } from './label-choice';
import { viewSchema } from './stages';

export const LABEL_REQUESTS = {
  /**
   * Which labels of a view are meant, in the order of its samples; parameters as `select_labels`.
   * Payload: one record per label, see `decodeLabelRecords`. `start` is the place of a sample among
   * those that have such labels; ask again with `start: next` until `next` is null.
   */
  'view.labels': z.object({
    dataset: z.string().length(24),
    view: viewSchema.default([]),
    ...labelChoice,
    start: z.int().min(0).default(0)
  })
} as const;

export interface ILabelResults {
  /** `fields`: what the numbers of fields in the records mean. */
  'view.labels': { count: number; fields: string[]; next: number | null };
}

/** A label and where it is. */
export interface ILabelRecord {
  label_id: string;
  sample_id: string;
  field: string;
  /** Id of the instance that the label is of, if it says so. */
  instance_id: string | null;
}

/** `label id: 12 bytes | sample id: 12 | instance id: 12, zeros for none | u16 little-endian field`. */
export const LABEL_RECORD_BYTES = 38;

/** Appends records to bytes that were made large enough. `at`: number of the record. */
export function encodeLabelRecord(
  bytes: Uint8Array,
  at: number,
  record: { label: Uint8Array; sample: Uint8Array; instance: Uint8Array | null; field: number }
): void {
  const start = at * LABEL_RECORD_BYTES;
  bytes.set(record.label, start);
  bytes.set(record.sample, start + 12);
  if (record.instance) {
    bytes.set(record.instance, start + 24);
  }
  new DataView(bytes.buffer, bytes.byteOffset).setUint16(start + 36, record.field, true);
}

/** @throws RangeError if the bytes are no whole records, or a field has no name. */
export function decodeLabelRecords(bytes: Uint8Array, fields: readonly string[]): ILabelRecord[] {
  if (bytes.length % LABEL_RECORD_BYTES !== 0) {
    throw new RangeError(`${bytes.length} bytes are no whole label records.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / LABEL_RECORD_BYTES }, (_, i) => {
    const start = i * LABEL_RECORD_BYTES;
    const field = fields[view.getUint16(start + 36, true)];
    if (field === undefined) {
      throw new RangeError('A label record names a field that there is not.');
    }
    const instance = hexOf(bytes, start + 24);
    return {
      label_id: hexOf(bytes, start),
      sample_id: hexOf(bytes, start + 12),
      field,
      instance_id: /^0+$/.test(instance) ? null : instance
    };
  });
}
