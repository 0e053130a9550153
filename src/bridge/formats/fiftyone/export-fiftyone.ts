/** FiftyOne's directory format: everything of a dataset, as FiftyOne itself reads it. */
import { z } from 'zod';
import { isFramesField, type MediaType } from '../../../protocol';
import { mediaTypeOf } from '../../datasets/documents/media-type';
import type {
  ExportRequest,
  IExportSample,
  IExportSource,
  IFormatContext,
  MakeExporter
} from '../format';
import { JsonListFile, toJson } from '../json/json-list-file';
import { MediaExport, targetPath, UniqueNames } from '../media/media-export';
import { parseOptions } from '../options';
import { join, nameOf, relativeTo } from '../paths';
import { datasetDocument } from './dataset-document';
import { ExtendedJsonWriter, PATHS } from './extended-json';
import { runDocuments } from './runs';

const OPTIONS = {
  chunk_size: z.int().min(1).nullish(),
  use_dirs: z.boolean().default(false),
  ordered: z.boolean().default(true),
  export_saved_views: z.boolean().default(true),
  export_runs: z.boolean().default(true),
  export_workspaces: z.boolean().default(true)
};

/** A number in [0.999, 1) that belongs to a path: the order of `take` and `shuffle` there. */
function pathNumber(path: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) {
    hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  }
  return 0.999 + ((hash >>> 0) / 4294967296) * 0.001;
}

/** A list in one file, or a file for each of its documents. */
class DocumentList {
  private readonly _list: JsonListFile | null;
  private _count = 0;

  constructor(
    private readonly _context: IFormatContext,
    private readonly _folder: string,
    private readonly _key: string,
    asFiles: boolean
  ) {
    this._list = asFiles ? null : new JsonListFile(_context.files, join(_folder, `${_key}.json`));
    this._list?.beginList(_key);
  }

  add(document: unknown, id: string): void {
    if (this._list) {
      this._list.element(toJson(document));
      return;
    }
    const name = `${String(this._count).padStart(6, '0')}-${id}.json`;
    const writer = this._context.files.create(join(this._folder, `${this._key}/${name}`));
    writer.write(toJson(document));
    writer.close();
    this._count += 1;
  }

  finish(): void {
    this._list?.endList();
    this._list?.close();
  }

  discard(): void {
    this._list?.discard();
  }
}

/** Files that labels and other fields name. */
class FieldFiles {
  private readonly _names = new Map<string, UniqueNames>();
  private readonly _done = new Map<string, string>();

  constructor(
    private readonly _root: string,
    private readonly _media: MediaExport,
    private readonly _request: ExportRequest,
    private readonly _context: IFormatContext
  ) {}

  /** The path that is written for a file. */
  add(path: string, key: string): string {
    const { mode } = this._media;
    const { files } = this._context;
    if (mode === 'none') {
      const { rel_dir: folder } = this._request;
      return (folder == null ? null : relativeTo(folder, path)) ?? path;
    }
    const known = this._done.get(path);
    if (known !== undefined) {
      return known;
    }
    let names = this._names.get(key);
    if (!names) {
      names = new UniqueNames();
      this._names.set(key, names);
    }
    const name = `fields/${key}/${names.make(nameOf(path))}`;
    const target = join(this._root, name);
    if (mode === 'move') {
      files.move(path, target);
    } else if (mode === 'symlink') {
      files.link(path, target);
    } else {
      files.copy(path, target);
    }
    this._done.set(path, name);
    return name;
  }
}

export const exportFiftyOne: MakeExporter = (request, source: IExportSource, context) => {
  const { files, notices } = context;
  const options = parseOptions(request.format, OPTIONS, request.options);
  const root = targetPath(request, request.export_dir, '.', 'export_dir');
  const media = new MediaExport(request, files, {
    modes: ['copy', 'move', 'symlink', 'none'],
    folder: join(root, 'data')
  });
  const fieldFiles = new FieldFiles(root, media, request, context);
  let field = '';
  const json = new ExtendedJsonWriter(context.zlib, (path, key) =>
    path === '' ? path : fieldFiles.add(path, `${field}.${key}`)
  );
  const samples = new DocumentList(context, root, 'samples', options.use_dirs);
  const frames = source.fields.some(isFramesField)
    ? new DocumentList(context, root, 'frames', options.use_dirs)
    : null;
  const ids = new Set(source.fields.filter(one => one.type === 'object_id').map(one => one.name));
  const configured = source.app_config['media_fields'];
  const mediaFields = new Set(
    (Array.isArray(configured) ? configured.map(String) : []).filter(name => name !== 'filepath')
  );
  let count = 0;

  function fieldEntry(name: string, value: unknown): [string, unknown] {
    field = name;
    if (typeof value === 'string') {
      if (ids.has(name)) {
        return [`_${name}`, { $oid: value }];
      }
      if (mediaFields.has(name) || PATHS.has(name)) {
        return [name, value === '' ? value : fieldFiles.add(value, name)];
      }
    }
    return [ids.has(name) ? `_${name}` : name, json.value(value, name)];
  }

  function mediaPath(filepath: string): string {
    if (media.mode === 'none') {
      const { rel_dir: folder } = request;
      return (folder == null ? null : relativeTo(folder, filepath)) ?? filepath;
    }
    const chunk = options.chunk_size;
    const inside = chunk == null ? '' : `data_${Math.floor(count / chunk)}/`;
    return `data/${media.add(filepath, inside).name}`;
  }

  function writeFrames(sample: IExportSample): void {
    const list = sample.labels['frames'] as unknown;
    for (const frame of Array.isArray(list) ? (list as Record<string, unknown>[]) : []) {
      const { _id: id, frame_number, ...values } = frame;
      const entries = Object.entries(values)
        .filter(([name]) => name !== '_cls')
        .map(([name, value]) => fieldEntry(`frames.${name}`, value))
        .map(([name, value]) => [name.replace(/^(_?)frames\./, '$1'), value]);
      const document = {
        _id: json.value(id),
        frame_number,
        ...(Object.fromEntries(entries) as object),
        _sample_id: { $oid: sample.id },
        _dataset_id: { $oid: source.id }
      };
      frames?.add(document, sample.id);
    }
  }

  return {
    write(sample) {
      const { id, filepath, tags, metadata, values, labels } = sample;
      const path = mediaPath(filepath);
      const entries = [...Object.entries(values), ...Object.entries(labels)]
        .filter(([name]) => name !== 'frames')
        .map(([name, value]) => fieldEntry(name, value));
      const type: MediaType = mediaTypeOf(filepath);
      samples.add(
        {
          _id: { $oid: id },
          filepath: path,
          tags,
          metadata: metadata === null ? null : json.value(metadata),
          ...(Object.fromEntries(entries) as object),
          _media_type: type,
          _rand: pathNumber(filepath),
          _dataset_id: { $oid: source.id }
        },
        id
      );
      writeFrames(sample);
      count += 1;
    },
    finish() {
      samples.finish();
      frames?.finish();
      media.finish();
      const writer = files.create(join(root, 'metadata.json'));
      const runs = runDocuments(options.export_runs ? source.runs : [], root, context);
      writer.write(toJson(datasetDocument(source, options, runs, notices)));
      writer.close();
    },
    close() {
      samples.discard();
      frames?.discard();
    }
  };
};
