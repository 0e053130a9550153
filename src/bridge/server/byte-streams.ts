/** The byte stream below a websocket: what is written to it in one go reaches the system at once. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

const streams = new WeakMap<WebSocket, Duplex>();

/** To be called when a websocket is made of a connection. */
export function rememberStream(socket: WebSocket, stream: Duplex): void {
  streams.set(socket, stream);
}

/** Everything that is sent until the end of this turn of the event loop is written together. */
export function writeTogether(socket: WebSocket): void {
  const stream = streams.get(socket);
  if (stream && stream.writableCorked === 0) {
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}
