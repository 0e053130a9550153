/** A file that appears in its place when it is whole, or not at all. */
import { randomBytes } from 'node:crypto';
import { link, lstat, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { IFileInMaking } from '../export';
import { RequestError } from '../request-error';
import { fileExists, writeFailure } from './write-failure';

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
      throw writeFailure(this._path, error);
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
      throw writeFailure(this._path, error);
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
        throw fileExists(this._path);
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
    throw writeFailure(path, { code: 'EISDIR' });
  }
  if (found && !overwrite) {
    throw fileExists(path);
  }
  const name = `.${basename(path)}.${randomBytes(6).toString('hex')}.part`;
  const temporary = join(dirname(path), name);
  try {
    return new FileInMaking(path, temporary, await open(temporary, 'wx'), overwrite);
  } catch (error) {
    throw writeFailure(path, error);
  }
}
