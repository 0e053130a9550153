/**
 * What waits to be read by one client. Events that pile up mean a reader that cannot keep up: it is
 * dropped and joins again with the present state. Replies that pile up stop the reading of further
 * requests until they are taken.
 */
import type { WebSocket } from 'ws';
import { writeTogether } from './byte-streams';

/** Bytes of events that may wait. */
const MAX_EVENT_BYTES = 4 * 1024 * 1024;
/** With so many bytes waiting no further message is read; with so many it goes on. */
const HIGH_WATER = 16 * 1024 * 1024;
const LOW_WATER = 4 * 1024 * 1024;

export class Outbox {
  /** Bytes taken by the socket so far: does the reader make progress? */
  sentBytes = 0;

  constructor(
    private readonly _socket: WebSocket,
    private readonly _onTooSlow: () => void
  ) {}

  get waiting(): number {
    return this._socket.bufferedAmount;
  }

  /** `json` in UTF-8. False if the client was too slow and is being dropped. */
  sendEvent(json: Uint8Array): boolean {
    if (this._dropped) {
      return false;
    }
    const { length } = json;
    if (this._eventBytes > 0 && this._eventBytes + length > MAX_EVENT_BYTES) {
      this._dropped = true;
      this._onTooSlow();
      return false;
    }
    this._eventBytes += length;
    writeTogether(this._socket);
    this._socket.send(json, { binary: false }, () => {
      this._eventBytes -= length;
      this.sentBytes += length;
    });
    return true;
  }

  send(data: string | Uint8Array): void {
    if (this._dropped) {
      return;
    }
    const length = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    this._socket.send(data, () => {
      this.sentBytes += length;
      if (this._socket.isPaused && this.waiting < LOW_WATER) {
        this._socket.resume();
      }
    });
    if (this.waiting > HIGH_WATER && !this._socket.isPaused) {
      this._socket.pause();
    }
  }

  private _eventBytes = 0;
  private _dropped = false;
}
