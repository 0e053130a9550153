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
      write: writes => {
        store.write(writes as SessionWrite[]);
        return { result: null };
      }
    },
    close: () => store.close()
  };
});
