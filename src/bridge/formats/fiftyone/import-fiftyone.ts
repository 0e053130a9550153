/** FiftyOne's directory format: everything of a dataset. */
import { z } from 'zod';
import type { IFieldSpec } from '../../../protocol';
import { idFromHex } from '../../datasets/documents/object-id';
import { RequestError } from '../../request-error';
import type { IFileReader, IFiles } from '../files';
import { formatError } from '../format-error';
import type {
  IFormatContext,
  ImportRequest,
  ISampleDraft,
  MakeImporter,
  Values,
  IDatasetFacts
} from '../format';
import { parseJsonBytes, readJson } from '../json/parse-json';
import { pieceName, scanJson } from '../json/scan-json';
import { datasetFolder } from '../media/media-source';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';
import { extensionOf, isAbsolute, isUnsafeName, join } from '../paths';
import { factsOf } from './dataset-document';
import { ExtendedJsonReader, oid } from './extended-json';
import { fieldOf, storedNames } from './field-documents';
import { runsOf } from './runs';

const OPTIONS = {
  ...CHOICE_OPTIONS,
  rel_dir: z.string().nullish(),
  ordered: z.boolean().default(true),
  import_saved_views: z.boolean().default(true),
  import_runs: z.boolean().default(true),
  import_workspaces: z.boolean().default(true)
};

type Document = Record<string, unknown>;
const isRecord = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A sample or frame where it lies: a file of its own, or a part of one. */
interface IPlace {
  file: number;
  start: number;
  length: number;
  where: string;
}

/** `samples.json`, or the files of a folder `samples`. */
class DocumentFiles {
  readonly places: IPlace[] = [];
  private readonly _readers: IFileReader[] = [];
  private readonly _paths: string[] = [];

  constructor(
    private readonly _files: IFiles,
    private readonly _folder: string,
    private readonly _key: string
  ) {}

  async index(checkpoint: () => Promise<void>): Promise<void> {
    const path = join(this._folder, `${this._key}.json`);
    if (this._files.facts(path)?.kind === 'file') {
      const reader = this._files.open(path);
      this._readers.push(reader);
      this._paths.push(path);
      for (const piece of scanJson(reader, { parts: { [this._key]: 'elements' } })) {
        const { start, length } = piece;
        this.places.push({ file: 0, start, length, where: pieceName(piece) });
        if (this.places.length % 1000 === 0) {
          await checkpoint();
        }
      }
      return;
    }
    const folder = join(this._folder, this._key);
    if (this._files.facts(folder)?.kind === 'folder') {
      for (const { name, kind } of this._files.list(folder)) {
        if (kind === 'file' && extensionOf(name) === '.json') {
          this._paths.push(join(folder, name));
          this.places.push({ file: this._paths.length - 1, start: 0, length: -1, where: '' });
        }
      }
    }
  }

  read({ file, start, length, where }: IPlace): {
    document: Document;
    path: string;
    where: string;
  } {
    const path = this._paths[file] as string;
    const value =
      length < 0
        ? readJson(this._files, path)
        : parseJsonBytes((this._readers[0] as IFileReader).read(start, length), path, where);
    if (!isRecord(value)) {
      throw formatError(path, where, 'it should be an object.');
    }
    return { document: value, path, where };
  }

  close(): void {
    this._readers.forEach(reader => reader.close());
  }
}

/** Frames by the sample that they belong to. */
async function framesBySample(
  frames: DocumentFiles,
  checkpoint: () => Promise<void>
): Promise<Map<string, IPlace[]>> {
  const bySample = new Map<string, IPlace[]>();
  let count = 0;
  for (const place of frames.places) {
    count += 1;
    if (count % 1000 === 0) {
      await checkpoint();
    }
    const { document, path, where } = frames.read(place);
    const sample = oid(document['_sample_id']);
    if (sample === null) {
      throw formatError(path, where, 'its _sample_id is no object id.');
    }
    const list = bySample.get(sample);
    if (list) {
      list.push(place);
    } else {
      bySample.set(sample, [place]);
    }
  }
  return bySample;
}

class DocumentReader {
  private readonly _json: ExtendedJsonReader;
  private readonly _mediaFields: ReadonlySet<string>;

  constructor(
    private readonly _root: string,
    private readonly _names: { sample: Map<string, string>; frame: Map<string, string> },
    mediaFields: readonly string[],
    context: IFormatContext
  ) {
    this._json = new ExtendedJsonReader(context.zlib, value => this._path(value));
    this._mediaFields = new Set(mediaFields);
  }

  sample(document: Document, frames: Document[]): ISampleDraft {
    const id = oid(document['_id']);
    const { filepath, tags } = document;
    if (id === null) {
      throw new Error('its _id is no object id');
    }
    if (typeof filepath !== 'string' || filepath === '') {
      throw new Error('it has no filepath');
    }
    const values = this._values(document, this._names.sample, NOT_FIELDS);
    if (frames.length > 0) {
      values['frames'] = frames.map(frame => this._frame(frame)).sort(byNumber);
    }
    return {
      id: idFromHex(id) as Uint8Array,
      filepath: this._path(filepath),
      tags: Array.isArray(tags) ? tags.map(String) : [],
      values,
      origin: ''
    };
  }

  private _frame(document: Document): Document {
    const id = oid(document['_id']);
    const { frame_number: number } = document;
    if (id === null || !Number.isInteger(number)) {
      throw new Error('a frame of it has no _id or no frame_number');
    }
    const values = this._values(document, this._names.frame, NOT_FRAME_FIELDS);
    return { ...values, _cls: 'Frame', _id: idFromHex(id), frame_number: number };
  }

  private _values(
    document: Document,
    names: ReadonlyMap<string, string>,
    except: ReadonlySet<string>
  ): Values {
    const values: Values = {};
    for (const [stored, value] of Object.entries(document)) {
      const name = names.get(stored) ?? stored;
      if (except.has(name) || name.startsWith('_') || value === null) {
        continue;
      }
      const own = this._json.value(value, name);
      values[name] = typeof own === 'string' && this._mediaFields.has(name) ? this._path(own) : own;
    }
    return values;
  }

  /** Relative names are files of the export. */
  private _path(name: string): string {
    if (isAbsolute(name)) {
      return name;
    }
    if (isUnsafeName(name)) {
      throw new Error(`'${name.slice(0, 80)}' leads out of the dataset's folder`);
    }
    return join(this._root, name);
  }
}

const byNumber = (a: Document, b: Document): number =>
  (a['frame_number'] as number) - (b['frame_number'] as number);

/** Kept elsewhere, or by the store. */
const NOT_FIELDS = new Set([
  'id',
  'filepath',
  'tags',
  'created_at',
  'last_modified_at',
  '__proto__'
]);
const NOT_FRAME_FIELDS = new Set([...NOT_FIELDS, 'frame_number', 'sample_id', 'dataset_id']);

function fieldsOf(metadata: Document, path: string): IFieldSpec[] {
  const read = (key: string): IFieldSpec[] => {
    const documents = metadata[key];
    if (documents != null && !Array.isArray(documents)) {
      throw formatError(path, key, 'it should be a list.');
    }
    return (documents ?? []).flatMap((document: unknown, i: number) => {
      try {
        const field = fieldOf(document);
        return field && !(key === 'frame_fields' && NOT_FRAME_FIELDS.has(field.name))
          ? [field]
          : [];
      } catch (error) {
        throw formatError(path, `${key}[${i}]`, `${(error as Error).message}.`);
      }
    });
  };
  const frames = read('frame_fields').filter(field => field.name !== 'metadata');
  const fields = read('sample_fields');
  return Array.isArray(metadata['frame_fields']) && metadata['frame_fields'].length > 0
    ? [
        ...fields,
        { name: 'frames', type: 'list', subtype: 'document', document: 'Frame', fields: frames }
      ]
    : fields;
}

function readMetadata(files: IFiles, folder: string): { metadata: Document; path: string } {
  const path = join(folder, 'metadata.json');
  if (files.facts(path)?.kind !== 'file') {
    throw new RequestError(
      'not_found',
      `${folder} has no metadata.json, so it is no FiftyOneDataset.`,
      { path }
    );
  }
  const metadata = readJson(files, path);
  if (!isRecord(metadata)) {
    throw formatError(path, '', 'it should be an object.');
  }
  return { metadata, path };
}

export const importFiftyOne: MakeImporter = async (request: ImportRequest, context) => {
  const { files, notices, checkpoint } = context;
  const options = parseOptions(request.format, OPTIONS, request.options);
  const folder = datasetFolder(request, files);
  const { metadata, path } = readMetadata(files, folder);
  const fields = fieldsOf(metadata, path);
  const facts: IDatasetFacts = {
    ...factsOf(metadata, path, options, notices),
    runs: options.import_runs ? runsOf(metadata, folder, context) : []
  };
  const mediaFields = facts.app_config?.['media_fields'];
  const reader = new DocumentReader(
    options.rel_dir ?? folder,
    {
      sample: storedNames(metadata['sample_fields']),
      frame: storedNames(metadata['frame_fields'])
    },
    Array.isArray(mediaFields) ? mediaFields.map(String) : [],
    context
  );
  const samples = new DocumentFiles(files, folder, 'samples');
  const frames = new DocumentFiles(files, folder, 'frames');
  const close = (): void => {
    samples.close();
    frames.close();
  };
  try {
    await samples.index(checkpoint);
    await frames.index(checkpoint);
    const bySample = await framesBySample(frames, checkpoint);
    const chosen = chooseEntries(samples.places.length, options);
    return {
      total: chosen.length,
      fields,
      *samples(): Generator<ISampleDraft> {
        for (const i of chosen) {
          const { document, path: file, where } = samples.read(samples.places[i] as IPlace);
          const own = bySample.get(oid(document['_id']) ?? '') ?? [];
          try {
            const draft = reader.sample(
              document,
              own.map(place => frames.read(place).document)
            );
            yield { ...draft, origin: where === '' ? file : `${file}, ${where}` };
          } catch (error) {
            throw error instanceof RequestError
              ? error
              : formatError(file, where, `${(error as Error).message}.`);
          }
        }
      },
      facts: () => facts,
      close
    };
  } catch (error) {
    close();
    throw error;
  }
};
