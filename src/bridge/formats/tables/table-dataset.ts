/** One file of typed columns with a row per sample; the media stay where they are. */
import { z } from 'zod';
import { fieldSpecSchema, isFramesField, isLabelField, type IFieldSpec } from '../../../protocol';
import { idFromHex } from '../../datasets/documents/object-id';
import { formatError, quoted } from '../format-error';
import type {
  IExportSample,
  IFormat,
  IFormatContext,
  ISampleDraft,
  MakeExporter,
  MakeImporter,
  Values
} from '../format';
import { ExtendedJsonReader, ExtendedJsonWriter } from '../fiftyone/extended-json';
import { toJson } from '../json/json-list-file';
import { parseJsonText } from '../json/parse-json';
import { MediaExport, targetPath } from '../media/media-export';
import { partPath } from '../media/media-source';
import { CHOICE_OPTIONS, parseOptions } from '../options';
import { folderOf, isAbsolute, isUnsafeName, join } from '../paths';
import type { ColumnType, ITableColumn, ITableFiles } from './table-files';
import { RequestError } from '../../request-error';

const KEY = 'lunette';
/** Kept by the store, or with a place of their own. */
const OWN = new Set(['id', 'filepath', 'tags', 'created_at', 'last_modified_at']);

const PLAIN: Readonly<Partial<Record<IFieldSpec['type'], ColumnType>>> = {
  string: 'text',
  object_id: 'text',
  int: 'int',
  float: 'float',
  bool: 'bool',
  date: 'time',
  datetime: 'time'
};
const LISTS: Readonly<Record<string, ColumnType>> = {
  string: 'texts',
  int: 'ints',
  float: 'floats'
};

const columnOf = (field: IFieldSpec): ITableColumn => ({
  name: field.name,
  type:
    field.type === 'list' && field.form === undefined && field.subtype
      ? (LISTS[field.subtype] ?? 'other')
      : (PLAIN[field.type] ?? 'other')
});

const stored = z.object({ v: z.literal(1), fields: z.array(fieldSpecSchema) });

/** A format of its own by the program that reads and writes its tables. */
export interface ITableFormat {
  /** The usual name of the file. */
  file: string;
  files(context: IFormatContext): ITableFiles;
}

const makeExporter =
  ({ file, files: tables }: ITableFormat): MakeExporter =>
  (given, source, context) => {
    const request = { ...given, export_media: given.export_media ?? false };
    parseOptions(request.format, {}, request.options);
    const path = targetPath(request, request.labels_path, file, 'labels_path');
    const media = new MediaExport(request, context.files);
    const fields = source.fields.filter(field => !OWN.has(field.name));
    const columns: ITableColumn[] = [
      { name: 'id', type: 'text' },
      { name: 'filepath', type: 'text' },
      { name: 'tags', type: 'texts' },
      ...fields.map(columnOf)
    ];
    const json = new ExtendedJsonWriter(context.zlib, name => name);
    const kept = fields.map(({ created_at: _at, ...field }) => field);
    const note = JSON.stringify({ v: 1, fields: kept });
    const table = tables(context).create(path, columns, { [KEY]: note });

    function cell(value: unknown, type: ColumnType): unknown {
      if (value == null) {
        return null;
      }
      switch (type) {
        case 'float':
          return value;
        case 'floats':
          return Array.isArray(value) ? value : null;
        case 'time':
          return (value as { $date: number }).$date;
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
        table.add(row(sample, media.folder === null ? place : `data/${name}`));
      },
      async finish() {
        media.finish();
        await table.finish();
      },
      close: () => table.close()
    };
  };

/** Fields of a file of another program, by the types of its columns. */
function inferred(columns: readonly ITableColumn[]): IFieldSpec[] {
  const types: Readonly<Record<ColumnType, Omit<IFieldSpec, 'name'>>> = {
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

const makeImporter =
  ({ file, files: tables }: ITableFormat): MakeImporter =>
  async (request, context) => {
    const { files } = context;
    const options = parseOptions(
      request.format,
      { ...CHOICE_OPTIONS, media_field: z.string().default('filepath') },
      request.options
    );
    if (options.shuffle) {
      throw new RequestError(
        'invalid',
        `${request.format} cannot be shuffled; use dataset.shuffle().`
      );
    }
    const path = partPath(request, files, request.labels_path, file);
    if (files.facts(path)?.kind !== 'file') {
      throw new RequestError('not_found', `There is no file ${path}.`, { path });
    }
    const table = await tables(context).open(path);
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

    function value(cell: unknown, { name, type }: ITableColumn): unknown {
      if (cell === null || cell === undefined) {
        return null;
      }
      switch (type) {
        case 'time':
          return { $date: cell };
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
    function draft(row: Values, where: string): ISampleDraft {
      const filepath = row[media];
      if (typeof filepath !== 'string' || filepath === '') {
        throw formatError(path, where, `its ${media} is no path.`);
      }
      if (!isAbsolute(filepath) && isUnsafeName(filepath)) {
        throw formatError(
          path,
          where,
          `${quoted(filepath)} leads out of the folder of the dataset.`
        );
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
        for await (const row of table.rows()) {
          if (i >= total) {
            return;
          }
          i += 1;
          const where = `row ${i}`;
          try {
            yield draft(row, where);
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

/** The importer and exporter of a format of tables. */
export const tableDataset = (format: ITableFormat): IFormat => ({
  importer: makeImporter(format),
  exporter: makeExporter(format)
});
