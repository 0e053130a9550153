/**
 * The page as the bridge itself serves it, through a door on a loopback port. Nobody logs in there:
 * a key opens it. It comes in the fragment of the address, which browsers never send, goes from
 * there to this tab's session storage, and travels in headers only.
 */
import type { ITransport, ITransportConnection, ITransportHandlers } from '../client';
import { beside, jsonOf, socketBeside, type IPageHost } from './page-host';

const KEY = /^[0-9a-f]{64}$/;
const STORAGE_KEY = 'lunette:key';
const NO_KEY = 'This address has no key. Run session.open_tab() in Python.';

interface IEntered {
  key: string;
  media: string;
}

/** The key or ticket of this tab, or null. Takes it out of the address, also of the history. */
export function takeKey(): string | null {
  const given = location.hash.slice(1);
  if (KEY.test(given)) {
    sessionStorage.setItem(STORAGE_KEY, given);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(STORAGE_KEY);
}

export function doorHost(): IPageHost {
  const door = new Door(takeKey());
  return {
    server: 'bridge',
    transport: door,
    mediaUrl: (dataset, sampleId) =>
      beside(`media/${door.media}/${encodeURIComponent(dataset)}/${encodeURIComponent(sampleId)}`),
    askHealth: async session =>
      jsonOf(
        await fetch(beside(`health?session=${encodeURIComponent(session)}`), {
          headers: door.headers,
          cache: 'no-store'
        })
      )
  };
}

/** Enters anew before each connection: the way to pictures changes when all pages were away. */
class Door implements ITransport {
  media = 'none';

  constructor(private _key: string | null) {}

  get headers(): Record<string, string> {
    return this._key ? { 'X-Lunette-Key': this._key } : {};
  }

  connect(handlers: ITransportHandlers): ITransportConnection {
    let socket: WebSocket | null = null;
    let closed = false;
    const end = (code: number, message: string): void => {
      if (!closed) {
        closed = true;
        handlers.onClose({ code, message });
      }
    };
    this._enter().then(
      ({ key }) => {
        if (closed) {
          return;
        }
        // Browsers let a page set no header of a websocket but this one.
        socket = new WebSocket(socketBeside('ws'), ['lunette', key]);
        socket.binaryType = 'arraybuffer';
        socket.onopen = () => handlers.onOpen();
        socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
          handlers.onMessage(typeof data === 'string' ? data : new Uint8Array(data));
        socket.onclose = ({ code, reason }) => end(code, reason);
      },
      (error: unknown) => end(1006, error instanceof Error ? error.message : String(error))
    );
    return {
      send: data => socket?.send(data as Uint8Array<ArrayBuffer> | string),
      close: () => {
        closed = true;
        socket?.close(1000);
      }
    };
  }

  /** Shows the key or ticket; resolves with the key. */
  private async _enter(): Promise<IEntered> {
    if (!this._key) {
      throw new Error(NO_KEY);
    }
    const response = await fetch(beside('enter'), { headers: this.headers, cache: 'no-store' });
    const { status, body } = await jsonOf(response);
    if (status !== 200) {
      const { error } = (body ?? {}) as { error?: { message?: string } };
      throw new Error(error?.message ?? `The bridge answers with status ${status}.`);
    }
    const entered = body as IEntered;
    this._key = entered.key;
    this.media = entered.media;
    sessionStorage.setItem(STORAGE_KEY, entered.key);
    return entered;
  }
}
