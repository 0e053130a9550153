/** The worker thread of sessions.db. */
import { SqliteSessions } from '../store/sqlite-sessions';
import { serveWorker } from '../workers';
import type { SessionWrite } from './session-store';

serveWorker<{ file: string }>(({ file }) => {
  const store = new SqliteSessions(file);
  return {
    handlers: {
      load: session => ({ result: store.load(session as string) }),
      list: () => ({ result: store.list() }),
      ofDataset: dataset => ({ result: store.ofDataset(dataset as string) }),
      putPlotData: (params, bytes) => {
        const [session, id] = params as [string, string];
        store.putPlotData(session, id, bytes ?? new Uint8Array());
        return { result: null };
      },
      plotData: params => {
        const [session, id] = params as [string, string];
        const payload = store.plotData(session, id);
        return { result: payload !== null, ...(payload ? { payload } : {}) };
      },
      write: writes => {
        store.write(writes as SessionWrite[]);
        return { result: null };
      }
    },
    close: () => store.close()
  };
});
