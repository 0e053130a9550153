/** A client that keeps to no rule, and keeps what it is answered. */
import { connect, type NetConnectOpts } from 'node:net';
import { WebSocket } from 'ws';
import { decodeBinaryMessage, type IReplyMessage } from '../../../protocol';

/** What nobody should ever be told. */
const LEAK = /\n\s+at |node_modules|\.worker\.mjs|main\.mjs|SQLITE_|\[object Object\]/;

/** Says what is wrong with an answer, or null. */
export function complaintAbout(text: string): string | null {
  return LEAK.test(text) ? `an answer for machines: ${text.slice(0, 600)}` : null;
}

export class Attacker {
  readonly complaints: string[] = [];
  private _socket: WebSocket | null = null;
  private _nextId = 1;
  /** What was sent by id, to tell which request was answered so. */
  private readonly _asked = new Map<unknown, string>();

  constructor(
    private readonly _address: string,
    private readonly _headers: Record<string, string>,
    private readonly _protocols: string[] = []
  ) {}

  /** A connection that has said hello; a new one if the last was ended. */
  async socket(): Promise<WebSocket> {
    if (this._socket?.readyState === WebSocket.OPEN) {
      return this._socket;
    }
    const socket = new WebSocket(this._address, this._protocols, { headers: this._headers });
    this._socket = socket;
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => this._look(data, isBinary));
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('close', () => reject(new Error('The bridge let nobody in any more.')));
    });
    this._asked.clear();
    const subscription = 'attacker';
    socket.send(JSON.stringify({ kind: 'hello', v: 1, client: 'app', subscription }));
    return socket;
  }

  async send(data: string | Uint8Array): Promise<void> {
    (await this.socket()).send(data);
  }

  async request(method: string, params: unknown, payload: Uint8Array | null): Promise<void> {
    const id = this._nextId++;
    const json = JSON.stringify({ kind: 'request', id, method, params });
    const socket = await this.socket();
    this._asked.set(id, json);
    if (payload) {
      const header = Buffer.from(json);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(header.length);
      socket.send(Buffer.concat([length, header, payload]));
    } else {
      socket.send(json);
    }
  }

  async event(session: string, event: string, data: unknown): Promise<void> {
    const id = `e${this._nextId++}`;
    const json = JSON.stringify({ kind: 'event', session, id, event, data });
    const socket = await this.socket();
    this._asked.set(id, json);
    socket.send(json);
  }

  end(): void {
    this._socket?.terminate();
  }

  private _look(data: Buffer, isBinary: boolean): void {
    const message = (isBinary ? decodeBinaryMessage(data).message : JSON.parse(data.toString())) as
      IReplyMessage | { kind: 'ack'; id: string; error?: IReplyMessage['error'] };
    const { error } = message as IReplyMessage;
    const asked = (this._asked.get((message as IReplyMessage).id) ?? '').slice(0, 600);
    if (error) {
      const complaint = complaintAbout(JSON.stringify(error).replaceAll('\\n', '\n'));
      if (complaint || error.code === 'internal') {
        this.complaints.push(`${asked} was answered: ${complaint ?? error.message}`);
      }
      if (error.message.length > 3000) {
        this.complaints.push(`${asked} was answered at length: ${error.message.length}`);
      }
    }
    this._asked.delete((message as IReplyMessage).id);
  }
}

/** Sends bytes and gives up after a moment; resolves with what came back. */
export function sendBytes(to: NetConnectOpts, bytes: Uint8Array): Promise<string> {
  return new Promise(resolve => {
    let answer = '';
    const socket = connect(to);
    const timer = setTimeout(() => socket.destroy(), 25);
    socket.on('error', () => undefined);
    socket.on('data', data => (answer += data.toString('latin1')));
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
    socket.end(bytes);
  });
}
