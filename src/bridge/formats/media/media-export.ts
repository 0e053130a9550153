/** The media of an export: copied, moved, linked, listed or left where they are, under unique names. */
import { RequestError } from '../../request-error';
import type { IFiles } from '../files';
import type { ExportRequest } from '../format';
import {
  extensionOf,
  isAbsolute,
  join,
  nameOf,
  normalize,
  relativeTo,
  withoutExtension
} from '../paths';

export type MediaMode = 'copy' | 'move' | 'symlink' | 'manifest' | 'none';

export function mediaMode({ export_media: mode, export_dir, data_path }: ExportRequest): MediaMode {
  if (mode == null) {
    return export_dir != null || data_path != null ? 'copy' : 'none';
  }
  return mode === true ? 'copy' : mode === false ? 'none' : mode;
}

/** A part of the export: given, or by default in its folder. @throws RequestError if it is nowhere */
export function targetPath(
  request: ExportRequest,
  given: string | null | undefined,
  usual: string,
  what: string
): string {
  const path = given ?? usual;
  if (isAbsolute(path)) {
    return normalize(path);
  }
  if (request.export_dir == null) {
    throw new RequestError('invalid', `Say where to write: give export_dir or ${what}.`);
  }
  return join(request.export_dir, path);
}

/** Names that no other file has: `name`, `name-2`, `name-3` … */
export class UniqueNames {
  private readonly _taken = new Map<string, number>();

  /** `stems`: also unlike all others without its extension. */
  constructor(private readonly _stems = false) {}

  make(name: string): string {
    // Some file systems see no difference between A and a.
    const key = (one: string): string => (this._stems ? withoutExtension(one) : one).toLowerCase();
    const count = (this._taken.get(key(name)) ?? 0) + 1;
    this._taken.set(key(name), count);
    if (count === 1) {
      return name;
    }
    return this.make(`${withoutExtension(name)}-${count}${extensionOf(name)}`);
  }
}

export interface IExportedMedia {
  /** The name in the media folder: with `rel_dir` it may have folders. */
  name: string;
  /** Where the file is after the export. */
  path: string;
}

export class MediaExport {
  readonly mode: MediaMode;
  /** The folder of the media; null if they stay where they are. */
  readonly folder: string | null;
  private readonly _names: UniqueNames;
  private readonly _manifest: Record<string, string> | null;
  private readonly _manifestPath: string | null;
  private readonly _done = new Map<string, IExportedMedia>();

  constructor(
    private readonly _request: ExportRequest,
    private readonly _files: IFiles,
    {
      usual = 'data',
      modes,
      stems = false,
      folder
    }: {
      usual?: string;
      modes?: readonly MediaMode[];
      stems?: boolean;
      /** Instead of what the request says. */
      folder?: string;
    } = {}
  ) {
    this.mode = mediaMode(_request);
    if (modes && !modes.includes(this.mode)) {
      throw new RequestError(
        'invalid',
        `${_request.format} cannot be written with export_media=${JSON.stringify(_request.export_media ?? false)}: its media are part of it.`
      );
    }
    this._names = new UniqueNames(stems);
    this._manifest = this.mode === 'manifest' ? {} : null;
    this._manifestPath = this._manifest
      ? targetPath(_request, _request.data_path, `${usual}.json`, 'data_path')
      : null;
    this.folder =
      this.mode === 'copy' || this.mode === 'move' || this.mode === 'symlink'
        ? (folder ?? targetPath(_request, _request.data_path, usual, 'data_path'))
        : null;
    if (this.folder !== null) {
      _files.makeFolder(this.folder);
    }
  }

  /** `inside`: a folder in the media's folder. The same file is exported once. */
  add(filepath: string, inside = ''): IExportedMedia {
    const key = `${inside}\0${filepath}`;
    const known = this._done.get(key);
    if (known) {
      return known;
    }
    const name = this._names.make(inside + this.nameFor(filepath));
    const path = this.folder === null ? filepath : join(this.folder, name);
    this._put(filepath, path);
    if (this._manifest) {
      this._manifest[name] = filepath;
    }
    const media = { name, path };
    this._done.set(key, media);
    return media;
  }

  /** Writes a file that is made for the export, such as a part of a picture. */
  write(name: string, bytes: Uint8Array): IExportedMedia {
    const unique = this._names.make(name);
    const path = join(this.folder as string, unique);
    const writer = this._files.create(path);
    writer.write(bytes);
    writer.close();
    return { name: unique, path };
  }

  /** Under `rel_dir` the path in it, else the bare name. */
  nameFor(filepath: string): string {
    const { rel_dir: folder } = this._request;
    return (folder == null ? null : relativeTo(folder, filepath)) ?? nameOf(filepath);
  }

  finish(): void {
    if (this._manifest && this._manifestPath !== null) {
      const writer = this._files.create(this._manifestPath);
      writer.write(JSON.stringify(this._manifest));
      writer.close();
    }
  }

  private _put(from: string, to: string): void {
    // The same path may be another file: what the folder held before was set aside.
    if (this.mode === 'copy') {
      this._files.copy(from, to);
    } else if (this.mode === 'move') {
      this._files.move(from, to);
    } else if (this.mode === 'symlink') {
      this._files.link(from, to);
    }
  }
}
