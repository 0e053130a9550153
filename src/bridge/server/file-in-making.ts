/** A file that appears in its place when it is whole, or not at all. */
import { randomBytes } from 'node:crypto';
import { link, lstat, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { IFileInMaking } from '../export';
import { RequestError } from '../request-error';

const exists = (path: string): RequestError =>
  new RequestError(
    'conflict',
    `${path} exists already. Choose another name, or pass overwrite=True to replace it.`,
    { path }
  );

/** What went wrong while writing, as a sentence. */
function failure(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const folder = dirname(path);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new RequestError(
        'not_found',
        `The folder ${folder} does not exist. Make it first, or choose another.`,
        { path }
      );
    case 'EEXIST':
      return exists(path);
    case 'EISDIR':
    case 'ENOTEMPTY':
      return new RequestError('conflict', `${path} is a folder. Give the name of a file.`, {
        path
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return new RequestError(
        'storage',
        `There is no room left in ${folder}. Free some, choose another folder, or export fewer samples.`,
        { path }
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new RequestError(
        'storage',
        `${folder} may not be written to. Choose another folder.`,
        {
          path
        }
      );
    default:
      return code === undefined
        ? error
        : new RequestError('storage', `${path} could not be written (${code}).`, { path });
  }
}

class FileInMaking implements IFileInMaking {
  constructor(
    private readonly _path: string,
    private readonly _temporary: string,
    private readonly _handle: FileHandle,
    private readonly _overwrite: boolean
  ) {}

  async write(text: string): Promise<void> {
    try {
      await this._handle.appendFile(text, 'utf8');
    } catch (error) {
      throw failure(this._path, error);
    }
  }

  async commit(): Promise<number> {
    try {
      await this._handle.sync();
      const { size } = await this._handle.stat();
      await this._close();
      if (this._overwrite) {
        await rename(this._temporary, this._path);
      } else {
        await this._putNew();
      }
      return size;
    } catch (error) {
      throw failure(this._path, error);
    }
  }

  async discard(): Promise<void> {
    await this._close();
    await rm(this._temporary, { force: true });
  }

  /** A link fails where a file appeared meanwhile, which a renaming would replace. */
  private async _putNew(): Promise<void> {
    try {
      await link(this._temporary, this._path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Some file systems have no links.
      if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'ENOTSUP') {
        throw error;
      }
      if (await lstat(this._path).catch(() => null)) {
        throw exists(this._path);
      }
      await rename(this._temporary, this._path);
    }
  }

  private async _close(): Promise<void> {
    if (!this._closed) {
      this._closed = true;
      await this._handle.close();
    }
  }

  private _closed = false;
}

/** Starts a file at `path`, which must be absolute. @throws RequestError */
export async function createFile(path: string, overwrite: boolean): Promise<IFileInMaking> {
  if (!isAbsolute(path)) {
    throw new RequestError('invalid', `The path must be absolute; found ${path}.`, { path });
  }
  const found = await lstat(path).catch(() => null);
  if (found?.isDirectory()) {
    throw failure(path, { code: 'EISDIR' });
  }
  if (found && !overwrite) {
    throw exists(path);
  }
  const name = `.${basename(path)}.${randomBytes(6).toString('hex')}.part`;
  const temporary = join(dirname(path), name);
  try {
    return new FileInMaking(path, temporary, await open(temporary, 'wx'), overwrite);
  } catch (error) {
    throw failure(path, error);
  }
}
