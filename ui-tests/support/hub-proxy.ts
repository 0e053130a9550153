import { randomBytes } from 'node:crypto';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { HUB_PREFIX, type JupyterServer } from './jupyter-server';

/**
 * What JupyterHub puts in front of a user's server: another origin, a login of its own, and a proxy
 * that passes on what is below the user's path, websockets too, with the Host that it was asked for.
 */
export class HubProxy {
  /** `http://127.0.0.1:<port>`. */
  url = '';
  readonly password = randomBytes(8).toString('hex');
  /** Paths of websockets that were passed on. */
  readonly sockets: string[] = [];

  private readonly cookie = `hub=${randomBytes(16).toString('hex')}`;
  private readonly target: { host: string; port: number };
  private readonly connections = new Set<Socket>();
  private readonly proxy: Server;
  private isCut = false;

  private constructor(server: JupyterServer) {
    const { hostname, port } = new URL(server.url);
    this.target = { host: hostname, port: Number(port) };
    this.proxy = createServer((incoming, response) => {
      const url = new URL(incoming.url ?? '/', 'http://hub');
      if (url.pathname === '/hub/login') {
        if (url.searchParams.get('password') === this.password) {
          const next = url.searchParams.get('next') ?? HUB_PREFIX;
          response.writeHead(302, {
            'Set-Cookie': `${this.cookie}; Path=/; HttpOnly`,
            Location: next
          });
          response.end();
        } else {
          response.writeHead(200, { 'Content-Type': 'text/html' });
          response.end(
            `<form action="/hub/login"><input name="password" aria-label="Password"><input type="hidden" name="next" value="${encodeURI(url.searchParams.get('next') ?? '')}"><button>Log in</button></form>`
          );
        }
      } else if (!this.isUser(incoming)) {
        const next = encodeURIComponent(incoming.url ?? '/');
        response.writeHead(302, { Location: `/hub/login?next=${next}` }).end();
      } else {
        const { method, url: path, headers } = incoming;
        const passed = request({ ...this.target, method, path, headers }, answer => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        });
        passed.on('error', () => response.destroy());
        incoming.pipe(passed);
      }
    });
    this.proxy.on('upgrade', (incoming, socket: Socket, head) => {
      if (!this.isUser(incoming)) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      this.sockets.push(new URL(incoming.url ?? '/', 'http://hub').pathname);
      const inner = connect(this.target.port, this.target.host, () => {
        const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
        for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
          lines.push(`${incoming.rawHeaders[i]}: ${incoming.rawHeaders[i + 1]}`);
        }
        inner.write(`${lines.join('\r\n')}\r\n\r\n`);
        inner.write(head);
        inner.pipe(socket);
        socket.pipe(inner);
      });
      for (const [one, other] of [
        [inner, socket],
        [socket, inner]
      ] as const) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    });
    this.proxy.on('connection', socket => {
      if (this.isCut) {
        socket.destroy();
        return;
      }
      this.connections.add(socket);
      socket.on('close', () => this.connections.delete(socket));
    });
  }

  static async start(server: JupyterServer): Promise<HubProxy> {
    const hub = new HubProxy(server);
    await new Promise<void>(resolve => hub.proxy.listen(0, '127.0.0.1', resolve));
    hub.url = `http://127.0.0.1:${(hub.proxy.address() as AddressInfo).port}`;
    return hub;
  }

  /** The server as browsers reach it: its pages are the hub's. */
  outside(server: JupyterServer): JupyterServer {
    const page = (path: string, query = 'reset'): string =>
      `${this.url}${HUB_PREFIX}${path}?token=${server.token}${query ? `&${query}` : ''}`;
    return Object.assign(Object.create(server) as JupyterServer, { page });
  }

  /** Ends all connections and makes no new ones, as a hub whose proxy is restarted. */
  cut(isCut: boolean): void {
    this.isCut = isCut;
    this.connections.forEach(socket => socket.destroy());
  }

  async stop(): Promise<void> {
    this.connections.forEach(socket => socket.destroy());
    await new Promise(resolve => this.proxy.close(resolve));
  }

  private isUser({ headers }: IncomingMessage): boolean {
    return (headers.cookie ?? '').split('; ').includes(this.cookie);
  }
}
