/** Where the bridge of a data home listens: a folder that only its user can enter. */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Longest path of a socket that every system takes. */
const MAX_SOCKET_BYTES = 100;

export interface IRuntimePaths {
  /** Real path of the data home. */
  home: string;
  folder: string;
  socket: string;
  discovery: string;
  lock: string;
}

/** Makes a folder of mode 0700 or checks the one there is. */
export function ensurePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const stat = lstatSync(path);
  if (!stat.isDirectory()) {
    throw new Error(`${path} must be a folder, but it is something else. Move it away.`);
  }
  const uid = userInfo().uid;
  if (uid !== -1 && stat.uid !== uid) {
    throw new Error(
      `${path} belongs to another user (${stat.uid}, not ${uid}). Set LUNETTE_HOME to a folder of your own.`
    );
  }
  if ((stat.mode & 0o077) !== 0) {
    chmodSync(path, 0o700);
  }
}

/** Not what TMPDIR says: kernel, Jupyter server and bridge have to find each other without it. */
function temporaryFolder(): string {
  return existsSync('/tmp') ? '/tmp' : tmpdir();
}

/** Makes home and runtime folder. Rules: docs/architecture.md. */
export function prepareRuntimeFolder(homeOption: string): IRuntimePaths {
  ensurePrivateFolder(homeOption);
  const home = realpathSync(homeOption);
  let folder = join(home, 'run');
  if (Buffer.byteLength(join(folder, 'bridge.sock')) > MAX_SOCKET_BYTES) {
    const digest = createHash('sha256').update(home).digest('hex').slice(0, 16);
    folder = join(temporaryFolder(), `lunette-${userInfo().uid}-${digest}`);
  }
  ensurePrivateFolder(folder);
  return {
    home,
    folder,
    socket: join(folder, 'bridge.sock'),
    discovery: join(folder, 'bridge.json'),
    lock: join(folder, 'bridge.lock')
  };
}
