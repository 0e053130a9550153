/** HTTP on the unix socket: guards, then routes; and the upgrade to a websocket. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { MAX_MESSAGE_BYTES } from '../../protocol';
import { checkRequest, pathOf } from './guards';
import { sendError, sendJson } from './json-response';

const MAX_CONNECTIONS = 256;
const HEADERS_TIMEOUT_MS = 10_000;

export interface IHttpRoutes {
  health(): unknown;
  /** `dataset` and `sample` are ids of 24 hexadecimal digits. */
  media(
    dataset: string,
    sample: string,
    request: IncomingMessage,
    response: ServerResponse
  ): Promise<void>;
  connected(socket: WebSocket, viaJupyter: boolean): void;
  log(text: string): void;
}

const MEDIA_PATH = /^\/media\/([0-9a-f]{24})\/([0-9a-f]{24})$/;

/** `X-Lunette-Via`, of any value, marks a page: then less is allowed. */
const viaJupyter = (request: IncomingMessage): boolean =>
  request.headers['x-lunette-via'] !== undefined;

function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    socket.destroy()
  );
}

export function createHttpServer(routes: IHttpRoutes): {
  server: Server;
  /** Media requests under way. */
  running(): number;
} {
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
    clientTracking: true
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = checkRequest(request);
    if (refusal) {
      sendError(response, refusal.status, { code: 'unauthorized', message: refusal.message });
      return;
    }
    const path = pathOf(request.url ?? '');
    if (path === '/health') {
      sendJson(response, 200, routes.health());
      return;
    }
    const media = MEDIA_PATH.exec(path);
    if (media) {
      await routes.media(media[1] as string, media[2] as string, request, response);
      return;
    }
    sendError(response, 404, { code: 'not_found', message: 'There is nothing at this address.' });
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
    const refusal = checkRequest(request);
    if (refusal) {
      refuseUpgrade(socket, refusal.status, 'Refused');
    } else if (request.method !== 'GET' || pathOf(request.url ?? '') !== '/ws') {
      refuseUpgrade(socket, 404, 'Not Found');
    } else if (sockets.clients.size >= MAX_CONNECTIONS) {
      refuseUpgrade(socket, 503, 'Too many connections');
    } else {
      sockets.handleUpgrade(request, socket, head, client => {
        // From here on the websocket looks after its socket's errors.
        socket.off('error', onError);
        routes.connected(client, viaJupyter(request));
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
  return { server, running: () => running };
}
