/** HTTP on the unix socket: guards, then routes; and the upgrade to a websocket. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import { checkRequest } from './guards';
import { sendJson } from './json-response';
import { createListener, type IListener } from './listener';

export interface IHttpRoutes {
  /** With a session id also whether it is known. */
  health(session: string | null): Promise<unknown>;
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
const SESSION_QUERY = /[?&]session=([A-Za-z0-9_-]{1,64})(?:&|$)/;

/** `X-Lunette-Via`, of any value, marks a page: then less is allowed. */
const viaJupyter = (request: IncomingMessage): boolean =>
  request.headers['x-lunette-via'] !== undefined;

/** The session that a request for `/health` asks about. */
export const askedSession = (request: IncomingMessage): string | null =>
  SESSION_QUERY.exec(request.url ?? '')?.[1] ?? null;

export function createHttpServer(routes: IHttpRoutes): IListener {
  return createListener({
    check: checkRequest,
    answer: async (path, request, response) => {
      if (path === '/health') {
        sendJson(response, 200, await routes.health(askedSession(request)));
        return true;
      }
      const media = MEDIA_PATH.exec(path);
      if (media) {
        await routes.media(media[1] as string, media[2] as string, request, response);
      }
      return media !== null;
    },
    checkUpgrade: path => (path === '/ws' ? null : { status: 404, message: 'Not Found' }),
    connected: (socket, request) => routes.connected(socket, viaJupyter(request)),
    log: text => routes.log(text)
  });
}
