/** Geometries of GeoJSON as labels and back. */
import type { LabelDocument } from '../../../protocol';
import { newObjectId } from '../../datasets/documents/object-id';

interface IGeometry {
  type: string;
  coordinates?: unknown;
  geometries?: unknown;
}

const SINGLE: Readonly<Record<string, string>> = {
  Point: 'point',
  LineString: 'line',
  Polygon: 'polygon'
};
const DEPTH: Readonly<Record<string, number>> = { Point: 1, LineString: 2, Polygon: 3 };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isCoordinates(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) {
    return false;
  }
  return depth === 1
    ? value.length >= 2 && value.every(number => typeof number === 'number')
    : value.every(part => isCoordinates(part, depth - 1));
}

/** Points, lines and polygons, the parts of collections one by one. @throws Error if damaged */
function parts(geometry: unknown, depth = 0): { type: string; coordinates: unknown }[] {
  if (!isRecord(geometry) || typeof geometry['type'] !== 'string' || depth > 20) {
    throw new Error('its geometry is no GeoJSON');
  }
  const { type, coordinates, geometries } = geometry as unknown as IGeometry;
  if (type === 'GeometryCollection') {
    if (!Array.isArray(geometries)) {
      throw new Error('its GeometryCollection has no geometries');
    }
    return geometries.flatMap(part => parts(part, depth + 1));
  }
  const single = type.replace(/^Multi/, '');
  const levels = DEPTH[single];
  if (levels === undefined) {
    throw new Error(`its geometry is of the unknown type '${type.slice(0, 40)}'`);
  }
  if (!isCoordinates(coordinates, type === single ? levels : levels + 1)) {
    throw new Error(`the coordinates of its ${type} are damaged`);
  }
  // Heights are dropped: places are longitude and latitude.
  const flat = (value: unknown, level: number): unknown =>
    level === 1
      ? (value as number[]).slice(0, 2)
      : (value as unknown[]).map(part => flat(part, level - 1));
  return type === single
    ? [{ type: single, coordinates: flat(coordinates, levels) }]
    : (coordinates as unknown[]).map(part => ({ type: single, coordinates: flat(part, levels) }));
}

/** A location, or several; null without a geometry. @throws Error if it does not fit */
export function locationOf(geometry: unknown, several: boolean): LabelDocument | null {
  const found = geometry == null ? [] : parts(geometry);
  if (found.length === 0) {
    return null;
  }
  const start = { _id: newObjectId(), tags: [] };
  const values: Record<string, unknown> = {};
  for (const { type, coordinates } of found) {
    const name = SINGLE[type] as string;
    if (several) {
      values[`${name}s`] = [...((values[`${name}s`] as unknown[] | undefined) ?? []), coordinates];
    } else if (name in values) {
      throw new Error(
        `it has several geometries of type ${type}; pass multi_location=True to import GeoLocations`
      );
    } else {
      values[name] = coordinates;
    }
  }
  const cls = several ? 'GeoLocations' : 'GeoLocation';
  return { _cls: cls, ...start, ...values } as unknown as LabelDocument;
}

/** The geometry of a location: one, or a collection of several; null if it has none. */
export function geometryOf(document: LabelDocument | undefined): object | null {
  const label = document as unknown as Record<string, unknown> | undefined;
  const several = label?.['_cls'] === 'GeoLocations';
  const found = Object.entries(SINGLE).flatMap(([type, name]) => {
    const coordinates = label?.[several ? `${name}s` : name];
    return coordinates == null ? [] : [{ type: several ? `Multi${type}` : type, coordinates }];
  });
  if (found.length === 0) {
    return null;
  }
  return found.length === 1
    ? (found[0] as object)
    : { type: 'GeometryCollection', geometries: found };
}
