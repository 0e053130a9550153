/** The store worker: the one writer of `store.db`. */
import { SqliteReader, SqliteStore } from '../store/sqlite';
import { serveWorker, type WorkerHandler } from '../workers';
import { removeDerivedDatasets } from './derived/remove-derived';
import { removeTemporaryDatasets } from './remove-temporary';
import { answerStoreRequest, STORE_METHODS } from './requests';

serveWorker<{ path: string }>(({ path }) => {
  const store = SqliteStore.open(path);
  removeTemporaryDatasets(store, Date.now());
  removeDerivedDatasets(store, Date.now());
  let before: SqliteReader | null = null;
  const handlers = STORE_METHODS.map((method): [string, WorkerHandler] => [
    method,
    (params, payload) => {
      const {
        result,
        changes,
        via,
        payload: bytes
      } = answerStoreRequest(
        store,
        method,
        params,
        payload,
        () => (before ??= SqliteReader.open(path))
      );
      return {
        result: { result, changes: changes ?? [], via: via ?? null },
        ...(bytes ? { payload: bytes } : {})
      };
    }
  ]);
  return {
    handlers: { ...Object.fromEntries(handlers), 'internal.ready': () => ({ result: null }) },
    close: () => {
      before?.close();
      store.close();
    }
  };
});
