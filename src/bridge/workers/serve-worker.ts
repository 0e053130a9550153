/** The worker's side of the calls between the main thread and a worker thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { RequestError } from '../request-error';
import { ownBytes, type FromWorker, type IWorkerReply, type ToWorker } from './messages';

export interface IWorkerContext {
  /** Aborted when the answer is no longer wanted; seen only between `await`s. */
  signal: AbortSignal;
  progress(done: number, total: number | null): void;
  /** Lets other calls and a cancellation in. Call it between parts of long synchronous work. */
  checkpoint(): Promise<void>;
}

/** Answers one method. Throws RequestError for what the person who asked should know. */
export type WorkerHandler = (
  params: unknown,
  payload: Uint8Array | null,
  context: IWorkerContext
) => IWorkerReply | Promise<IWorkerReply>;

export interface IWorkerService {
  handlers: Readonly<Record<string, WorkerHandler>>;
  /** Called once, before the worker ends. */
  close?(): void | Promise<void>;
}

const cancelled = (): RequestError => new RequestError('cancelled', 'The request was cancelled.');

/** An error as it crosses threads. Errors nobody foresaw are also written to the log. */
function errorBody(error: unknown): ReturnType<RequestError['toBody']> {
  if (error instanceof RequestError) {
    return error.toBody();
  }
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message: `Unexpected error in the bridge: ${message}`, details: {} };
}

/**
 * Serves calls in a worker thread. `start` gets the `data` that `WorkerClient` was made with and
 * returns the handlers; if it throws, every call is answered with that error. Calls that arrive
 * earlier wait. Asynchronous handlers run side by side, synchronous ones one after the other.
 */
export function serveWorker<Data>(
  start: (data: Data) => IWorkerService | Promise<IWorkerService>
): void {
  const port = parentPort;
  if (!port) {
    throw new Error('serveWorker() works in a worker thread only.');
  }
  const send = (message: FromWorker, transfer: ArrayBuffer[] = []): void =>
    port.postMessage(message, transfer);
  const running = new Map<number, AbortController>();
  const service = Promise.resolve().then(() => start(workerData as Data));
  service.then(
    () => send({ ready: true }),
    (error: unknown) => send({ failed: errorBody(error) })
  );

  async function answer(id: number, method: string, params: unknown, payload: Uint8Array | null) {
    const abort = new AbortController();
    const { signal } = abort;
    running.set(id, abort);
    try {
      const handler = (await service).handlers[method];
      if (!handler) {
        throw new RequestError('invalid', `There is no method '${method}'.`);
      }
      const throwIfCancelled = (): void => {
        if (signal.aborted) {
          throw cancelled();
        }
      };
      throwIfCancelled();
      const reply = await handler(params, payload, {
        signal,
        progress: (done, total) => send({ progress: id, done, total }),
        checkpoint: async () => {
          await new Promise(resolve => setImmediate(resolve));
          throwIfCancelled();
        }
      });
      const bytes = reply.payload ? ownBytes(reply.payload) : null;
      const transfer = [...(reply.transfer ?? []), ...(bytes ? [bytes.buffer] : [])];
      send({ reply: id, result: reply.result, payload: bytes }, transfer);
    } catch (error) {
      send({ reply: id, error: errorBody(signal.aborted ? cancelled() : error) });
    } finally {
      running.delete(id);
    }
  }

  port.on('message', (message: ToWorker) => {
    if ('call' in message) {
      void answer(message.call, message.method, message.params, message.payload);
    } else if ('cancel' in message) {
      running.get(message.cancel)?.abort();
    } else {
      for (const abort of running.values()) {
        abort.abort();
      }
      void service
        .then(s => s.close?.())
        .catch((error: unknown) => console.error(error))
        .finally(() => port.close());
    }
  });
}
