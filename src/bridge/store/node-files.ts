/** The local file system for importers and exporters. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeSync,
  type Stats
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileKind, IFileReader, IFiles, IFileWriter, IFolderEntry } from '../formats/files';
import { RequestError } from '../request-error';

const WRITE_BYTES = 1024 * 1024;

const kindOf = (stats: Pick<Stats, 'isFile' | 'isDirectory'>): FileKind =>
  stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';

/** An error of the file system as a sentence about `path`. */
function failure(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const details = { path };
  switch (code) {
    case undefined:
      return error;
    case 'ENOENT':
    case 'ENOTDIR':
      return new RequestError('not_found', `There is no ${path}.`, details);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new RequestError('storage', `${path} may not be read or written.`, details);
    case 'ENOSPC':
    case 'EDQUOT':
      return new RequestError('storage', `There is no room left for ${path}.`, details);
    case 'ENAMETOOLONG':
      return new RequestError('invalid', `${path.slice(0, 200)}… is too long for a name.`, details);
    default:
      return new RequestError('storage', `${path} could not be used (${code}).`, details);
  }
}

function about<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw failure(path, error);
  }
}

class NodeReader implements IFileReader {
  constructor(
    readonly path: string,
    private readonly _fd: number,
    readonly size: number
  ) {}

  read(position: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - position)));
    let done = 0;
    while (done < bytes.length) {
      const count = about(this.path, () =>
        readSync(this._fd, bytes, done, bytes.length - done, position + done)
      );
      if (count === 0) {
        break;
      }
      done += count;
    }
    return bytes.subarray(0, done);
  }

  close(): void {
    closeSync(this._fd);
  }
}

class NodeWriter implements IFileWriter {
  size = 0;
  private _parts: (string | Uint8Array)[] = [];
  private _waiting = 0;
  private _open = true;

  constructor(
    readonly path: string,
    private readonly _temporary: string,
    private readonly _fd: number
  ) {}

  write(data: string | Uint8Array): void {
    this._parts.push(data);
    this._waiting += data.length;
    if (this._waiting >= WRITE_BYTES) {
      this._flush();
    }
  }

  close(): void {
    about(this.path, () => {
      this._flush();
      fsyncSync(this._fd);
      this._end();
      renameSync(this._temporary, this.path);
    });
  }

  discard(): void {
    if (this._open) {
      this._end();
      rmSync(this._temporary, { force: true });
    }
  }

  private _end(): void {
    this._open = false;
    closeSync(this._fd);
  }

  private _flush(): void {
    const bytes = Buffer.concat(this._parts.map(part => Buffer.from(part as string)));
    this._parts = [];
    this._waiting = 0;
    let done = 0;
    while (done < bytes.length) {
      done += about(this.path, () => writeSync(this._fd, bytes, done, bytes.length - done));
    }
    this.size += bytes.length;
  }
}

function makeFolder(path: string): void {
  about(path, () => mkdirSync(path, { recursive: true }));
}

/** Whether two paths lead to one file, which must not be replaced by itself. */
function isSame(from: string, to: string): boolean {
  const real = (path: string): string | null => {
    try {
      return realpathSync(path);
    } catch {
      return null;
    }
  };
  const found = real(from);
  return found !== null && found === real(to);
}

function removeTarget(path: string): void {
  rmSync(path, { force: true });
}

export const nodeFiles: IFiles = {
  facts(path) {
    try {
      const stats = statSync(path);
      return { kind: kindOf(stats), size: stats.size };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') {
        return null;
      }
      throw failure(path, error);
    }
  },
  list(folder) {
    const entries = about(folder, () => readdirSync(folder, { withFileTypes: true }));
    const found = entries.map((entry): IFolderEntry => {
      const { name } = entry;
      const target = entry.isSymbolicLink()
        ? statSync(join(folder, name), { throwIfNoEntry: false })
        : entry;
      return { name, kind: target ? kindOf(target) : 'other' };
    });
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  },
  open(path) {
    return about(path, () => {
      const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      const stats = fstatSync(fd);
      if (!stats.isFile()) {
        closeSync(fd);
        throw new RequestError('invalid', `${path} is no file.`, { path });
      }
      return new NodeReader(path, fd, stats.size);
    });
  },
  create(path) {
    makeFolder(dirname(path));
    const name = `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.part`;
    const temporary = join(dirname(path), name);
    return about(path, () => new NodeWriter(path, temporary, openSync(temporary, 'wx')));
  },
  makeFolder,
  copy(from, to) {
    makeFolder(dirname(to));
    if (isSame(from, to)) {
      return;
    }
    about(from, () => {
      // A link that is there would be written through, to wherever it leads.
      removeTarget(to);
      copyFileSync(from, to, constants.COPYFILE_FICLONE);
    });
  },
  move(from, to) {
    makeFolder(dirname(to));
    if (isSame(from, to)) {
      return;
    }
    about(from, () => {
      try {
        renameSync(from, to);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') {
          throw error;
        }
        removeTarget(to);
        copyFileSync(from, to);
        unlinkSync(from);
      }
    });
  },
  link(from, to) {
    makeFolder(dirname(to));
    if (isSame(from, to)) {
      return;
    }
    about(to, () => {
      removeTarget(to);
      symlinkSync(from, to);
    });
  },
  rename(from, to) {
    about(from, () => renameSync(from, to));
  },
  remove(path) {
    about(path, () => rmSync(path, { recursive: true, force: true }));
  }
};
