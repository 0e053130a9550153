/** One websocket client: hello, messages in both directions, life signs, back-pressure. */
import { WebSocket, type RawData } from 'ws';
import {
  clientMessageSchema,
  decodeBinaryMessage,
  encodeBinaryMessage,
  PROTOCOL_VERSION,
  type BridgeMessage,
  type ClientKind,
  type ClientMessage
} from '../../protocol';
import { type RequestError } from '../request-error';
import type { ISessionMember } from '../sessions';
import { CLOSE } from './close-codes';
import { parseInput } from './invalid-input';
import { Outbox } from './outbox';

export interface IConnectionOptions {
  /** The client is a page that came through the Jupyter server or through a door. */
  viaJupyter: boolean;
  version: string;
  onMessage(connection: Connection, message: ClientMessage, payload: Uint8Array | null): void;
  onClose(connection: Connection): void;
  log(text: string): void;
  helloTimeoutMs?: number;
  pingIntervalMs?: number;
}

const HELLO_TIMEOUT_MS = 10_000;
/** A client that gives no sign of life over four intervals is gone. */
const PING_INTERVAL_MS = 15_000;
const MAX_SILENT_PINGS = 4;
/** Waiting for a client to take the close frame. */
const CLOSE_TIMEOUT_MS = 2_000;

const bytesOf = (data: RawData): Uint8Array =>
  Array.isArray(data)
    ? Buffer.concat(data)
    : data instanceof ArrayBuffer
      ? new Uint8Array(data)
      : data;

export class Connection implements ISessionMember {
  kind: ClientKind = 'script';
  subscription = '';
  readonly viaJupyter: boolean;
  /** Ids of datasets whose changes it wants to hear of. */
  readonly watched = new Set<string>();

  constructor(
    private readonly _socket: WebSocket,
    private readonly _options: IConnectionOptions
  ) {
    this.viaJupyter = _options.viaJupyter;
    this._outbox = new Outbox(_socket, () =>
      this._close(CLOSE.tooSlow, 'This client fell behind; it joins again with the present state.')
    );
    this._helloTimer = setTimeout(
      () => this._close(CLOSE.noHello, 'No hello came.'),
      _options.helloTimeoutMs ?? HELLO_TIMEOUT_MS
    );
    this._pingTimer = setInterval(() => this._ping(), _options.pingIntervalMs ?? PING_INTERVAL_MS);
    _socket.on('message', (data, isBinary) => this._receive(data, isBinary));
    _socket.on('pong', () => (this._silentPings = 0));
    // Protocol errors of the peer; 'close' follows.
    _socket.on('error', error => _options.log(`Connection ended: ${error.message}`));
    _socket.on('close', () => this._closed());
  }

  get greeted(): boolean {
    return this._greeted;
  }

  send(message: BridgeMessage, payload?: Uint8Array | null): void {
    if (this._socket.readyState === WebSocket.OPEN) {
      this._outbox.send(payload ? encodeBinaryMessage(message, payload) : JSON.stringify(message));
    }
  }

  sendEvent(json: string | Uint8Array): void {
    if (this._socket.readyState === WebSocket.OPEN) {
      this._outbox.sendEvent(typeof json === 'string' ? Buffer.from(json) : json);
    }
  }

  disconnect(reason: string): void {
    this._close(CLOSE.rejoin, reason);
  }

  /** The bridge ends. */
  goAway(): void {
    this._close(CLOSE.goingAway, 'The bridge is stopping.');
  }

  private _receive(data: RawData, isBinary: boolean): void {
    this._silentPings = 0;
    let message: unknown;
    let payload: Uint8Array | null = null;
    try {
      if (isBinary) {
        ({ message, payload } = decodeBinaryMessage(bytesOf(data)));
      } else {
        message = JSON.parse(new TextDecoder().decode(bytesOf(data)));
      }
    } catch {
      this._close(CLOSE.badMessage, 'A message could not be decoded.');
      return;
    }
    let parsed: ClientMessage;
    try {
      parsed = parseInput(clientMessageSchema, message, 'the message');
    } catch (error) {
      this._refuse(message, error as RequestError);
      return;
    }
    if (parsed.kind === 'hello') {
      this._hello(parsed.client, parsed.subscription);
    } else if (!this._greeted) {
      this._close(CLOSE.noHello, 'The first message must be a hello.');
    } else {
      this._options.onMessage(this, parsed, payload);
    }
  }

  private _hello(kind: ClientKind, subscription: string): void {
    if (this._greeted) {
      this._close(CLOSE.badMessage, 'A second hello came.');
      return;
    }
    clearTimeout(this._helloTimer);
    this._greeted = true;
    this.kind = kind;
    this.subscription = subscription;
    const { version } = this._options;
    this.send({ kind: 'welcome', v: PROTOCOL_VERSION, version, pid: process.pid });
  }

  /** Answers a message with a readable envelope but unreadable rest; else ends the connection. */
  private _refuse(message: unknown, error: RequestError): void {
    const { kind, id, session, v } = (message ?? {}) as Record<string, unknown>;
    if (kind === 'hello' && v !== PROTOCOL_VERSION) {
      this._close(
        CLOSE.version,
        `Bridge speaks protocol ${PROTOCOL_VERSION}: update lunette, restart kernel and page.`
      );
    } else if (this._greeted && kind === 'request' && Number.isSafeInteger(id)) {
      this.send({ kind: 'reply', id: id as number, error: error.toBody() });
    } else if (
      this._greeted &&
      kind === 'event' &&
      typeof id === 'string' &&
      typeof session === 'string'
    ) {
      this.send({ kind: 'ack', session, id, error: error.toBody() });
    } else {
      this._close(CLOSE.badMessage, 'A message was not understood.');
    }
  }

  private _ping(): void {
    const { sentBytes } = this._outbox;
    if (sentBytes !== this._sentAtLastPing) {
      // It reads; while much waits its pong comes late.
      this._silentPings = 0;
      this._sentAtLastPing = sentBytes;
    }
    if (this._silentPings >= MAX_SILENT_PINGS) {
      this._socket.terminate();
      return;
    }
    this._silentPings += 1;
    if (this._socket.readyState === WebSocket.OPEN) {
      this._socket.ping();
    }
  }

  private _close(code: number, reason: string): void {
    if (this._socket.readyState !== WebSocket.OPEN) {
      return;
    }
    // A paused socket would never see the answering close frame.
    this._socket.resume();
    this._socket.close(code, reason);
    setTimeout(() => this._socket.terminate(), CLOSE_TIMEOUT_MS).unref();
  }

  private _closed(): void {
    clearTimeout(this._helloTimer);
    clearInterval(this._pingTimer);
    this._options.onClose(this);
  }

  private readonly _outbox: Outbox;
  private readonly _helloTimer: NodeJS.Timeout;
  private readonly _pingTimer: NodeJS.Timeout;
  private _greeted = false;
  private _silentPings = 0;
  private _sentAtLastPing = 0;
}
