/** A table with a row per picture. */
import { z } from 'zod';
import { isLabelField, labelsOf, LABEL_CLASSES, type IFieldSpec } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IFileReader } from '../files';
import { formatError, quoted } from '../format-error';
import type {
  IExportSample,
  IFormat,
  ISampleDraft,
  MakeExporter,
  MakeImporter,
  Values
} from '../format';
import { ColumnTypes } from '../labels/column-types';
import { textOf, typedText } from '../labels/typed-text';
import { MediaExport, targetPath } from '../media/media-export';
import { MediaSource, partPath } from '../media/media-source';
import { CHOICE_OPTIONS, parseOptions } from '../options';
import { csvCell, csvRows, type ICsvRow } from './csv-rows';

const PARSERS = ['int', 'float', 'string', 'bool'] as const;
type Parser = (typeof PARSERS)[number];

/** Names of columns that are not fields of their own. */
const TAKEN = new Set(['id', 'created_at', 'last_modified_at', 'metadata']);

function parse(text: string, as: Parser | null): unknown {
  switch (as) {
    case 'string':
      return text === '' ? null : text;
    case 'int':
    case 'float': {
      const number = text === '' ? null : Number(text);
      return number === null ? null : as === 'int' ? Math.trunc(number) : number;
    }
    case 'bool':
      return text === '' ? null : /^(true|1|yes)$/i.test(text);
    default:
      return typedText(text);
  }
}

function tagsOf(text: string): string[] {
  const inner = text.replace(/^\s*[[(]|[\])]\s*$/g, '');
  return inner
    .split(',')
    .map(tag => tag.trim().replace(/^(['"])(.*)\1$/, '$2'))
    .filter(tag => tag !== '');
}

const importer: MakeImporter = async (request, context) => {
  const { files, notices, checkpoint } = context;
  const options = parseOptions(
    request.format,
    {
      ...CHOICE_OPTIONS,
      media_field: z.string().default('filepath'),
      fields: z
        .union([z.string(), z.array(z.string()), z.record(z.string(), z.enum(PARSERS).nullable())])
        .nullish(),
      skip_missing_media: z.boolean().default(false),
      delimiter: z.string().length(1).default(',')
    },
    request.options
  );
  const path = partPath(request, files, request.labels_path, 'labels.csv');
  const media = MediaSource.open(request, files);
  const { fields: wanted } = options;
  const parsers: Record<string, Parser | null> | null =
    wanted == null
      ? null
      : typeof wanted === 'object' && !Array.isArray(wanted)
        ? wanted
        : Object.fromEntries([wanted].flat().map(name => [name, null]));

  const reader: IFileReader = files.open(path);
  let header: string[] = [];
  let count = 0;
  const columns = new ColumnTypes();
  const isField = (name: string): boolean =>
    name !== options.media_field &&
    name !== 'tags' &&
    name !== '' &&
    !TAKEN.has(name) &&
    (parsers === null || Object.hasOwn(parsers, name));
  const cellsOf = (row: ICsvRow): [string, unknown][] =>
    header.flatMap((name, i): [string, unknown][] =>
      isField(name) ? [[name, parse(row.cells[i] ?? '', parsers?.[name] ?? null)]] : []
    );

  try {
    for (const row of csvRows(reader, options.delimiter)) {
      if (count === 0) {
        header = row.cells.map(cell => cell.trim().replace(/^\uFEFF/, ''));
        const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i);
        if (twice !== undefined || !header.includes(options.media_field)) {
          throw formatError(
            path,
            'line 1',
            twice === undefined
              ? `there is no column ${quoted(options.media_field)}; pass media_field='…', the name of the column with the files.`
              : `the column ${quoted(twice)} occurs twice.`
          );
        }
      } else {
        if (row.cells.length > header.length) {
          throw formatError(
            path,
            `line ${row.line}`,
            `it has ${row.cells.length} cells; there are ${header.length} columns.`
          );
        }
        cellsOf(row).forEach(([name, value]) => columns.note(name, value));
      }
      count += 1;
      if (count % 1000 === 0) {
        await checkpoint();
      }
    }
    if (count === 0) {
      throw formatError(path, '', 'it is empty.');
    }
    if (options.shuffle) {
      throw new RequestError('invalid', 'CSVDataset cannot be shuffled; use dataset.shuffle().');
    }
  } catch (error) {
    reader.close();
    throw error;
  }
  const total = Math.min(count - 1, options.max_samples ?? Infinity);
  const mediaAt = header.indexOf(options.media_field);
  const tagsAt = header.indexOf('tags');

  return {
    total,
    fields: columns.fields(),
    *samples(): Generator<ISampleDraft> {
      let position = -1;
      for (const row of csvRows(reader, options.delimiter)) {
        position += 1;
        if (position === 0) {
          continue;
        }
        if (position > total) {
          return;
        }
        const where = `line ${row.line}`;
        const name = row.cells[mediaAt] ?? '';
        const filepath = name === '' ? null : media.find(name, path, where);
        if (filepath === null) {
          if (!options.skip_missing_media) {
            throw formatError(
              path,
              where,
              `there is no file ${quoted(name)}. Pass skip_missing_media=True to leave such rows out.`
            );
          }
          notices.add('{n} rows without a file were left out: {example}.', name);
          continue;
        }
        const values: Values = Object.fromEntries(
          cellsOf(row).map(([field, value]) => [field, columns.fit(field, value)])
        );
        yield {
          filepath,
          tags: tagsAt < 0 ? [] : tagsOf(row.cells[tagsAt] ?? ''),
          values,
          origin: `${path}, ${where}`
        };
      }
    },
    close: () => reader.close()
  };
};

/** The value at a dotted path; lists of labels give a list of what is in each. */
function valueAt(sample: IExportSample, path: string): unknown {
  const [top = '', ...rest] = path.split('.');
  const label = sample.labels[top];
  if (label) {
    const list = LABEL_CLASSES[label._cls]?.list;
    const inner = rest[0] === list ? rest.slice(1) : rest;
    if (list !== undefined) {
      return inner.length === 0 ? null : labelsOf(label).map(one => inside(one, inner));
    }
    return inside(label, rest);
  }
  const own: Record<string, unknown> = {
    id: sample.id,
    filepath: sample.filepath,
    tags: sample.tags,
    metadata: sample.metadata
  };
  return inside(Object.hasOwn(own, top) ? own[top] : sample.values[top], rest);
}

function inside(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, name) =>
      typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[name] : null,
    value
  );
}

function cellOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && '$date' in value) {
    return new Date(value.$date as number).toISOString();
  }
  return Array.isArray(value) && value.every(part => typeof part !== 'object')
    ? value.map(textOf).join(',')
    : textOf(value);
}

/** Fields whose values fit into a cell, classes by their names. */
function usualColumns(fields: readonly IFieldSpec[]): [string, string][] {
  const simple = new Set(['string', 'int', 'float', 'bool', 'date', 'datetime']);
  return fields.flatMap((field): [string, string][] => {
    if (field.name === 'tags' || simple.has(field.type)) {
      const hidden = ['created_at', 'last_modified_at', 'id'].includes(field.name);
      return hidden ? [] : [[field.name, field.name]];
    }
    return isLabelField(field) && field.document === 'Classification'
      ? [[`${field.name}.label`, field.name]]
      : [];
  });
}

const exporter: MakeExporter = (request, source, context) => {
  const { files } = context;
  const options = parseOptions(
    request.format,
    {
      media_field: z.string().default('filepath'),
      fields: z
        .union([z.string(), z.array(z.string()), z.record(z.string(), z.string())])
        .nullish(),
      abs_paths: z.boolean().default(false)
    },
    request.options
  );
  const { fields } = options;
  const chosen: [string, string][] =
    fields == null
      ? usualColumns(source.fields)
      : typeof fields === 'object' && !Array.isArray(fields)
        ? Object.entries(fields)
        : [fields].flat().map(name => [name, name]);
  for (const [path] of chosen) {
    if (!source.fields.some(({ name }) => name === path.split('.')[0])) {
      throw new RequestError('unknown_field', `There is no field '${path}' to write.`, {
        field: path
      });
    }
  }
  const columns = chosen.some(([path]) => path === options.media_field)
    ? chosen
    : [[options.media_field, options.media_field] as [string, string], ...chosen];
  const media = new MediaExport(request, files);
  const path = targetPath(request, request.labels_path, 'labels.csv', 'labels_path');
  const writer = files.create(path);
  writer.write(`${columns.map(([, name]) => csvCell(name)).join(',')}\n`);
  return {
    write(sample) {
      const { name, path: place } = media.add(sample.filepath);
      const file = options.abs_paths || media.mode === 'none' ? place : name;
      const cells = columns.map(([field]) =>
        csvCell(cellOf(field === options.media_field ? file : valueAt(sample, field)))
      );
      writer.write(`${cells.join(',')}\n`);
    },
    finish() {
      writer.close();
      media.finish();
    },
    close: () => writer.discard()
  };
};

export const csv: IFormat = { importer, exporter };
