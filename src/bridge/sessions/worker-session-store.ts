/** The session store in its worker thread. */
import type { WorkerClient } from '../workers';
import type { IPlotFrames } from '../plots';
import type { ISessionStore, IStoredSession, IStoredSummary, SessionWrite } from './session-store';

export class WorkerSessionStore implements ISessionStore, IPlotFrames {
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
  async putPlotData(session: string, id: string, bytes: Uint8Array): Promise<void> {
    await this._worker.call('putPlotData', [session, id], bytes);
  }
  async plotData(session: string, id: string): Promise<Uint8Array | null> {
    return (await this._worker.call('plotData', [session, id])).payload ?? null;
  }
  close(): Promise<void> {
    return this._worker.close();
  }
}
