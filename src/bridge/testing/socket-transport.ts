/** A client's way to a bridge over its unix socket, which a test can listen to, stop and break. */
import { WebSocket } from 'ws';
import type { ITransport, ITransportConnection, ITransportHandlers } from '../../client';
import { decodeBinaryMessage, type BridgeMessage, type ClientMessage } from '../../protocol';

/** Hears what passes, before the client or the bridge does. */
export interface ITap {
  opened?(): void;
  sent?(message: ClientMessage): void;
  received?(message: BridgeMessage): void;
  closed?(code: number): void;
}

function messageOf(data: string | Uint8Array): unknown {
  return typeof data === 'string' ? JSON.parse(data) : decodeBinaryMessage(data).message;
}

export class SocketTransport implements ITransport {
  constructor(
    private readonly _path: string,
    private readonly _tap: ITap = {},
    private readonly _headers: Record<string, string> = {}
  ) {}

  connect(handlers: ITransportHandlers): ITransportConnection {
    const tap = this._tap;
    const socket = new WebSocket(`ws+unix://${this._path}:/ws`, {
      headers: { Host: 'lunette', ...this._headers }
    });
    this._socket = socket;
    socket.on('open', () => {
      tap.opened?.();
      handlers.onOpen();
    });
    // 'close' follows.
    socket.on('error', () => undefined);
    socket.on('message', (bytes: Buffer, isBinary) => {
      const data = isBinary ? new Uint8Array(bytes) : bytes.toString();
      tap.received?.(messageOf(data) as BridgeMessage);
      handlers.onMessage(data);
    });
    socket.on('close', (code, reason) => {
      tap.closed?.(code);
      handlers.onClose({ code, message: reason.toString() });
    });
    return {
      send: data => {
        if (socket.readyState === WebSocket.OPEN) {
          tap.sent?.(messageOf(data) as ClientMessage);
          socket.send(data);
        }
      },
      close: () => socket.close(1000)
    };
  }

  /** The connection is gone from one moment to the next. */
  break(): void {
    this._socket?.terminate();
  }
  /** Nothing is read any more; the connection stays. */
  stopReading(): void {
    if (this._socket?.readyState === WebSocket.OPEN) {
      this._socket.pause();
    }
  }
  readOn(): void {
    if (this._socket?.isPaused) {
      this._socket.resume();
    }
  }

  private _socket: WebSocket | null = null;
}
