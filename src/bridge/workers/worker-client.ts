/** The main thread's side of the calls between the main thread and a worker thread. */
import { Worker } from 'node:worker_threads';
import type { IErrorBody } from '../../protocol';
import { RequestError } from '../request-error';
import { ownBytes, type FromWorker, type ToWorker } from './messages';

export interface IWorkerAnswer {
  result: unknown;
  payload: Uint8Array | null;
}

interface IPendingCall {
  resolve(answer: IWorkerAnswer): void;
  reject(error: RequestError): void;
  progress: ((done: number, total: number | null) => void) | undefined;
  release(): void;
}

/** After so many crashes within a minute a worker is not started again. */
const MAX_CRASHES = 5;

const toError = (body: IErrorBody): RequestError =>
  new RequestError(body.code, body.message, body.details ?? {});

/**
 * Calls methods of a worker thread that runs `serveWorker`. The worker starts with the client. If it
 * dies, calls under way fail with a RequestError and the next call starts a new worker.
 */
export class WorkerClient {
  private worker: Worker | null = null;
  private readonly pending = new Map<number, IPendingCall>();
  private nextId = 1;
  private crashes: number[] = [];
  private closing = false;
  private exited: Promise<void> = Promise.resolve();

  /** `name` is for messages ("store"); `data` is handed to the worker's `start`. */
  constructor(
    private readonly url: URL,
    private readonly name: string,
    private readonly data: unknown = null
  ) {
    this.start();
  }

  /**
   * Calls a method. `payload` is handed over: do not use it afterwards. Aborting `signal` asks the
   * worker to stop; the call then rejects with code `cancelled` unless it was already done.
   */
  call(
    method: string,
    params: unknown = null,
    payload: Uint8Array | null = null,
    signal?: AbortSignal,
    onProgress?: (done: number, total: number | null) => void
  ): Promise<IWorkerAnswer> {
    if (signal?.aborted) {
      return Promise.reject(new RequestError('cancelled', 'The request was cancelled.'));
    }
    if (this.closing) {
      return Promise.reject(new RequestError('internal', 'The bridge is stopping.'));
    }
    let worker: Worker;
    try {
      worker = this.worker ?? this.start();
    } catch (error) {
      return Promise.reject(error as RequestError);
    }
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const cancel = (): void => this.send(worker, { cancel: id });
      signal?.addEventListener('abort', cancel, { once: true });
      this.pending.set(id, {
        resolve,
        reject,
        progress: onProgress,
        release: () => signal?.removeEventListener('abort', cancel)
      });
      const bytes = payload ? ownBytes(payload) : null;
      try {
        this.send(
          worker,
          { call: id, method, params, payload: bytes },
          bytes ? [bytes.buffer] : []
        );
      } catch (error) {
        this.take(id)?.reject(
          new RequestError(
            'internal',
            `${method} could not be sent to the ${this.name} worker: ${String(error)}`
          )
        );
      }
    });
  }

  /** Lets the worker finish what it must and ends it. */
  async close(): Promise<void> {
    this.closing = true;
    if (this.worker) {
      this.send(this.worker, { close: true });
    }
    await this.exited;
  }

  private send(worker: Worker, message: ToWorker, transfer: ArrayBuffer[] = []): void {
    worker.postMessage(message, transfer);
  }

  private take(id: number): IPendingCall | undefined {
    const call = this.pending.get(id);
    this.pending.delete(id);
    call?.release();
    return call;
  }

  private failAll(error: RequestError): void {
    for (const id of [...this.pending.keys()]) {
      this.take(id)?.reject(error);
    }
  }

  private start(): Worker {
    const now = Date.now();
    this.crashes = this.crashes.filter(time => now - time < 60_000);
    if (this.crashes.length >= MAX_CRASHES) {
      throw new RequestError(
        'internal',
        `The bridge's ${this.name} worker keeps failing. Its log (\`lunette bridge logs\`) says why.`
      );
    }
    const worker = new Worker(this.url, { workerData: this.data });
    this.worker = worker;
    let cause = '';
    worker.on('message', (message: FromWorker) => this.receive(message));
    worker.on('error', (error: Error) => {
      cause = ` (${error.message})`;
      console.error(`The ${this.name} worker failed:`, error);
    });
    this.exited = new Promise(resolve => {
      worker.on('exit', () => {
        this.worker = this.worker === worker ? null : this.worker;
        if (!this.closing) {
          this.crashes.push(Date.now());
        }
        this.failAll(
          new RequestError(
            'internal',
            this.closing
              ? 'The bridge is stopping.'
              : `The bridge's ${this.name} worker ended unexpectedly${cause}. Try again: it starts anew.`
          )
        );
        resolve();
      });
    });
    return worker;
  }

  private receive(message: FromWorker): void {
    if ('reply' in message) {
      const call = this.take(message.reply);
      if ('error' in message) {
        call?.reject(toError(message.error));
      } else {
        call?.resolve({ result: message.result, payload: message.payload });
      }
    } else if ('progress' in message) {
      this.pending.get(message.progress)?.progress?.(message.done, message.total);
    } else if ('failed' in message) {
      // Calls are answered one by one with the same error, so that none is lost.
      console.error(`The ${this.name} worker could not start: ${message.failed.message}`);
    }
  }
}
