/** One bridge per data home, and no stale socket in its way. */
import { chmodSync, lstatSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { userInfo } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import type { IRuntimePaths } from './runtime-folder';

/** Another bridge serves this home already. */
export class AlreadyRunningError extends Error {}

/** What the discovery file says (docs/architecture.md). */
export interface IDiscovery {
  v: 1;
  pid: number;
  socket: string;
  version: string;
  home: string;
  started_at: number;
}

/**
 * Takes the lock of the home. The system releases it with the process, however that ends; SQLite's
 * exclusive file lock serves because Node has none of its own.
 * @throws AlreadyRunningError
 */
export function takeLock(paths: IRuntimePaths): () => void {
  const db = new DatabaseSync(paths.lock);
  try {
    chmodSync(paths.lock, 0o600);
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;');
  } catch (error) {
    db.close();
    if (/locked|busy/i.test((error as Error).message)) {
      throw new AlreadyRunningError(
        `A bridge serves ${paths.home} already${otherPid(paths)}. Stop it with \`lunette bridge stop\`, or set LUNETTE_HOME to another folder.`
      );
    }
    throw error;
  }
  return () => db.close();
}

function otherPid({ discovery }: IRuntimePaths): string {
  try {
    const { pid } = JSON.parse(readFileSync(discovery, 'utf8')) as Partial<IDiscovery>;
    return typeof pid === 'number' ? ` (process ${pid})` : '';
  } catch {
    // It may be just starting.
    return '';
  }
}

/** Whether somebody answers at the socket. */
function answers(socket: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = connect(socket);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

/**
 * Removes a socket that nobody listens at. The lock is held, so only a bridge without a lock (of
 * another version) could answer.
 */
export async function removeStaleSocket(paths: IRuntimePaths): Promise<void> {
  const stat = lstatSync(paths.socket, { throwIfNoEntry: false });
  if (!stat) {
    return;
  }
  const uid = userInfo().uid;
  if (!stat.isSocket() || (uid !== -1 && stat.uid !== uid)) {
    throw new Error(`${paths.socket} is not a socket of yours. Move it away.`);
  }
  if (await answers(paths.socket)) {
    throw new AlreadyRunningError(
      `Something answers at ${paths.socket} already${otherPid(paths)}.`
    );
  }
  unlinkSync(paths.socket);
}

/** Listens; the socket is 0600 from the first moment because the mask says so. */
export function listen(server: Server, socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const mask = process.umask(0o177);
    server.once('error', reject);
    server.listen(socket, () => {
      server.off('error', reject);
      chmodSync(socket, 0o600);
      resolve();
    });
    process.umask(mask);
  });
}

/** Written whole or not at all. */
export function writeDiscovery(paths: IRuntimePaths, discovery: IDiscovery): void {
  const temporary = `${paths.discovery}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(discovery)}\n`, { mode: 0o600 });
  renameSync(temporary, paths.discovery);
}

/** Removes socket and discovery file if they are still ours. */
export function removeTraces(paths: IRuntimePaths, socketInode: number): void {
  if (lstatSync(paths.socket, { throwIfNoEntry: false })?.ino === socketInode) {
    unlinkSync(paths.socket);
  }
  try {
    const { pid } = JSON.parse(readFileSync(paths.discovery, 'utf8')) as Partial<IDiscovery>;
    if (pid === process.pid) {
      unlinkSync(paths.discovery);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      console.error(`${paths.discovery} could not be removed:`, error);
    }
  }
}
