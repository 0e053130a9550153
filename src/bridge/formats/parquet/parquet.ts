/** One Parquet file with a row per sample; the media stay where they are. */
import { z } from 'zod';
import { fieldSpecSchema, isFramesField, isLabelField, type IFieldSpec } from '../../../protocol';
import { idFromHex } from '../../datasets/documents/object-id';
import { formatError, quoted } from '../format-error';
import type {
  IExportSample,
  IFormat,
  ISampleDraft,
  MakeExporter,
  MakeImporter,
  Values
} from '../format';
import { ExtendedJsonReader, ExtendedJsonWriter } from '../fiftyone/extended-json';
import { ScratchLines } from '../json/scratch-lines';
import { toJson } from '../json/json-list-file';
import { parseJsonText } from '../json/parse-json';
import { MediaExport, targetPath } from '../media/media-export';
import { partPath } from '../media/media-source';
import { CHOICE_OPTIONS, parseOptions } from '../options';
import { folderOf, isAbsolute, isUnsafeName, join } from '../paths';
import type { IParquetColumn, ParquetType } from './parquet-tables';
import { RequestError } from '../../request-error';

const KEY = 'lunette';
const FILE = 'samples.parquet';
/** Kept by the store, or with a place of their own. */
const OWN = new Set(['id', 'filepath', 'tags', 'created_at', 'last_modified_at']);

const PLAIN: Readonly<Partial<Record<IFieldSpec['type'], ParquetType>>> = {
  string: 'text',
  object_id: 'text',
  int: 'int',
  float: 'float',
  bool: 'bool',
  date: 'time',
  datetime: 'time'
};
const LISTS: Readonly<Record<string, ParquetType>> = {
  string: 'texts',
  int: 'ints',
  float: 'floats'
};

const columnOf = (field: IFieldSpec): IParquetColumn => ({
  name: field.name,
  type:
    field.type === 'list' && field.form === undefined && field.subtype
      ? (LISTS[field.subtype] ?? 'other')
      : (PLAIN[field.type] ?? 'other')
});

const stored = z.object({ v: z.literal(1), fields: z.array(fieldSpecSchema) });

const exporter: MakeExporter = (given, source, context) => {
  const { files, parquet } = context;
  const request = { ...given, export_media: given.export_media ?? false };
  parseOptions(request.format, {}, request.options);
  const path = targetPath(request, request.labels_path, FILE, 'labels_path');
  const media = new MediaExport(request, files);
  const fields = source.fields.filter(field => !OWN.has(field.name));
  const columns: IParquetColumn[] = [
    { name: 'id', type: 'text' },
    { name: 'filepath', type: 'text' },
    { name: 'tags', type: 'texts' },
    ...fields.map(columnOf)
  ];
  const json = new ExtendedJsonWriter(context.zlib, file => file);
  const lines = `${path}.rows.part`;
  const scratch = new ScratchLines(files, lines);

  const number = (value: unknown): unknown =>
    typeof value === 'number' ? String(value).replace('Infinity', 'inf') : (value ?? null);
  function cell(value: unknown, type: ParquetType): unknown {
    if (value == null) {
      return null;
    }
    switch (type) {
      case 'float':
        return number(value);
      case 'floats':
        return Array.isArray(value) ? value.map(number) : null;
      case 'time':
        return new Date((value as { $date: number }).$date).toISOString().slice(0, -1);
      case 'other':
        return toJson(json.value(value));
      default:
        return json.value(value);
    }
  }
  function row(sample: IExportSample, filepath: string): Values {
    const { id, tags, metadata, values, labels } = sample;
    const all: Values = { ...values, ...labels, metadata };
    const cells = fields.map((field): [string, unknown] => [
      field.name,
      cell(all[field.name], columnOf(field).type)
    ]);
    return { id, filepath, tags, ...Object.fromEntries(cells) };
  }

  return {
    write(sample) {
      const { name, path: place } = media.add(sample.filepath);
      const isCopied = media.folder !== null;
      scratch.add(JSON.stringify(row(sample, isCopied ? `data/${name}` : place)));
    },
    async finish() {
      media.finish();
      scratch.seal();
      const kept = fields.map(({ created_at: _at, ...field }) => field);
      await parquet.write(lines, path, columns, { [KEY]: JSON.stringify({ v: 1, fields: kept }) });
      scratch.remove();
    },
    close: () => scratch.remove()
  };
};

/** Fields of a file of another program, by the types of its columns. */
function inferred(columns: readonly IParquetColumn[]): IFieldSpec[] {
  const types: Readonly<Record<ParquetType, Omit<IFieldSpec, 'name'>>> = {
    text: { type: 'string' },
    int: { type: 'int' },
    float: { type: 'float' },
    bool: { type: 'bool' },
    time: { type: 'datetime' },
    texts: { type: 'list', subtype: 'string' },
    ints: { type: 'list', subtype: 'int' },
    floats: { type: 'list', subtype: 'float' },
    other: { type: 'any' }
  };
  return columns
    .filter(({ name }) => !OWN.has(name) && name !== 'metadata')
    .map(({ name, type }) => ({ name, ...types[type] }));
}

const importer: MakeImporter = async (request, context) => {
  const { files, parquet } = context;
  const options = parseOptions(
    request.format,
    { ...CHOICE_OPTIONS, media_field: z.string().default('filepath') },
    request.options
  );
  if (options.shuffle) {
    throw new RequestError('invalid', 'ParquetDataset cannot be shuffled; use dataset.shuffle().');
  }
  const path = partPath(request, files, request.labels_path, FILE);
  if (files.facts(path)?.kind !== 'file') {
    throw new RequestError('not_found', `There is no file ${path}.`, { path });
  }
  const table = await parquet.open(path);
  const note = table.metadata[KEY];
  const ours = note === undefined ? null : stored.safeParse(parseJsonText(note, path, KEY));
  const fields = ours?.success ? ours.data.fields : inferred(table.columns);
  const specs = new Map(fields.map(field => [field.name, field]));
  const media = options.media_field;
  if (!table.columns.some(({ name }) => name === media)) {
    table.close();
    throw formatError(
      path,
      '',
      `there is no column ${quoted(media)}; pass media_field='…', the name of the column with the files.`
    );
  }
  const json = new ExtendedJsonReader(context.zlib, file => file);
  const total = Math.min(table.count, options.max_samples ?? Infinity);

  const number = (value: unknown): unknown =>
    typeof value === 'string' ? Number(value.replace('inf', 'Infinity')) : value;
  function value(cell: unknown, { name, type }: IParquetColumn): unknown {
    if (cell === null || cell === undefined) {
      return null;
    }
    switch (type) {
      case 'float':
        return number(cell);
      case 'floats':
        return (cell as unknown[]).map(number);
      case 'time':
        return {
          $date: Date.parse(
            `${String(cell).replace(' ', 'T')}${/[zZ]|[+-]\d\d(:?\d\d)?$/.test(String(cell).slice(10)) ? '' : 'Z'}`
          )
        };
      case 'other':
        return cell;
      default: {
        const spec = specs.get(name);
        const isDocument =
          ours !== null &&
          spec &&
          (isLabelField(spec) || isFramesField(spec) || columnOf(spec).type === 'other');
        return isDocument && typeof cell === 'string' ? json.value(JSON.parse(cell)) : cell;
      }
    }
  }
  function draft(text: string, where: string): ISampleDraft {
    const row = parseJsonText(text, path, where) as Values;
    const filepath = row[media];
    if (typeof filepath !== 'string' || filepath === '') {
      throw formatError(path, where, `its ${media} is no path.`);
    }
    if (!isAbsolute(filepath) && isUnsafeName(filepath)) {
      throw formatError(path, where, `${quoted(filepath)} leads out of the folder of the dataset.`);
    }
    const values: Values = {};
    for (const column of table.columns) {
      if (!OWN.has(column.name) && column.name !== media) {
        values[column.name] = value(row[column.name], column);
      }
    }
    const id = ours?.success && typeof row['id'] === 'string' ? idFromHex(row['id']) : null;
    return {
      ...(id ? { id } : {}),
      filepath: isAbsolute(filepath) ? filepath : join(folderOf(path), filepath),
      tags: Array.isArray(row['tags']) ? row['tags'].map(String) : [],
      values,
      origin: `${path}, ${where}`
    };
  }

  return {
    total,
    fields,
    async *samples() {
      let i = 0;
      for await (const text of table.rows()) {
        if (i >= total) {
          return;
        }
        i += 1;
        const where = `row ${i}`;
        try {
          yield draft(text, where);
        } catch (error) {
          throw error instanceof RequestError
            ? error
            : formatError(path, where, `${(error as Error).message}.`);
        }
      }
    },
    close: () => table.close()
  };
};

export const parquetDataset: IFormat = { importer, exporter };
