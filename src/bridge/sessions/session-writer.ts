/**
 * Group commit: while one transaction is under way further writes gather, and the next transaction
 * takes all of them. So latency is one transaction at rest, and a burst costs a few.
 */
import { RequestError } from '../request-error';
import type { ISessionStore, SessionWrite } from './session-store';

interface IQueued {
  write: SessionWrite;
  done(error: RequestError | null): void;
}

/** Most writes of one transaction. */
const MAX_BATCH = 2000;

const toRequestError = (error: unknown): RequestError =>
  error instanceof RequestError
    ? error
    : new RequestError('storage', `The session could not be stored: ${String(error)}`);

export class SessionWriter {
  constructor(private readonly _store: ISessionStore) {}

  /** Queues a write. `done` is called in the order of the writes, once they are durable or failed. */
  push(write: SessionWrite, done: (error: RequestError | null) => void): void {
    this._queue.push({ write, done });
    if (!this._running) {
      this._running = this._run();
    }
  }

  /** Resolves when nothing is queued any more. */
  async idle(): Promise<void> {
    await this._running;
  }

  private async _run(): Promise<void> {
    while (this._queue.length > 0) {
      const batch = this._queue.splice(0, MAX_BATCH);
      let failure: RequestError | null = null;
      try {
        await this._store.write(batch.map(({ write }) => write));
      } catch (error) {
        failure = toRequestError(error);
        // What came later builds on what failed.
        batch.push(...this._queue.splice(0));
      }
      for (const { done } of batch) {
        done(failure);
      }
    }
    this._running = null;
  }

  private readonly _queue: IQueued[] = [];
  private _running: Promise<void> | null = null;
}
