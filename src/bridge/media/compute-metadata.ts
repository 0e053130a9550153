/** Metadata of the files of a whole view: read by the media worker, written in batches. */
import type { FileMetadata, IMetadataFailure, IResults, ParsedParams, View } from '../../protocol';
import type { IDataService, IRequestContext } from '../datasets/data-service';
import { encodeDocument, idFromHex, idToHex } from '../datasets';
import { RequestError } from '../request-error';
import type { IMetadataJob, MetadataOutcome } from './media-protocol';

/** Samples of a batch: one transaction. */
const BATCH = 500;
/** Failures that are told one by one. */
const MAX_FAILURES = 100;
const ID_BYTES = 12;

type Result = IResults['media.compute_metadata'];
type ReadFiles = (job: IMetadataJob, signal: AbortSignal) => Promise<MetadataOutcome[]>;

async function idsOf(
  data: IDataService,
  dataset: string,
  view: View,
  context: IRequestContext
): Promise<string[]> {
  const params = { dataset, view, start: 0, count: null, binary: true };
  const { payload } = await data.handle('view.ids', params, null, context);
  const bytes = payload ?? new Uint8Array();
  return Array.from({ length: bytes.length / ID_BYTES }, (_, i) =>
    idToHex(bytes.subarray(ID_BYTES * i, ID_BYTES * (i + 1)))
  );
}

/** Answers `media.compute_metadata`. What was written before a cancellation or error stays. */
export async function computeMetadata(
  data: IDataService,
  readFiles: ReadFiles,
  request: ParsedParams<'media.compute_metadata'>,
  context: IRequestContext
): Promise<Result> {
  const { dataset, view, overwrite, num_workers: parallel } = request;
  const without: View = [...view, { stage: 'exists', field: 'metadata', bool: false }];
  const all = await data.handle('view.count', { dataset, view, labels: false }, null, context);
  const ids = await idsOf(data, dataset, overwrite ? view : without, context);
  const { count } = all.result as { count: number };
  const result: Result = { written: 0, skipped: count - ids.length, failed: 0, failures: [] };
  for (let start = 0; start < ids.length; start += BATCH) {
    context.progress(start, ids.length);
    const batch = ids.slice(start, start + BATCH);
    const files = (await data.mediaSources(dataset, batch)).map(({ sample_id, filepath }) => ({
      sample_id,
      filepath
    }));
    const outcomes = await readFiles({ files, parallel: parallel ?? null }, context.signal);
    const failures = outcomes.filter(
      (outcome): outcome is IMetadataFailure => outcome.metadata === undefined
    );
    const [first] = failures;
    if (first && !request.skip_failures) {
      throw new RequestError('media', first.message, { sample_id: first.sample_id });
    }
    result.failed += failures.length;
    result.failures.push(...failures.slice(0, MAX_FAILURES - result.failures.length));
    result.written += await write(data, dataset, outcomes, context);
  }
  context.progress(ids.length, ids.length);
  return result;
}

/** Writes what was found of samples that are still there; says of how many. */
async function write(
  data: IDataService,
  dataset: string,
  outcomes: readonly MetadataOutcome[],
  context: IRequestContext
): Promise<number> {
  const found = outcomes.filter(outcome => outcome.metadata !== undefined);
  if (found.length === 0) {
    return 0;
  }
  const rows = (kept: ReadonlySet<string> | null): [Uint8Array, object, object][] =>
    found
      .filter(({ sample_id }) => kept?.has(sample_id) ?? true)
      .map(({ sample_id, metadata }) => [
        idFromHex(sample_id) ?? new Uint8Array(ID_BYTES),
        { metadata: metadata as FileMetadata },
        {}
      ]);
  const update = async (changes: ReturnType<typeof rows>): Promise<number> => {
    const params = { dataset, fields: [] };
    await data.handle('samples.update', params, encodeDocument(changes), context);
    return changes.length;
  };
  try {
    return await update(rows(null));
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== 'not_found') {
      throw error;
    }
    // Some were deleted while their files were read.
    const ids = found.map(({ sample_id }) => sample_id);
    const there = await data.mediaSources(dataset, ids);
    return update(rows(new Set(there.map(({ sample_id }) => sample_id))));
  }
}
