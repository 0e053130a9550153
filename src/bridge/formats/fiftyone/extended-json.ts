/**
 * Values in MongoDB's extended JSON, of both dialects, and as ours. Documents have `_cls`; ids of
 * embedded documents are `_id`, 12 bytes with us.
 */
import { idFromHex, idToHex } from '../../datasets/documents/object-id';
import type { IDeflate } from '../format';
import { fromBase64, toBase64 } from './base64';
import { readNpy, writeNpy } from './npy-arrays';

type Document = Record<string, unknown>;

const isRecord = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MAX_DEPTH = 200;

/** `fiftyone.core.labels.Detections` and `Detections` are the same class. */
export const bareClass = (cls: string): string => cls.slice(cls.lastIndexOf('.') + 1);

/** 24 hexadecimal digits of an id, or null. */
export function oid(value: unknown): string | null {
  const text = isRecord(value) ? value['$oid'] : value;
  return typeof text === 'string' && /^[0-9a-f]{24}$/i.test(text) ? text.toLowerCase() : null;
}

/** Milliseconds since the epoch of a date in any of its forms, or null. */
export function milliseconds(value: unknown): number | null {
  const date = isRecord(value) && '$date' in value ? value['$date'] : value;
  const plain = isRecord(date) ? Number(date['$numberLong']) : date;
  const ms = typeof plain === 'string' ? Date.parse(plain) : plain;
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : null;
}

function wrapped(value: Document): unknown {
  const [key] = Object.keys(value);
  switch (key) {
    case '$oid':
      return oid(value) ?? undefined;
    case '$date': {
      const ms = milliseconds(value);
      return ms === null ? undefined : { $date: ms };
    }
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble':
    case '$numberDecimal':
      return Number(value[key]);
    case '$uuid':
      return value[key];
    default:
      return undefined;
  }
}

/** GeoJSON geometries inside of labels are coordinates with us. */
const isGeometry = (value: Document): boolean =>
  typeof value['type'] === 'string' &&
  Array.isArray(value['coordinates']) &&
  Object.keys(value).length === 2;

export class ExtendedJsonReader {
  constructor(
    private readonly _zlib: IDeflate,
    /** Of file names in documents: joined with the folder of the dataset. */
    private readonly _path: (value: string) => string
  ) {}

  /** Our value. @throws Error that says what is wrong with it */
  value(value: unknown, key = '', depth = 0): unknown {
    if (depth > MAX_DEPTH) {
      throw new Error('it is nested too deeply');
    }
    if (Array.isArray(value)) {
      return value.map(element => this.value(element, '', depth + 1));
    }
    if (typeof value === 'string') {
      return PATHS.has(key) && value !== '' ? this._path(value) : value;
    }
    if (!isRecord(value)) {
      return value;
    }
    if ('$binary' in value) {
      return this._array(value);
    }
    const special = Object.keys(value).length === 1 ? wrapped(value) : undefined;
    if (special !== undefined) {
      return special;
    }
    return this._document(value, depth);
  }

  private _array(value: Document): unknown {
    const { $binary: binary } = value;
    const text = isRecord(binary) ? binary['base64'] : binary;
    if (typeof text !== 'string') {
      throw new Error('its $binary is no text');
    }
    return readNpy(fromBase64(text), this._zlib);
  }

  private _document(value: Document, depth: number): Document {
    const { _cls: cls } = value;
    const document: Document = {};
    if (typeof cls === 'string') {
      document['_cls'] = bareClass(cls);
    }
    for (const [name, part] of Object.entries(value)) {
      if (name === '_cls' || name === '__proto__') {
        continue;
      }
      if (name === '_id') {
        const id = oid(part);
        const bytes = id === null ? null : idFromHex(id);
        if (!bytes) {
          throw new Error('its _id is no object id');
        }
        document['_id'] = bytes;
      } else if (isRecord(part) && isGeometry(part)) {
        document[name] = part['coordinates'];
      } else if (part !== null) {
        document[name] = this.value(part, name, depth + 1);
      }
    }
    return document;
  }
}

/** Attributes that hold the path of a file. */
export const PATHS = new Set(['mask_path', 'map_path']);

const GEOMETRIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GeoLocation: { point: 'Point', line: 'LineString', polygon: 'Polygon' },
  GeoLocations: { points: 'MultiPoint', lines: 'MultiLineString', polygons: 'MultiPolygon' }
};

export class ExtendedJsonWriter {
  constructor(
    private readonly _zlib: IDeflate,
    /** Of file names in documents: where the file is in the export. */
    private readonly _path: (value: string, key: string) => string
  ) {}

  value(value: unknown, key = ''): unknown {
    if (Array.isArray(value)) {
      return value.map(element => this.value(element));
    }
    if (value instanceof Uint8Array) {
      return value.length === 12
        ? { $oid: idToHex(value) }
        : { $binary: { base64: toBase64(value), subType: '00' } };
    }
    if (typeof value === 'string') {
      return PATHS.has(key) ? this._path(value, key) : value;
    }
    if (typeof value === 'bigint') {
      return { $numberLong: String(value) };
    }
    if (!isRecord(value)) {
      return value ?? null;
    }
    if (typeof value['$date'] === 'number') {
      return { $date: new Date(value['$date']).toISOString() };
    }
    if (value['_cls'] === 'ndarray') {
      const bytes = writeNpy(value as never, this._zlib);
      return { $binary: { base64: toBase64(bytes), subType: '00' } };
    }
    return this._document(value);
  }

  private _document(value: Document): Document {
    const geometries = GEOMETRIES[String(value['_cls'])] ?? {};
    const document: Document = {};
    for (const [name, part] of Object.entries(value)) {
      const geometry = geometries[name];
      document[name] =
        geometry !== undefined && part != null
          ? { type: geometry, coordinates: part }
          : this.value(part, name);
    }
    return document;
  }
}
