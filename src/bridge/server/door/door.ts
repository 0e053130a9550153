/**
 * A port of this machine through which a browser outside of Jupyter reaches the App.
 *
 * A key of 256 bits opens it. It is never part of a request's address: the page takes it from the
 * fragment of its own, shows it in a header (`X-Lunette-Key`), and for the websocket as a
 * subprotocol, the one header that browsers let a page choose there. Cookies are not used: browsers
 * send them to every port of the same host, so that another person's program on this machine could
 * collect them. Pictures are fetched by the browser itself, without headers of the page: their
 * addresses hold a second secret, which opens nothing else and changes once all pages are gone.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { networkInterfaces, hostname } from 'node:os';
import type { AddressInfo } from 'node:net';
import type { WebSocket } from 'ws';
import { RequestError } from '../../request-error';
import type { IRefusal } from '../guards';
import { askedSession } from '../http-server';
import { sendError, sendJson } from '../json-response';
import { createListener, type IListener } from '../listener';
import { checkDoorRequest, type IDoorAddress } from './door-guard';
import { DoorKeys } from './door-keys';
import type { PageFiles } from './page-files';

export interface IDoorRoutes {
  files: PageFiles;
  health(session: string | null): Promise<object>;
  media(
    dataset: string,
    sample: string,
    request: IncomingMessage,
    response: ServerResponse
  ): Promise<void>;
  /** A page came in; the result is called when it is gone. */
  connected(socket: WebSocket): void;
  log(text: string): void;
}

const MEDIA_PATH = /^\/media\/([0-9a-f]{64})\/([0-9a-f]{24})\/([0-9a-f]{24})$/;
const SUBPROTOCOL = 'lunette';
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

const REFUSED: IRefusal = {
  status: 403,
  message:
    'The key of this address opens nothing: it was used already, or the bridge was started anew. Run session.open_tab() in Python.'
};

/** Whether only this machine reaches the address. */
export const isLoopback = (address: string): boolean =>
  LOOPBACK.has(address.includes(':') ? `[${address}]` : address.toLowerCase());

/** All names and addresses of this machine, as they stand in a Host. */
function ownNames(): Set<string> {
  const names = [hostname(), hostname().split('.')[0] ?? ''];
  for (const { address, family } of Object.values(networkInterfaces()).flatMap(all => all ?? [])) {
    names.push(family === 'IPv6' ? `[${address.split('%')[0]}]` : address);
  }
  return new Set([...LOOPBACK, ...names.map(name => name.toLowerCase())]);
}

export class Door {
  readonly keys = new DoorKeys();
  /** Clients that asked for the door. */
  readonly askers = new Set<object>();

  private constructor(
    readonly address: string,
    public remote: boolean,
    private readonly _routes: IDoorRoutes
  ) {
    this._listener = createListener({
      check: request => checkDoorRequest(request, this._guarded()),
      answer: (path, request, response) => this._answer(path, request, response),
      checkUpgrade: (path, request) => this._checkUpgrade(path, request),
      subprotocol: SUBPROTOCOL,
      connected: socket => this._connected(socket),
      log: text => _routes.log(text)
    });
  }

  /**
   * Listens at an address and port (0 for any free one).
   * @throws RequestError in words if it cannot
   */
  static async open(
    address: string,
    port: number,
    remote: boolean,
    routes: IDoorRoutes
  ): Promise<Door> {
    const door = new Door(address, remote, routes);
    const { server } = door._listener;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, address, port)));
      server.listen({ host: address, port, exclusive: true }, resolve);
    });
    server.on('error', error => routes.log(`The door at ${address} failed: ${error.message}`));
    door._port = (server.address() as AddressInfo).port;
    return door;
  }

  get port(): number {
    return this._port;
  }
  /** Pages that are in. */
  get pages(): number {
    return this._pages;
  }

  close(): void {
    this._listener.endSockets();
    this._listener.server.close();
    this._listener.server.closeAllConnections();
  }

  private _guarded(): IDoorAddress {
    const hosts = isLoopback(this.address) ? LOOPBACK : (this._names ??= ownNames());
    return { hosts, port: this._port, remote: this.remote };
  }

  private async _answer(
    path: string,
    request: IncomingMessage,
    response: ServerResponse
  ): Promise<boolean> {
    const media = MEDIA_PATH.exec(path);
    if (media) {
      const [, key = '', dataset = '', sample = ''] = media;
      if (!this.keys.opensMedia(key)) {
        sendError(response, 403, { code: 'unauthorized', message: REFUSED.message });
      } else {
        await this._routes.media(dataset, sample, request, response);
      }
      return true;
    }
    if (path === '/enter' || path === '/health') {
      const shown = request.headers['x-lunette-key'];
      // A ticket is used up by entering only.
      const key =
        typeof shown !== 'string'
          ? null
          : path === '/enter'
            ? this.keys.enter(shown)
            : this.keys.opens(shown)
              ? shown
              : null;
      if (key === null) {
        sendError(response, 403, { code: 'unauthorized', message: REFUSED.message });
      } else if (path === '/enter') {
        sendJson(response, 200, { key, media: this.keys.media });
      } else {
        sendJson(response, 200, { bridge: await this._routes.health(askedSession(request)) });
      }
      return true;
    }
    return this._routes.files.send(path, response);
  }

  private _checkUpgrade(path: string, request: IncomingMessage): IRefusal | null {
    if (path !== '/ws') {
      return { status: 404, message: 'Not Found' };
    }
    // Browsers always say where a websocket comes from; who says nothing is no page.
    if (request.headers.origin === undefined) {
      return { status: 403, message: 'A websocket needs an Origin.' };
    }
    const offered = String(request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
    const [name = '', key = ''] = offered;
    return offered.length === 2 && name === SUBPROTOCOL && this.keys.opens(key) ? null : REFUSED;
  }

  private _connected(socket: WebSocket): void {
    this._pages += 1;
    socket.once('close', () => {
      this._pages -= 1;
      if (this._pages === 0) {
        this.keys.renewMedia();
      }
    });
    this._routes.connected(socket);
  }

  private readonly _listener: IListener;
  private _port = 0;
  private _pages = 0;
  private _names: Set<string> | undefined;
}

function inWords(error: NodeJS.ErrnoException, address: string, port: number): RequestError {
  const what: Record<string, string> = {
    EADDRINUSE: `Port ${port} of ${address} is taken by another program. Choose another with \`port=\`, or leave it out.`,
    EACCES: `You may not use port ${port}. Choose one above 1023 with \`port=\`, or leave it out.`,
    EADDRNOTAVAIL: `${address} is no address of this machine. Leave \`address\` out to use 127.0.0.1.`,
    ENOTFOUND: `${address} is no address of this machine. Leave \`address\` out to use 127.0.0.1.`
  };
  const message =
    what[error.code ?? ''] ?? `Nothing can listen at ${address}:${port}: ${error.message}.`;
  return new RequestError('conflict', message, { address, port });
}
