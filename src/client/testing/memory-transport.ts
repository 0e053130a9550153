/** A transport whose other end is the test: it sees every message and answers by hand. */
import { decodeBinaryMessage, type BridgeMessage, type ClientMessage } from '../../protocol';
import type { ITransport, ITransportConnection, ITransportHandlers } from '../transport';

export class MemoryTransport implements ITransport {
  /** Messages of the current connection, oldest first. */
  readonly received: ClientMessage[] = [];
  connections = 0;
  onMessage: ((message: ClientMessage, payload: Uint8Array | null) => void) | null = null;

  connect(handlers: ITransportHandlers): ITransportConnection {
    this.connections += 1;
    this._handlers = handlers;
    this.received.length = 0;
    queueMicrotask(() => handlers.onOpen());
    return {
      send: data => {
        const { message, payload } =
          typeof data === 'string'
            ? { message: JSON.parse(data) as ClientMessage, payload: null }
            : decodeBinaryMessage(data);
        this.received.push(message as ClientMessage);
        if ((message as ClientMessage).kind === 'hello') {
          this.send({ kind: 'welcome', v: 1, version: 'test', pid: 1 });
        }
        this.onMessage?.(message as ClientMessage, payload);
      },
      close: () => this.break(1000)
    };
  }

  send(message: BridgeMessage): void {
    this._handlers?.onMessage(JSON.stringify(message));
  }
  break(code = 1006): void {
    const handlers = this._handlers;
    this._handlers = null;
    this.received.length = 0;
    handlers?.onClose({ code, message: '' });
  }

  private _handlers: ITransportHandlers | null = null;
}
