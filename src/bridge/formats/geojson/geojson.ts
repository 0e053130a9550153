/** GeoJSON: where each picture was taken, and what else is known of it. */
import { z } from 'zod';
import { RequestError } from '../../request-error';
import { formatError, quoted } from '../format-error';
import type { IFormat, ISampleDraft, MakeExporter, MakeImporter, Values } from '../format';
import { JsonListFile, toJson } from '../json/json-list-file';
import { parseJsonBytes } from '../json/parse-json';
import { pieceName, scanJson } from '../json/scan-json';
import { ColumnTypes } from '../labels/column-types';
import { geometryOf, locationOf } from '../labels/geo-geometries';
import { isPlain } from '../labels/make-labels';
import { MediaExport, targetPath } from '../media/media-export';
import { MediaSource, partPath } from '../media/media-source';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const PARSERS = ['int', 'float', 'string', 'bool'] as const;

function parsed(value: unknown, as: (typeof PARSERS)[number] | undefined): unknown {
  if (value == null || as === undefined) {
    return value;
  }
  switch (as) {
    case 'int':
      return Math.trunc(Number(value));
    case 'float':
      return Number(value);
    case 'bool':
      return Boolean(value);
    case 'string':
      return String(value);
  }
}

/** Names of fields that properties may not have. */
const TAKEN = new Set([
  'filename',
  'id',
  'filepath',
  'tags',
  'metadata',
  'created_at',
  'last_modified_at'
]);
const fieldName = (property: string): string | null => {
  const name = property.replace(/[.$\0]/g, '_').replace(/^_+/, '');
  return name === '' || TAKEN.has(name) ? null : name;
};

const importer: MakeImporter = async (request, context) => {
  const { files, notices, checkpoint } = context;
  const options = parseOptions(
    request.format,
    {
      ...CHOICE_OPTIONS,
      location_field: z.string().default('location'),
      multi_location: z.boolean().default(false),
      property_parsers: z.record(z.string(), z.enum(PARSERS)).nullish(),
      skip_missing_media: z.boolean().default(false)
    },
    request.options
  );
  const path = partPath(request, files, request.labels_path, 'labels.json');
  const media = MediaSource.open(request, files);
  const columns = new ColumnTypes();
  const places: { start: number; length: number; where: string }[] = [];

  /** Fields of the properties; unlike names of fields, names of properties may be anything. */
  function* properties(feature: Record<string, unknown>): Generator<[string, unknown]> {
    const given = isRecord(feature['properties']) ? feature['properties'] : {};
    for (const [property, value] of Object.entries(given)) {
      const parsers = options.property_parsers;
      const name = fieldName(property);
      if (property === 'filename' || (parsers && !Object.hasOwn(parsers, property))) {
        continue;
      }
      if (name === null || name === options.location_field) {
        notices.add(
          '{n} properties have the name of another field and were left out: {example}.',
          property
        );
      } else {
        yield [name, parsed(value, parsers?.[property])];
      }
    }
  }

  const reader = files.open(path);
  try {
    let type: unknown;
    for (const piece of scanJson(reader, { parts: { type: 'whole', features: 'elements' } })) {
      if (piece.key === 'type') {
        type = piece.value();
        continue;
      }
      const where = pieceName(piece);
      const feature = piece.value();
      if (!isRecord(feature)) {
        throw formatError(path, where, 'it should be a feature.');
      }
      for (const [name, value] of properties(feature)) {
        columns.note(name, value);
      }
      places.push({ start: piece.start, length: piece.length, where });
      if (places.length % 1000 === 0) {
        await checkpoint();
      }
    }
    if (type !== 'FeatureCollection') {
      throw formatError(
        path,
        'type',
        `it should be FeatureCollection, not ${quoted(type ?? null)}.`
      );
    }
  } catch (error) {
    reader.close();
    throw error;
  }
  const chosen = chooseEntries(places.length, options);

  function draft(start: number, length: number, where: string): ISampleDraft | null {
    const feature = parseJsonBytes(reader.read(start, length), path, where) as Record<
      string,
      unknown
    >;
    const name = isRecord(feature['properties']) ? feature['properties']['filename'] : null;
    const filepath = typeof name === 'string' ? media.find(name, path, where) : null;
    if (filepath === null) {
      if (options.skip_missing_media) {
        notices.add(
          '{n} features without a picture were left out: {example}.',
          String(name ?? where)
        );
        return null;
      }
      throw formatError(
        path,
        where,
        typeof name === 'string'
          ? `there is no ${quoted(name)}. Pass skip_missing_media=True to leave such features out.`
          : 'its properties have no filename. Pass skip_missing_media=True to leave such features out.'
      );
    }
    const values: Values = {};
    for (const [field, value] of properties(feature)) {
      values[field] = columns.fit(field, value);
    }
    try {
      values[options.location_field] = locationOf(feature['geometry'], options.multi_location);
    } catch (error) {
      throw formatError(path, where, `${(error as Error).message}.`);
    }
    return { filepath, values, origin: `${path}, ${where}` };
  }

  return {
    total: chosen.length,
    fields: columns.fields(),
    *samples(): Generator<ISampleDraft> {
      for (const i of chosen) {
        const { start, length, where } = places[i] as {
          start: number;
          length: number;
          where: string;
        };
        const sample = draft(start, length, where);
        if (sample) {
          yield sample;
        }
      }
    },
    close: () => reader.close()
  };
};

const exporter: MakeExporter = (request, source, context) => {
  const { files } = context;
  const options = parseOptions(
    request.format,
    {
      location_field: z.string().nullish(),
      omit_none_fields: z.boolean().default(true),
      property_makers: z.record(z.string(), z.unknown()).nullish(),
      abs_paths: z.boolean().default(false)
    },
    request.options
  );
  const geo = source.fields.filter(
    ({ document }) => document === 'GeoLocation' || document === 'GeoLocations'
  );
  const field = options.location_field ?? (geo.length === 1 ? geo[0]?.name : undefined);
  if (field === undefined || !geo.some(({ name }) => name === field)) {
    throw new RequestError(
      'invalid',
      geo.length > 1
        ? `Say which location to write: location_field is one of ${geo.map(({ name }) => name).join(', ')}.`
        : `There is no field ${field === undefined ? 'of locations' : `'${field}' of locations`} to write.`
    );
  }
  const makers = options.property_makers;
  const media = new MediaExport(request, files);
  const path = targetPath(request, request.labels_path, 'labels.json', 'labels_path');
  const file = new JsonListFile(files, path);
  file.key('type', 'FeatureCollection');
  file.beginList('features');
  return {
    write({ filepath, values, labels }) {
      const { name, path: place } = media.add(filepath);
      const properties: Values = {
        filename: options.abs_paths || media.mode === 'none' ? place : name
      };
      for (const property of Object.keys(makers ?? values)) {
        const value = values[property];
        const wanted = makers ? Object.hasOwn(values, property) : !TAKEN.has(property);
        if (wanted && isPlain(value) && (value != null || !options.omit_none_fields)) {
          properties[property] = value ?? null;
        }
      }
      const geometry = geometryOf(labels[field]);
      file.element(toJson({ type: 'Feature', geometry, properties }));
    },
    finish() {
      file.endList();
      file.close();
      media.finish();
    },
    close: () => file.discard()
  };
};

export const geojson: IFormat = { importer, exporter };
