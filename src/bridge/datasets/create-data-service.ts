/** The data side as the main thread sees it: a worker that writes, one that queries, one that looks up. */
import { REQUESTS, type IDatasetChangeMessage, type Method } from '../../protocol';
import { RequestError } from '../request-error';
import { dataFiles } from '../store/data-files';
import { WorkerClient, workerFile, type IWorkerAnswer } from '../workers';
import { ColumnFollower } from './column-follower';
import type { IDataService, IMediaSource, IResponse } from './data-service';
import type { IDataWorkers } from './data-workers';
import { answerGenerated } from './derived/answer-generated';
import { GeneratedViews } from './derived/generated-views';
import { withShownNames } from './derived/shown-names';
import type { ReadMethod } from './requests';
import { routeRequest } from './route-request';

export interface IDataServiceOptions {
  /** The data home; it is made if it is not there. */
  home: string;
  /** Where the worker bundles are, if not beside the running program (tests). */
  workers?: URL | null;
}

const PREFIXES = [
  'dataset',
  'samples',
  'labels',
  'view',
  'grid',
  'sample',
  'expression',
  'workspace',
  'run',
  'index',
  'saved_view',
  'group'
];

/** `dataset.watch` is about connections and is the server's. */
const METHODS = (Object.keys(REQUESTS) as Method[]).filter(
  method => PREFIXES.includes(method.split('.')[0] as string) && method !== 'dataset.watch'
);

const toResponse = ({ result, payload }: IWorkerAnswer): IResponse =>
  payload ? { result, payload } : { result };

/**
 * Starts the workers. Resolves when the store is open.
 * @throws RequestError if the store cannot be opened: foreign, newer, damaged, not readable.
 */
export async function createDataService(options: IDataServiceOptions): Promise<IDataService> {
  const files = dataFiles(options.home);
  const bundles = options.workers ?? null;
  const listeners = new Set<(change: IDatasetChangeMessage) => void>();
  const store = new WorkerClient(workerFile('store', bundles), 'store', { path: files.store });
  try {
    await store.call('internal.ready');
  } catch (error) {
    await store.close();
    throw error;
  }
  // The query worker reads the file that the store worker has just made sure of.
  const query = new WorkerClient(workerFile('query', bundles), 'query', files);
  const lookup = new WorkerClient(workerFile('lookup', bundles), 'lookup', { path: files.store });
  const follower = new ColumnFollower(dataset =>
    query.call('view.count', { dataset, view: [], labels: false })
  );
  listeners.add(change => follower.note(change));

  const workers: IDataWorkers = {
    async askStore(method, params, payload = null, context) {
      const answer = await store.call(method, params, payload, context?.signal, (done, total) =>
        context?.progress(done, total)
      );
      const { result, changes, via } = answer.result as {
        result: unknown;
        changes: IDatasetChangeMessage[];
        via: string | null;
      };
      for (const change of changes) {
        generated.note(change, via);
        listeners.forEach(listener => listener(change));
      }
      return toResponse({ result, payload: answer.payload });
    },
    askLookup: async (method, params) => (await lookup.call(method, params)).result,
    async askQuery(method, params, payload, context) {
      return toResponse(
        await query.call(method, params, payload, context.signal, (done, total) =>
          context.progress(done, total)
        )
      );
    }
  };
  const generated = new GeneratedViews(workers);
  const look = async <T>(method: ReadMethod, params: unknown): Promise<T> =>
    (await workers.askLookup(method, params)) as T;

  return {
    methods: new Set(METHODS),
    handle(method, params, payload, context) {
      if (!METHODS.includes(method)) {
        const error = new RequestError('invalid', `'${method}' is not about datasets.`);
        return Promise.reject(error);
      }
      return withShownNames(workers, () =>
        answerGenerated(generated, method, params, context, target =>
          routeRequest(workers, method, target, payload, context)
        )
      );
    },
    describe: dataset => look('internal.describe', { dataset }),
    mediaSources: (dataset, sampleIds) =>
      look<IMediaSource[]>('internal.media_sources', { dataset, sample_ids: sampleIds }),
    async rememberSizes(dataset, sizes) {
      await workers.askStore('internal.remember_sizes', { dataset, sizes });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      follower.close();
      await Promise.all([query.close(), lookup.close()]);
      await store.close();
    }
  };
}
