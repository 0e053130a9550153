/** The store worker: the one writer of `store.db`. */
import { SqliteStore } from '../store/sqlite';
import { serveWorker, type WorkerHandler } from '../workers';
import { removeTemporaryDatasets } from './remove-temporary';
import { answerStoreRequest, STORE_METHODS } from './requests';

serveWorker<{ path: string }>(({ path }) => {
  const store = SqliteStore.open(path);
  removeTemporaryDatasets(store, Date.now());
  const handlers = STORE_METHODS.map((method): [string, WorkerHandler] => [
    method,
    (params, payload) => {
      const {
        result,
        changes,
        payload: bytes
      } = answerStoreRequest(store, method, params, payload);
      return { result: { result, changes: changes ?? [] }, ...(bytes ? { payload: bytes } : {}) };
    }
  ]);
  return {
    handlers: { ...Object.fromEntries(handlers), 'internal.ready': () => ({ result: null }) },
    close: () => store.close()
  };
});
