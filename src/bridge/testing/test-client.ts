/** A websocket client on a bridge's unix socket, for tests: it keeps whatever it is sent. */
import { request, type IncomingHttpHeaders } from 'node:http';
import { WebSocket } from 'ws';
import {
  decodeBinaryMessage,
  encodeBinaryMessage,
  type BridgeMessage,
  type ClientKind,
  type IErrorBody,
  type ISessionJoined,
  type Method
} from '../../protocol';

type Event = Extract<BridgeMessage, { kind: 'event' }>;
type Ack = Extract<BridgeMessage, { kind: 'ack' }>;
type Change = Extract<BridgeMessage, { kind: 'dataset_change' }>;

export interface IAnswer {
  result?: unknown;
  error?: IErrorBody;
  payload: Uint8Array | null;
}

export class TestClient {
  readonly events: Event[] = [];
  readonly changes: Change[] = [];
  /** Events and acknowledgements in the order of their arrival. */
  readonly inbox: (Event | Ack)[] = [];
  readonly progress: BridgeMessage[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  private constructor(
    readonly socket: WebSocket,
    readonly subscription: string
  ) {
    this.closed = new Promise(resolve => {
      socket.on('close', (code, reason) => {
        this._acks.forEach(done => done(null));
        this._answers.forEach(done => done(null));
        resolve({ code, reason: reason.toString() });
      });
    });
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => this._receive(data, isBinary));
  }

  /** Connects and says hello. */
  static async connect(
    socketPath: string,
    options: {
      kind?: ClientKind;
      subscription?: string;
      headers?: Record<string, string>;
      hello?: boolean;
    } = {}
  ): Promise<TestClient> {
    const {
      kind = 'kernel',
      subscription = `s${Math.random()}`,
      headers = {},
      hello = true
    } = options;
    const socket = new WebSocket(`ws+unix://${socketPath}:/ws`, {
      headers: { Host: 'lunette', ...headers }
    });
    const client = new TestClient(socket, subscription);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    if (hello) {
      const welcome = new Promise<void>(resolve => (client._onWelcome = resolve));
      client.sendRaw({ kind: 'hello', v: 1, client: kind, subscription });
      await Promise.race([welcome, client.closed]);
    }
    return client;
  }

  sendRaw(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Result or error; rejects if the connection ends first. */
  async ask(method: Method | string, params: unknown = {}, payload?: Uint8Array): Promise<IAnswer> {
    const { answer } = this.start(method, params, payload);
    return answer;
  }

  /** As `ask`, with the id of the request so that it can be cancelled. */
  start(
    method: string,
    params: unknown = {},
    payload?: Uint8Array
  ): { id: number; answer: Promise<IAnswer> } {
    const id = this._nextId++;
    const message = { kind: 'request', id, method, params };
    const answer = new Promise<IAnswer>((resolve, reject) => {
      this._answers.set(id, value =>
        value ? resolve(value) : reject(new Error('The connection ended.'))
      );
    });
    if (payload) {
      this.socket.send(encodeBinaryMessage(message, payload));
    } else {
      this.sendRaw(message);
    }
    return { id, answer };
  }

  async join(session: string, last_seq?: number): Promise<ISessionJoined> {
    const { result, error } = await this.ask('session.join', { session, last_seq });
    if (error) {
      throw new Error(error.message);
    }
    return result as ISessionJoined;
  }

  async create(state: object = {}): Promise<ISessionJoined> {
    const { result, error } = await this.ask('session.create', { state });
    if (error) {
      throw new Error(error.message);
    }
    return result as ISessionJoined;
  }

  /** Sends an event; the acknowledgement, or null if the connection ended first. */
  event(
    session: string,
    event: string,
    data: unknown = {},
    id = `e${this._nextId++}`
  ): Promise<Ack | null> {
    const ack = new Promise<Ack | null>(resolve => this._acks.set(id, resolve));
    if (this.socket.readyState !== WebSocket.OPEN) {
      this._acks.get(id)?.(null);
    } else {
      this.sendRaw({ kind: 'event', session, id, event, data });
    }
    return ack;
  }

  close(): Promise<unknown> {
    this.socket.close();
    return this.closed;
  }

  private _receive(data: Buffer, isBinary: boolean): void {
    const { message, payload } = isBinary
      ? decodeBinaryMessage(data)
      : { message: JSON.parse(data.toString()) as unknown, payload: null };
    const received = message as BridgeMessage;
    switch (received.kind) {
      case 'welcome':
        this._onWelcome();
        break;
      case 'reply':
        this._answers.get(received.id)?.({ ...received, payload });
        this._answers.delete(received.id);
        break;
      case 'ack':
        this.inbox.push(received);
        this._acks.get(received.id)?.(received);
        this._acks.delete(received.id);
        break;
      case 'event':
        this.events.push(received);
        this.inbox.push(received);
        break;
      case 'dataset_change':
        this.changes.push(received);
        break;
      case 'progress':
        this.progress.push(received);
        break;
    }
  }

  private _nextId = 1;
  private _onWelcome: () => void = () => undefined;
  private readonly _answers = new Map<number, (value: IAnswer | null) => void>();
  private readonly _acks = new Map<string, (ack: Ack | null) => void>();
}

export interface IHttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** An HTTP request on the socket. */
export function httpGet(
  socketPath: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET'
): Promise<IHttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { socketPath, path, method, headers: { Host: 'lunette', ...headers } },
      response => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts)
          })
        );
      }
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}
