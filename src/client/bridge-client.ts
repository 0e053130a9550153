/** A connection to the bridge that heals itself: requests, dataset changes and sessions. */
import {
  decodeBinaryMessage,
  encodeBinaryMessage,
  PROTOCOL_VERSION,
  type BridgeMessage,
  type ClientKind,
  type ClientMessage,
  type IDatasetChangeMessage,
  type IResults,
  type ISessionJoined,
  type IWelcomeMessage,
  type Method,
  type Params
} from '../protocol';
import { BridgeError } from './bridge-error';
import { Emitter, type Dispose } from './emitter';
import { SessionClient } from './session-client';
import type { ICloseReason, ITransport, ITransportConnection } from './transport';

export type ConnectionStatus =
  /** First attempt under way. */
  | 'connecting'
  | 'open'
  /** Lost; another attempt follows by itself. */
  | 'waiting'
  /** Disposed, or refused for good (see `lastError`). */
  | 'closed';

export interface IRequestOptions {
  signal?: AbortSignal;
  payload?: Uint8Array;
  onProgress?(done: number, total: number | null): void;
}
export interface IRequestResult<M extends Method> {
  result: IResults[M];
  payload: Uint8Array | null;
}

interface IPending {
  message: ClientMessage;
  options: IRequestOptions;
  /** Joins a session again: every connection begins with its own. */
  rejoin?: true;
  resolve(value: { result: unknown; payload: Uint8Array | null }): void;
  reject(error: Error): void;
}

/** Waiting times between attempts, in ms: quick after a restart of the bridge, then slower. */
const RETRY_DELAYS = [50, 150, 300, 600, 1000, 2000, 4000];

/** Requests that change something: not sent again after the connection broke under them. */
const WRITES: ReadonlySet<Method> = new Set<Method>([
  'dataset.create',
  'dataset.delete',
  'dataset.update',
  'dataset.add_fields',
  'samples.add',
  'samples.update',
  'samples.delete',
  'samples.tag',
  'labels.tag',
  'session.create',
  'session.close',
  'bridge.stop'
]);

export class BridgeClient {
  /** Opaque id of this client; kept over reconnections. */
  readonly subscription: string;

  constructor(
    private readonly _options: {
      transport: ITransport;
      client: ClientKind;
      subscription: string;
    }
  ) {
    this.subscription = _options.subscription;
    this._connect();
  }

  get status(): ConnectionStatus {
    return this._status;
  }
  /** Why the connection is not open, in one sentence; null while it is. */
  get lastError(): string | null {
    return this._lastError;
  }
  /** What the bridge said of itself. */
  get welcome(): IWelcomeMessage | null {
    return this._welcome;
  }

  onStatus(listener: (status: ConnectionStatus) => void): Dispose {
    return this._statusChanged.on(listener);
  }
  onDatasetChange(listener: (change: IDatasetChangeMessage) => void): Dispose {
    return this._datasetChanged.on(listener);
  }

  /**
   * Asks the bridge. While the connection is down reads wait for it; a write that was on its way
   * when the connection broke is rejected, because it may or may not have been done.
   * @throws BridgeError what the bridge answered, or code `cancelled`.
   */
  request<M extends Method>(
    method: M,
    params: Params<M>,
    options: IRequestOptions = {}
  ): Promise<IRequestResult<M>> {
    return new Promise((resolve, reject) =>
      this._ask(method, params, options, resolve as IPending['resolve'], reject)
    );
  }

  /** Joins a session and keeps it joined over reconnections. */
  async joinSession(session: string): Promise<SessionClient> {
    const existing = this._sessions.get(session);
    if (existing) {
      return existing;
    }
    // Two callers at the same time share one joined session.
    let joining = this._joining.get(session);
    if (!joining) {
      joining = this._joinNew(session).finally(() => this._joining.delete(session));
      this._joining.set(session, joining);
    }
    return joining;
  }

  private _joinNew(session: string): Promise<SessionClient> {
    return new Promise((resolve, reject) => {
      this._ask(
        'session.join',
        { session },
        {},
        ({ result }) => {
          // At once: the next message may be an event of this session already.
          const client = this._sessionClient(result as ISessionJoined);
          this._sessions.set(session, client);
          resolve(client);
        },
        reject
      );
    });
  }

  private _sessionClient(joined: ISessionJoined): SessionClient {
    const { session } = joined;
    return new SessionClient(joined, {
      subscription: this.subscription,
      send: message => this._send(message),
      leave: () => {
        this._sessions.delete(session);
        if (this._status === 'open') {
          void this.request('session.leave', { session }).catch((error: unknown) => {
            // The connection may end first; then the bridge notices by itself.
            if (!(error instanceof BridgeError)) {
              throw error;
            }
          });
        }
      }
    });
  }

  /** As `request`; `resolve` is called before the next message is looked at. */
  private _ask<M extends Method>(
    method: M,
    params: Params<M>,
    options: IRequestOptions,
    resolve: IPending['resolve'],
    reject: IPending['reject']
  ): void {
    if (this._status === 'closed') {
      reject(
        new BridgeError('cancelled', this._lastError ?? 'The connection to the bridge is closed.')
      );
      return;
    }
    const { signal, payload } = options;
    if (signal?.aborted) {
      reject(new BridgeError('cancelled', 'Cancelled.'));
      return;
    }
    const id = this._nextId++;
    const message: ClientMessage = {
      kind: 'request',
      id,
      method,
      params: params as Record<string, unknown>
    };
    const onAbort = (): void => {
      if (this._pending.delete(id)) {
        this._send({ kind: 'cancel', id });
        reject(new BridgeError('cancelled', 'Cancelled.'));
      }
    };
    this._pending.set(id, {
      message,
      options,
      resolve: value => {
        // A signal may live longer than the request, and be that of many.
        signal?.removeEventListener('abort', onAbort);
        resolve(value);
      },
      reject: error => {
        signal?.removeEventListener('abort', onAbort);
        reject(error);
      }
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    this._send(message, payload);
  }

  dispose(): void {
    if (this._status === 'closed') {
      return;
    }
    clearTimeout(this._retryTimer);
    this._setStatus('closed');
    this._connection?.close();
    this._connection = null;
    for (const pending of this._pending.values()) {
      pending.reject(new BridgeError('cancelled', 'The connection to the bridge is closed.'));
    }
    this._pending.clear();
  }

  private _connect(): void {
    let current = true;
    this._connection = this._options.transport.connect({
      onOpen: () => {
        this._raw({
          kind: 'hello',
          v: PROTOCOL_VERSION,
          client: this._options.client,
          subscription: this.subscription
        });
      },
      onMessage: data => {
        if (!current) {
          return;
        }
        if (typeof data === 'string') {
          this._receive(JSON.parse(data) as BridgeMessage, null);
        } else {
          const { message, payload } = decodeBinaryMessage(data);
          this._receive(message as BridgeMessage, payload);
        }
      },
      onClose: reason => {
        if (current) {
          current = false;
          this._lost(reason);
        }
      }
    });
  }

  private _lost(reason: ICloseReason): void {
    this._connection = null;
    this._welcome = null;
    if (this._status === 'closed') {
      return;
    }
    this._lastError =
      reason.message || 'The connection to the Lunette bridge was lost; trying again.';
    for (const [id, pending] of this._pending) {
      const method = pending.message.kind === 'request' ? pending.message.method : '';
      if (pending.rejoin) {
        this._pending.delete(id);
      } else if (WRITES.has(method as Method) && this._sent.has(id)) {
        this._pending.delete(id);
        pending.reject(
          new BridgeError(
            'internal',
            `The connection broke while “${method}” was under way; look whether it was done, then try again.`
          )
        );
      }
    }
    this._sent.clear();
    for (const session of this._sessions.values()) {
      session.suspend();
    }
    this._setStatus(this._everOpen ? 'waiting' : 'connecting');
    const delay = RETRY_DELAYS[Math.min(this._attempt, RETRY_DELAYS.length - 1)];
    this._attempt += 1;
    this._retryTimer = setTimeout(() => this._connect(), delay);
  }

  private _resume(): void {
    this._attempt = 0;
    this._everOpen = true;
    this._lastError = null;
    for (const session of this._sessions.values()) {
      this._join(session);
    }
    // What listeners of the status ask for is sent by `request` itself.
    const waiting = [...this._pending.values()];
    this._setStatus('open');
    for (const { message, options } of waiting) {
      this._send(message, options.payload);
    }
  }

  private _join(session: SessionClient): void {
    const id = this._nextId++;
    this._pending.set(id, {
      message: {
        kind: 'request',
        id,
        method: 'session.join',
        params: { session: session.id, last_seq: session.seq }
      },
      options: {},
      rejoin: true,
      resolve: ({ result }) => session.resume(result as ISessionJoined),
      reject: error => session.fail(error)
    });
  }

  private _receive(message: BridgeMessage, payload: Uint8Array | null): void {
    switch (message.kind) {
      case 'welcome':
        this._welcome = message;
        this._resume();
        break;
      case 'reply': {
        const pending = this._pending.get(message.id);
        this._pending.delete(message.id);
        this._sent.delete(message.id);
        if (message.error) {
          pending?.reject(BridgeError.from(message.error));
        } else {
          pending?.resolve({ result: message.result, payload });
        }
        break;
      }
      case 'progress':
        this._pending.get(message.id)?.options.onProgress?.(message.done, message.total);
        break;
      case 'ack':
        this._sessions.get(message.session)?.acknowledge(message);
        break;
      case 'event':
        this._sessions.get(message.session)?.receive(message);
        break;
      case 'dataset_change':
        this._datasetChanged.emit(message);
        break;
    }
  }

  /** Sends now, or lets `_resume` send it once the connection is open. */
  private _send(message: ClientMessage, payload?: Uint8Array): void {
    if (this._status !== 'open') {
      return;
    }
    if (message.kind === 'request') {
      this._sent.add(message.id);
    }
    this._raw(message, payload);
  }

  private _raw(message: ClientMessage, payload?: Uint8Array): void {
    this._connection?.send(
      payload ? encodeBinaryMessage(message, payload) : JSON.stringify(message)
    );
  }

  private _setStatus(status: ConnectionStatus): void {
    if (this._status !== status) {
      this._status = status;
      this._statusChanged.emit(status);
    }
  }

  private _status: ConnectionStatus = 'connecting';
  private _lastError: string | null = null;
  private _welcome: IWelcomeMessage | null = null;
  private _connection: ITransportConnection | null = null;
  private _everOpen = false;
  private _attempt = 0;
  private _retryTimer: ReturnType<typeof setTimeout> | undefined;
  private _nextId = 0;
  private readonly _pending = new Map<number, IPending>();
  private readonly _sent = new Set<number>();
  private readonly _sessions = new Map<string, SessionClient>();
  private readonly _joining = new Map<string, Promise<SessionClient>>();
  private readonly _statusChanged = new Emitter<ConnectionStatus>();
  private readonly _datasetChanged = new Emitter<IDatasetChangeMessage>();
}
