/** Where the media of an import lie: in a folder, in a manifest, or in a map from the caller. */
import { RequestError } from '../../request-error';
import type { IFiles } from '../files';
import { formatError, quoted } from '../format-error';
import type { ImportRequest } from '../format';
import { readJson } from '../json/parse-json';
import { extensionOf, isAbsolute, isUnsafeName, join, withoutExtension } from '../paths';
import { listFiles, type IListedFile } from './list-files';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The folder of the dataset. @throws RequestError if none was given, or it is no folder */
export function datasetFolder(request: ImportRequest, files: IFiles): string {
  const folder = request.dataset_dir;
  if (folder == null) {
    throw new RequestError('invalid', `Give dataset_dir, the folder of the ${request.format}.`);
  }
  return existingFolder(folder, files);
}

function existingFolder(folder: string, files: IFiles): string {
  if (!isAbsolute(folder)) {
    throw new RequestError('invalid', `The path must be absolute; found ${folder}.`);
  }
  if (files.facts(folder)?.kind !== 'folder') {
    throw new RequestError('not_found', `There is no folder ${folder}.`, { path: folder });
  }
  return folder;
}

/** A path that was given, or by default one in the dataset's folder. */
export function partPath(
  request: ImportRequest,
  files: IFiles,
  given: string | null | undefined,
  usual: string
): string {
  const part = given ?? usual;
  return isAbsolute(part) ? part : join(datasetFolder(request, files), part);
}

export class MediaSource {
  private constructor(
    private readonly _files: IFiles,
    /** Null: there is only the map. */
    readonly folder: string | null,
    private readonly _map: ReadonlyMap<string, string> | null
  ) {}

  /** `usual`: the folder's name if none is given; a manifest `<usual>.json` takes its place. */
  static open(request: ImportRequest, files: IFiles, usual = 'data'): MediaSource {
    const given = request.data_path;
    if (isRecord(given)) {
      return new MediaSource(files, null, new Map(Object.entries(given)));
    }
    if (given == null && request.dataset_dir == null) {
      // The labels may name their media by absolute paths.
      return new MediaSource(files, null, null);
    }
    const path = partPath(request, files, given, usual);
    const kind = files.facts(path)?.kind;
    if (kind === 'folder') {
      return new MediaSource(files, path, null);
    }
    const manifest = kind === 'file' ? path : `${path}.json`;
    if (files.facts(manifest)?.kind === 'file') {
      return new MediaSource(files, null, MediaSource._manifest(files, manifest));
    }
    return new MediaSource(files, path, null);
  }

  private static _manifest(files: IFiles, path: string): Map<string, string> {
    const entries = readJson(files, path);
    if (!isRecord(entries)) {
      throw formatError(path, '', 'it should be an object of names and paths.');
    }
    return new Map(
      Object.entries(entries).map(([name, value]) => {
        if (typeof value !== 'string' || !isAbsolute(value)) {
          throw formatError(
            path,
            quoted(name),
            `it should be an absolute path, not ${quoted(value)}.`
          );
        }
        return [name, value];
      })
    );
  }

  /**
   * The path of a named file, or null if it is not there. The name may lead into folders, not out of
   * them. @throws RequestError naming `where` for a name that does
   */
  find(name: string, file: string, where: string): string | null {
    const mapped = this._map?.get(name);
    if (mapped !== undefined) {
      return this._existing(mapped);
    }
    if (isAbsolute(name)) {
      return name.includes('\0') ? null : this._existing(name);
    }
    if (isUnsafeName(name)) {
      throw formatError(file, where, `${quoted(name)} leads out of the folder of the media.`);
    }
    return this.folder === null ? null : this._existing(join(this.folder, name));
  }

  /** The file whose name without extension is `stem`, or null. */
  findStem(stem: string): string | null {
    this._stems ??= new Map(
      [...this.all()].map(({ name, path }) => [withoutExtension(name), path])
    );
    return this._stems.get(stem) ?? (extensionOf(stem) ? this.findName(stem) : null);
  }

  private findName(name: string): string | null {
    return isUnsafeName(name) || this.folder === null
      ? (this._map?.get(name) ?? null)
      : this._existing(join(this.folder, name));
  }

  /** All files, sorted by name. */
  *all(): Generator<IListedFile> {
    if (this._map) {
      for (const [name, path] of this._map) {
        yield { name, path };
      }
    } else if (this.folder !== null && this._files.facts(this.folder)?.kind === 'folder') {
      yield* listFiles(this._files, this.folder);
    }
  }

  private _existing(path: string): string | null {
    return this._files.facts(path)?.kind === 'file' ? path : null;
  }

  private _stems: Map<string, string> | null = null;
}
