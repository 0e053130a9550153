/** An import as the main thread runs it: batches from the formats worker to the store. */
import type { IDatasetInfo, Method } from '../../protocol';
import type { IRequestContext, IResponse } from '../datasets/data-service';
import { RequestError } from '../request-error';
import type { IWorkerAnswer } from '../workers';
import { mergeFacts } from './dataset-facts';
import type { IDatasetFacts, ImportRequest, IRunFacts, IViewFacts } from './format';
import type { IImportedBatch } from './import-run';

/** Asks the formats worker. */
export type AskFormats = (
  method: string,
  params: unknown,
  payload?: Uint8Array | null,
  onProgress?: (done: number) => void
) => Promise<IWorkerAnswer>;

export interface IFormatServices {
  formats: AskFormats;
  /** Asks the data side. */
  data(method: Method, params: unknown, payload?: Uint8Array | null): Promise<IResponse>;
  /** @throws RequestError if there is no such dataset */
  describe(dataset: string): Promise<IDatasetInfo>;
}

/** Says what of the import is there all the same. */
function withCount(error: unknown, added: number, batch: [string, string] | null): unknown {
  if (!(error instanceof RequestError) || (added === 0 && !batch)) {
    return error;
  }
  const before =
    added > 0 ? ` ${added} samples of this import were added before.` : ' No sample was added.';
  const where = batch && batch[0] !== '' ? ` (between ${batch[0]} and ${batch[1]})` : '';
  return new RequestError(error.code, `${error.message}${where}${before}`, {
    ...error.details,
    added
  });
}

async function saveRun(
  dataset: string,
  { type, run, results }: IRunFacts,
  notices: string[],
  { data }: IFormatServices
): Promise<void> {
  try {
    await data('run.save', { dataset, type, run, overwrite: false, clear_results: false }, results);
  } catch (error) {
    if (!(error instanceof RequestError) || error.code === 'cancelled') {
      throw error;
    }
    notices.push(`The run '${run.key}' was left out: ${error.message}`);
  }
}

/** A view that cannot be saved is no reason to lose the samples. */
async function saveView(
  dataset: string,
  view: IViewFacts,
  notices: string[],
  { data }: IFormatServices
): Promise<void> {
  try {
    await data('saved_view.save', { dataset, ...view, overwrite: false });
  } catch (error) {
    if (!(error instanceof RequestError) || error.code === 'cancelled') {
      throw error;
    }
    notices.push(`The saved view '${view.name}' was left out: ${error.message}`);
  }
}

/** One transaction per batch; the next batch is read while one is written. */
export async function importDataset(
  request: ImportRequest,
  services: IFormatServices,
  context: IRequestContext
): Promise<IResponse> {
  const { formats, data } = services;
  const dataset = await services.describe(request.dataset);
  const opened = await formats('import.open', { request, fields: dataset.fields });
  const { run, total } = opened.result as { run: number; total: number | null };
  const ids: Uint8Array[] = [];
  let added = 0;
  let writing: Omit<IImportedBatch, 'payload'> | null = null;
  const next = async () => {
    const { result, payload } = await formats('import.next', { run });
    return { batch: result as Omit<IImportedBatch, 'payload'>, payload };
  };
  try {
    context.progress(0, total);
    for (let ahead = next(); ;) {
      const { batch, payload } = await ahead;
      if (!batch.done) {
        ahead = next();
        // Its error is seen when its turn comes.
        ahead.catch(() => undefined);
      }
      if (batch.count > 0 || batch.fields.length > 0) {
        if (context.signal.aborted) {
          throw new RequestError('cancelled', 'The import was cancelled.');
        }
        writing = batch;
        const params = { dataset: dataset.id, fields: batch.fields };
        await data('samples.add', params, payload);
        writing = null;
        added += batch.count;
        ids.push(batch.ids);
        context.progress(added, total);
      }
      if (batch.done) {
        break;
      }
    }
    const { result } = await formats('import.facts', { run });
    const { facts, notices } = result as { facts: IDatasetFacts; notices: string[] };
    if (request.add_info) {
      await data('dataset.update', {
        dataset: dataset.id,
        ...mergeFacts(await services.describe(dataset.id), facts)
      });
    }
    for (const view of request.add_info ? (facts.views ?? []) : []) {
      await saveView(dataset.id, view, notices, services);
    }
    for (const run of request.add_info ? (facts.runs ?? []) : []) {
      await saveRun(dataset.id, run, notices, services);
    }
    const payload = new Uint8Array(12 * added);
    let at = 0;
    for (const part of ids) {
      payload.set(part, at);
      at += part.length;
    }
    return { result: { count: added, notices }, payload };
  } catch (error) {
    throw withCount(error, added, writing?.origin ?? null);
  } finally {
    await formats('close', { run });
  }
}
