/** The folder that an export goes into. */
import { RequestError } from '../request-error';
import type { IFiles } from './files';
import { folderOf, isAbsolute, join, nameOf, normalize, relativeTo } from './paths';

/**
 * With `overwrite`, what was in the folder is set aside until the export is complete: a failed one
 * puts it back, and samples whose media lie in the folder are still found.
 */
export class TargetFolder {
  private constructor(
    private readonly _files: IFiles,
    private readonly _folder: string,
    private readonly _aside: string | null
  ) {}

  static prepare(files: IFiles, path: string, overwrite: boolean): TargetFolder {
    if (!isAbsolute(path)) {
      throw new RequestError('invalid', `The path must be absolute; found ${path}.`, { path });
    }
    const folder = normalize(path);
    const kind = files.facts(folder)?.kind ?? null;
    if (kind !== null && kind !== 'folder') {
      throw new RequestError('conflict', `${folder} is a file. Give the name of a folder.`, {
        path
      });
    }
    let aside: string | null = null;
    if (overwrite && kind === 'folder' && files.list(folder).length > 0) {
      aside = join(folderOf(folder), `.${nameOf(folder)}.${Date.now().toString(36)}.replaced`);
      files.rename(folder, aside);
    }
    files.makeFolder(folder);
    return new TargetFolder(files, folder, aside);
  }

  /** Where a file is now: what was set aside is found under its old path. */
  locate(path: string): string {
    const inside = this._aside === null ? null : relativeTo(this._folder, path);
    return inside !== null && this._files.facts(path) === null
      ? join(this._aside as string, inside)
      : path;
  }

  /** @throws RequestError if the file would be gone after the export, which only names it */
  requireOutside(path: string): void {
    if (this.locate(path) !== path) {
      throw new RequestError(
        'conflict',
        `${path} lies in the folder that is replaced. Copy the media, or choose another folder.`,
        { path }
      );
    }
  }

  get files(): IFiles {
    const { _files: files } = this;
    if (this._aside === null) {
      return files;
    }
    const old = (path: string): string => this.locate(path);
    return {
      ...files,
      facts: path => files.facts(old(path)),
      open: path => files.open(old(path)),
      copy: (from, to) => files.copy(old(from), to),
      move: (from, to) => files.move(old(from), to),
      link: (from, to) => files.link(from, to)
    };
  }

  commit(): void {
    if (this._aside !== null) {
      this._files.remove(this._aside);
    }
  }

  putBack(): void {
    if (this._aside !== null) {
      this._files.remove(this._folder);
      this._files.rename(this._aside, this._folder);
    }
  }
}
