/** Requests of all clients: validated at the door, answered by whoever knows, cancelled with them. */
import type { z } from 'zod';
import { REQUESTS, type ClientMessage, type IErrorBody, type Method } from '../../protocol';
import type { IDataService, IResponse } from '../datasets/data-service';
import { RequestError } from '../request-error';
import type { Connection } from './connection';
import { parseInput } from './invalid-input';

type RequestMessage = Extract<ClientMessage, { kind: 'request' }>;

export interface IMethodContext {
  connection: Connection;
  signal: AbortSignal;
  progress(done: number, total: number | null): void;
  /** Answers at once, before anything else is sent. */
  respond(response: IResponse): void;
}
/**
 * `params` are validated; null if `respond` was called. Throws RequestError for what the person who
 * asked should know.
 */
export type MethodHandler = (
  params: unknown,
  payload: Uint8Array | null,
  context: IMethodContext
) => Promise<IResponse | null>;

export type MethodTable = Partial<Record<Method, MethodHandler>>;

/** Not for pages: a file path from the browser is never opened, and no page opens a port. */
const KERNEL_ONLY: ReadonlySet<Method> = new Set<Method>([
  'bridge.open_door',
  'samples.add',
  'samples.update',
  'samples.set_values',
  'labels.set_values',
  'dataset.create',
  'samples.copy',
  'dataset.clone',
  'dataset.clone_fields',
  'dataset.rename_fields',
  'view.save',
  'dataset.import',
  'dataset.export',
  'media.file_metadata',
  'session.export_html'
]);
/** Requests of one client at a time. */
const MAX_RUNNING = 256;

const isMethod = (name: string): name is Method => Object.hasOwn(REQUESTS, name);

export function errorBody(error: unknown, signal?: AbortSignal): IErrorBody {
  if (signal?.aborted) {
    return { code: 'cancelled', message: 'The request was cancelled.' };
  }
  if (error instanceof RequestError) {
    return error.toBody();
  }
  console.error(error);
  return {
    code: 'internal',
    message: `Unexpected error in the bridge: ${error instanceof Error ? error.message : String(error)}. Its log (\`lunette bridge logs\`) has the details.`
  };
}

export class RequestRouter {
  /** Requests under way, of all clients. */
  running = 0;

  constructor(
    private readonly _methods: MethodTable,
    private readonly _data: IDataService,
    /** Called after a request was answered. */
    private readonly _onAnswered: (
      connection: Connection,
      method: Method,
      response: IResponse
    ) => void
  ) {}

  async request(
    connection: Connection,
    message: RequestMessage,
    payload: Uint8Array | null
  ): Promise<void> {
    const { id, method } = message;
    const running = this._runningOf(connection);
    if (running.has(id) || running.size >= MAX_RUNNING) {
      const reason = running.has(id)
        ? `Request ${id} is under way already.`
        : `More than ${MAX_RUNNING} requests at a time; wait for answers first.`;
      connection.send({ kind: 'reply', id, error: { code: 'conflict', message: reason } });
      return;
    }
    const abort = new AbortController();
    const { signal } = abort;
    running.set(id, abort);
    this.running += 1;
    let answered = false;
    const respond = (response: IResponse): void => {
      if (!answered) {
        answered = true;
        connection.send({ kind: 'reply', id, result: response.result }, response.payload ?? null);
      }
    };
    try {
      const context: IMethodContext = {
        connection,
        signal,
        progress: (done, total) => {
          if (!answered && !signal.aborted) {
            connection.send({ kind: 'progress', id, done, total });
          }
        },
        respond
      };
      const response = await this._handle(method, message.params, payload, context);
      if (response) {
        if (isMethod(method)) {
          this._onAnswered(connection, method, response);
        }
        respond(response);
      }
    } catch (error) {
      if (!answered) {
        answered = true;
        connection.send({ kind: 'reply', id, error: errorBody(error, signal) });
      }
    } finally {
      running.delete(id);
      this.running -= 1;
    }
  }

  cancel(connection: Connection, id: number): void {
    this._running.get(connection)?.get(id)?.abort();
  }

  /** The client is gone: nobody wants its answers. */
  forget(connection: Connection): void {
    this._running.get(connection)?.forEach(abort => abort.abort());
    this._running.delete(connection);
  }

  private async _handle(
    method: string,
    params: unknown,
    payload: Uint8Array | null,
    context: IMethodContext
  ): Promise<IResponse | null> {
    const own = isMethod(method) ? this._methods[method] : undefined;
    if (!isMethod(method) || !(own || this._data.methods.has(method))) {
      throw new RequestError(
        'invalid',
        `The bridge knows no request “${method}”. If Lunette was updated, stop the bridge with \`lunette bridge stop\`: it starts anew by itself.`
      );
    }
    if (context.connection.viaJupyter && KERNEL_ONLY.has(method)) {
      throw new RequestError(
        'unauthorized',
        `“${method}” is for kernels and scripts; a page in the browser may not use it.`
      );
    }
    const parsed = parseInput<z.ZodType>(REQUESTS[method], params, `the request “${method}”`);
    return own
      ? own(parsed, payload, context)
      : this._data.handle(method, parsed, payload, context);
  }

  private _runningOf(connection: Connection): Map<number, AbortController> {
    let running = this._running.get(connection);
    if (!running) {
      running = new Map();
      this._running.set(connection, running);
    }
    return running;
  }

  private readonly _running = new Map<Connection, Map<number, AbortController>>();
}
