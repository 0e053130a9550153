/** An HTTP server with websockets: guards before everything, no errors that nobody hears of. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { MAX_MESSAGE_BYTES } from '../../protocol';
import { rememberStream } from './byte-streams';
import { pathOf, type IRefusal } from './guards';
import { sendError } from './json-response';

const MAX_CONNECTIONS = 256;
const HEADERS_TIMEOUT_MS = 10_000;

export interface IListenerRoutes {
  /** What every request and every upgrade must pass first; null if it may go on. Never throws. */
  check(request: IncomingMessage): IRefusal | null;
  /** Answers GET and HEAD of a path; false if there is nothing at it. */
  answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Whether a websocket may be opened at a path; null if it may. */
  checkUpgrade(path: string, request: IncomingMessage): IRefusal | null;
  /** Which of the subprotocols that a client offers is spoken; none without it. */
  subprotocol?: string;
  connected(socket: WebSocket, request: IncomingMessage): void;
  log(text: string): void;
}

export interface IListener {
  server: Server;
  /** Requests under way. */
  running(): number;
  /** Ends every websocket at once. */
  endSockets(): void;
}

function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    socket.destroy()
  );
}

export function createListener(routes: IListenerRoutes): IListener {
  const { subprotocol } = routes;
  let running = 0;
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: HEADERS_TIMEOUT_MS,
    keepAliveTimeout: 30_000,
    insecureHTTPParser: false
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    clientTracking: true,
    // Without this the first one that is offered would be repeated, whatever it is.
    handleProtocols: offered =>
      subprotocol !== undefined && offered.has(subprotocol) ? subprotocol : false
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = routes.check(request);
    if (refusal) {
      sendError(response, refusal.status, { code: 'unauthorized', message: refusal.message });
    } else if (!(await routes.answer(pathOf(request.url ?? ''), request, response))) {
      sendError(response, 404, { code: 'not_found', message: 'There is nothing at this address.' });
    }
  }

  server.on('request', (request, response) => {
    running += 1;
    // Bodies are not read: nothing here takes one.
    request.resume();
    answer(request, response)
      .catch((error: unknown) => {
        routes.log(`A request failed: ${error instanceof Error ? error.stack : String(error)}`);
        if (response.headersSent) {
          response.destroy();
        } else {
          sendError(response, 500, {
            code: 'internal',
            message:
              'Unexpected error in the bridge; its log (`lunette bridge logs`) has the details.'
          });
        }
      })
      .finally(() => (running -= 1));
  });

  server.on('upgrade', (request, socket, head) => {
    const onError = (error: Error): void => routes.log(`An upgrade failed: ${error.message}`);
    socket.on('error', onError);
    const refusal =
      routes.check(request) ??
      (request.method === 'GET'
        ? routes.checkUpgrade(pathOf(request.url ?? ''), request)
        : { status: 404, message: 'Not Found' });
    if (refusal) {
      refuseUpgrade(socket, refusal.status, refusal.status === 404 ? 'Not Found' : 'Refused');
    } else if (sockets.clients.size >= MAX_CONNECTIONS) {
      refuseUpgrade(socket, 503, 'Too many connections');
    } else {
      sockets.handleUpgrade(request, socket, head, client => {
        // From here on the websocket looks after its socket's errors.
        socket.off('error', onError);
        rememberStream(client, socket);
        routes.connected(client, request);
      });
    }
  });
  // A broken upgrade answers 400 by itself; nothing may throw.
  sockets.on('wsClientError', (_error, socket) => refuseUpgrade(socket, 400, 'Bad Request'));
  server.on('clientError', (_error, socket) => {
    if (socket.writable) {
      refuseUpgrade(socket, 400, 'Bad Request');
    } else {
      socket.destroy();
    }
  });
  return {
    server,
    running: () => running,
    endSockets: () => sockets.clients.forEach(client => client.terminate())
  };
}
