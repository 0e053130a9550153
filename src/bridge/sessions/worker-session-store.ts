/** The session store in its worker thread. */
import type { WorkerClient } from '../workers';
import type { ISessionStore, IStoredSession, IStoredSummary, SessionWrite } from './session-store';

export class WorkerSessionStore implements ISessionStore {
  constructor(private readonly _worker: WorkerClient) {}

  async load(session: string): Promise<IStoredSession | null> {
    return (await this._worker.call('load', session)).result as IStoredSession | null;
  }
  async list(): Promise<IStoredSummary[]> {
    return (await this._worker.call('list')).result as IStoredSummary[];
  }
  async ofDataset(dataset: string): Promise<string[]> {
    return (await this._worker.call('ofDataset', dataset)).result as string[];
  }
  async write(writes: readonly SessionWrite[]): Promise<void> {
    await this._worker.call('write', writes);
  }
  close(): Promise<void> {
    return this._worker.close();
  }
}
