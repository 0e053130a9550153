/** How much there is of a view: samples, and the bytes they take. */
import type { ParsedParams } from '../../../protocol';
import type { DatasetQuery, IAnswer } from './query-context';

const SAMPLES_AT_ONCE = 2000;

export async function datasetStats(
  query: DatasetQuery,
  { view }: ParsedParams<'dataset.stats'>
): Promise<IAnswer> {
  const rows = await query.rows(view);
  const rids = rows.rids.slice().sort();
  let samples = 0;
  let frames = 0;
  for (let start = 0; start < rids.length; start += SAMPLES_AT_ONCE) {
    const part = rids.subarray(start, start + SAMPLES_AT_ONCE);
    const bytes = query.reader.storedBytes(query.dataset, part);
    samples += bytes.samples;
    frames += bytes.frames;
    query.call.progress?.(start + part.length, rids.length);
    await query.call.checkpoint();
  }
  return { result: { count: rids.length, samples_bytes: samples, frames_bytes: frames } };
}
