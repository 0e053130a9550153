/**
 * Decoding jobs: a few at a time, the newest first, because what was asked for last is what is on the
 * screen. Jobs of a cancelled request that have not begun are dropped.
 */
import { RequestError } from '../request-error';

interface IJob {
  run(): Promise<void>;
  drop(): void;
  signal: AbortSignal;
}

export class WorkQueue {
  constructor(private readonly _parallel: number) {}

  /** Runs `work` when its turn comes. Rejects with code `cancelled` if it was dropped. */
  add<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const drop = (): void => reject(new RequestError('cancelled', 'The request was cancelled.'));
      let batch = this._batches.at(-1);
      if (!batch || batch.signal !== signal) {
        const added: IJob[] = [];
        batch = { signal, jobs: added };
        this._batches.push(batch);
        signal.addEventListener('abort', () => added.splice(0).forEach(job => job.drop()), {
          once: true
        });
      }
      batch.jobs.push({ run: () => work().then(resolve, reject), drop, signal });
      this._next();
    });
  }

  get waiting(): number {
    return this._batches.reduce((sum, { jobs }) => sum + jobs.length, 0);
  }

  private _next(): void {
    while (this._running < this._parallel) {
      const job = this._take();
      if (!job) {
        return;
      }
      if (job.signal.aborted) {
        job.drop();
        continue;
      }
      this._running += 1;
      void job.run().finally(() => {
        this._running -= 1;
        this._next();
      });
    }
  }

  /** The first job of the newest request. */
  private _take(): IJob | undefined {
    for (let batch = this._batches.at(-1); batch; batch = this._batches.at(-1)) {
      const job = batch.jobs.shift();
      if (batch.jobs.length === 0) {
        this._batches.pop();
      }
      if (job) {
        return job;
      }
    }
    return undefined;
  }

  private readonly _batches: { signal: AbortSignal; jobs: IJob[] }[] = [];
  private _running = 0;
}
