/** The bridge put together: sockets, sessions, datasets, pictures. */
import { statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import type {
  IBridgeStatus,
  IDatasetChangeMessage,
  IDatasetInfo,
  ParsedParams
} from '../../protocol';
import type { IDataService } from '../datasets/data-service';
import { MediaService, withRasterFiles } from '../media';
import { sessionPicture } from '../picture';
import { PlotData } from '../plots';
import { RequestError } from '../request-error';
import { SessionHub, WorkerSessionStore } from '../sessions';
import { WorkerClient, workerFile } from '../workers';
import { ChangeFeed } from './change-feed';
import { Connection } from './connection';
import { datasetLookup } from './dataset-lookup';
import { Doors, PAGE_FOLDER, PageFiles } from './door';
import { exportMethods } from './export-methods';
import { FormatMethods } from './format-methods';
import { createHttpServer } from './http-server';
import { watchIdle } from './idle-end';
import { parseInput } from './invalid-input';
import { serveMedia } from './media-route';
import { RequestRouter, type MethodTable } from './request-router';
import { mediaMethods } from './media-methods';
import { plotMethods } from './plot-methods';
import type { IRuntimePaths } from './runtime-folder';
import { sessionMethods } from './session-methods';
import { listen, removeStaleSocket, removeTraces, writeDiscovery } from './single-bridge';

export interface IBridgeOptions {
  /** Its lock is held already (`takeLock`). */
  paths: IRuntimePaths;
  data: IDataService;
  version: string;
  idleSeconds: number;
  log(text: string): void;
  /** Somebody asked for the end, or nobody needs the bridge any more. */
  onEnd(reason: string): void;
  /** Where worker bundles are, in tests. */
  workers?: URL | null;
  /** Where the files of the page are, in tests. */
  page?: URL;
  /** Shorter times, in tests. */
  helloTimeoutMs?: number;
  pingIntervalMs?: number;
  socketCheckMs?: number;
}

const SOCKET_CHECK_MS = 15_000;

export interface IBridge {
  /** Stores what is under way, ends all connections, removes socket and discovery file. */
  close(): Promise<void>;
}

/** Starts to listen and writes the discovery file. */
export async function startBridge(options: IBridgeOptions): Promise<IBridge> {
  const { paths, version, log, workers = null } = options;
  const data = withRasterFiles(options.data, (page, files, signal) =>
    media.fillPage(page, files, signal)
  );
  const startedAt = Date.now();
  const connections = new Set<Connection>();
  let closing: Promise<void> | null = null;

  const store = new WorkerSessionStore(
    new WorkerClient(workerFile('session', workers), 'session', {
      file: join(paths.home, 'sessions.db')
    })
  );
  const hub = new SessionHub({
    store,
    datasets: datasetLookup(data),
    parse: parseInput
  });
  const media = new MediaService({ home: paths.home, data, workers });

  const formats = new FormatMethods(data, workers);

  const methods: MethodTable = {
    ...sessionMethods(hub),
    ...formats.methods,
    ...mediaMethods({ data, media }),
    ...exportMethods({ hub, data, media, folder: workers }),
    ...plotMethods({ hub, data, media, frames: new PlotData(store) }),
    'bridge.status': async () => ({ result: await status() }),
    'bridge.stop': async (_params, _payload, { respond }) => {
      respond({ result: {} });
      options.onEnd('it was asked to stop');
      return null;
    },
    'bridge.open_door': async (params, _payload, { connection }) => {
      if (connection.kind === 'app' || connection.kind === 'panel') {
        throw new RequestError('unauthorized', 'Only kernels and scripts open a port.');
      }
      return {
        result: await doors.open(connection, params as ParsedParams<'bridge.open_door'>)
      };
    },
    'dataset.watch': async (params, _payload, { connection }) => {
      const { dataset, watch } = params as ParsedParams<'dataset.watch'>;
      if (watch && !(await data.describe(dataset))) {
        throw new RequestError('not_found', 'There is no such dataset; it may have been deleted.', {
          dataset
        });
      }
      connection.watched[watch ? 'add' : 'delete'](dataset);
      return { result: {} };
    },
    'session.picture': async (params, _payload, { signal }) => {
      const request = params as ParsedParams<'session.picture'>;
      const { state } = await hub.state(request.session);
      return sessionPicture({ request, state, data, media, signal });
    }
  };
  const router = new RequestRouter(methods, data, (connection, method, { result }) => {
    if (method === 'dataset.load' || method === 'dataset.create') {
      connection.watched.add((result as IDatasetInfo).id);
    }
  });

  async function status(): Promise<IBridgeStatus> {
    const { result } = await data.handle('dataset.list', {}, null, {
      signal: new AbortController().signal,
      progress: () => undefined
    });
    return {
      pid: process.pid,
      version,
      node: process.version,
      home: paths.home,
      uptime_s: (Date.now() - startedAt) / 1000,
      clients: connections.size,
      sessions: (await hub.list()).length,
      datasets: (result as unknown[]).length,
      memory: process.memoryUsage.rss()
    };
  }

  const feed = new ChangeFeed((change: IDatasetChangeMessage) => {
    const message = JSON.stringify(change);
    for (const connection of connections) {
      if (connection.watched.has(change.dataset) || hub.watches(connection, change.dataset)) {
        connection.sendEvent(message);
      }
    }
  });
  const stopListening = data.onChange(change => {
    feed.push(change);
    hub.datasetChanged(change).catch((error: unknown) => {
      log(`Sessions could not follow a change of dataset ${change.dataset}: ${String(error)}`);
    });
  });

  const health = async (session: string | null): Promise<object> => ({
    ok: true,
    version,
    pid: process.pid,
    ...(session === null ? {} : { session: await hub.knows(session) })
  });
  const connected = (socket: WebSocket, isPage: boolean): void => {
    const connection = new Connection(socket, {
      viaJupyter: isPage,
      version,
      log,
      ...(options.helloTimeoutMs ? { helloTimeoutMs: options.helloTimeoutMs } : {}),
      ...(options.pingIntervalMs ? { pingIntervalMs: options.pingIntervalMs } : {}),
      onMessage: (from, message, payload) => {
        if (message.kind === 'request') {
          void router.request(from, message, payload);
        } else if (message.kind === 'cancel') {
          router.cancel(from, message.id);
        } else if (message.kind === 'event') {
          hub.receive(from, message);
        }
      },
      onClose: gone => {
        connections.delete(gone);
        router.forget(gone);
        doors.forget(gone);
        // At the end members leave without a word: their sessions go on with the next bridge.
        if (!closing) {
          hub.forget(gone);
        }
      }
    });
    connections.add(connection);
  };
  const routes = {
    log,
    health,
    media: (dataset: string, sample: string, request: IncomingMessage, response: ServerResponse) =>
      serveMedia(media, dataset, sample, request, response)
  };
  const { server, running } = createHttpServer({ ...routes, connected });
  const doors = new Doors({
    ...routes,
    files: () => new PageFiles(options.page ?? PAGE_FOLDER),
    connected: socket => connected(socket, true),
    idleSeconds: options.idleSeconds
  });

  await removeStaleSocket(paths);
  await listen(server, paths.socket);
  const inode = statSync(paths.socket).ino;
  writeDiscovery(paths, {
    v: 1,
    pid: process.pid,
    socket: paths.socket,
    version,
    home: paths.home,
    started_at: startedAt
  });
  log(`Lunette ${version} on Node ${process.version} serves ${paths.home}.`);

  const stopIdle = watchIdle(
    options.idleSeconds,
    () => connections.size > 0 || router.running > 0 || running() > 0,
    () => options.onEnd(`nobody used it for ${options.idleSeconds} s`)
  );

  // Without its socket nobody can reach this bridge, and its lock would keep out the next one.
  const socketTimer = setInterval(() => {
    if (statSync(paths.socket, { throwIfNoEntry: false })?.ino !== inode) {
      options.onEnd(`${paths.socket} was removed`);
    }
  }, options.socketCheckMs ?? SOCKET_CHECK_MS);

  async function close(): Promise<void> {
    stopIdle();
    clearInterval(socketTimer);
    stopListening();
    feed.close();
    doors.close();
    server.close();
    connections.forEach(connection => connection.goAway());
    await hub.idle();
    await Promise.all([store.close(), media.close(), formats.close(), data.close()]);
    server.closeAllConnections();
    removeTraces(paths, inode);
  }
  return { close: () => (closing ??= close()) };
}
