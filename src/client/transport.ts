/** How a client reaches the bridge; the page, scripts and tests each have their own transport. */

export interface ITransportHandlers {
  onOpen(): void;
  /** A text frame or a binary frame. */
  onMessage(data: string | Uint8Array): void;
  /** Called once, also if the connection never opened. */
  onClose(reason: ICloseReason): void;
}
export interface ICloseReason {
  /** WebSocket close code; 1006 if the connection broke or could not be made. */
  code: number;
  message: string;
}
export interface ITransportConnection {
  send(data: string | Uint8Array): void;
  close(): void;
}
export interface ITransport {
  connect(handlers: ITransportHandlers): ITransportConnection;
}

/** A transport over WebSockets at an address that is asked for anew at each attempt. */
export class WebSocketTransport implements ITransport {
  constructor(
    private readonly _url: () => string,
    private readonly _WebSocket: typeof WebSocket = WebSocket
  ) {}

  connect(handlers: ITransportHandlers): ITransportConnection {
    const socket = new this._WebSocket(this._url());
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => handlers.onOpen();
    socket.onmessage = event => {
      handlers.onMessage(
        typeof event.data === 'string' ? event.data : new Uint8Array(event.data as ArrayBuffer)
      );
    };
    socket.onclose = event => handlers.onClose({ code: event.code, message: event.reason });
    return {
      send: data => socket.send(data as Uint8Array<ArrayBuffer> | string),
      close: () => socket.close(1000)
    };
  }
}
