/** Which labels a view shows: `view.labels`. */
import { encodeLabelRecord, LABEL_RECORD_BYTES, type ParsedParams } from '../../../protocol';
import { idFromHex } from '../../datasets/documents/object-id';
import { readPath, type Value } from '../expressions';
import { forEachSample, labelList } from '../views';
import type { DatasetQuery, IAnswer } from './query-context';

/** Labels after which an answer ends; the next request goes on behind them. */
const MAX_LABELS = 20_000;
const SAMPLES_AT_ONCE = 128;

interface ILabel {
  label: Uint8Array;
  sample: Uint8Array;
  instance: Uint8Array | null;
  field: number;
}

const idAt = (value: Value, path: string): Uint8Array | null => {
  const id = readPath(value, path);
  return typeof id === 'string' ? idFromHex(id) : null;
};

/** @throws RequestError if a field holds no labels */
export async function viewLabels(
  query: DatasetQuery,
  { view, dataset, start, ...choice }: ParsedParams<'view.labels'>
): Promise<IAnswer> {
  const rows = await query.rows([...view, { stage: 'select_labels', ...choice, omit_empty: true }]);
  const fields = [...rows.schema.labelFields.keys()];
  const found: ILabel[] = [];
  let next = start;
  while (next < rows.rids.length && found.length < MAX_LABELS) {
    const part = rows.rids.subarray(next, next + SAMPLES_AT_ONCE);
    await forEachSample(
      query.reader,
      dataset,
      query.columns.schema,
      part,
      new Set(fields),
      rows.transforms,
      query.call.checkpoint,
      sample => {
        const own = idAt(sample as Value, 'id') as Uint8Array;
        for (const [field, name] of fields.entries()) {
          for (const each of labelList(sample[name]) as Value[]) {
            const label = idAt(each, 'id');
            if (label) {
              const instance = idAt(each, 'instance.id');
              found.push({ label, sample: own, instance, field });
            }
          }
        }
      }
    );
    next += part.length;
  }
  const payload = new Uint8Array(found.length * LABEL_RECORD_BYTES);
  found.forEach((record, at) => encodeLabelRecord(payload, at, record));
  return {
    result: { count: found.length, fields, next: next < rows.rids.length ? next : null },
    payload
  };
}
