/** Geometry on the globe: positions are `[longitude, latitude]` in degrees, distances in metres. */

export type Position = readonly [number, number];
/** The outer ring first, holes after it. */
export type Polygon = readonly (readonly Position[])[];

/** What a location holds. */
export interface IGeometry {
  points: Position[];
  lines: Position[][];
  polygons: Position[][][];
}

const EARTH_RADIUS = 6_378_100;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The distance of two positions along a great circle. */
export function distance([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const a =
    Math.sin(radians(lat2 - lat1) / 2) ** 2 +
    Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** The position on the segment nearest to `at`, on a plane around `at`. */
function nearestOn(at: Position, from: Position, to: Position): Position {
  const shrink = Math.cos(radians(at[1]));
  const [dx, dy] = [(to[0] - from[0]) * shrink, to[1] - from[1]];
  const [px, py] = [(at[0] - from[0]) * shrink, at[1] - from[1]];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
  return [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
}

function inRing([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] as Position;
    const [xj, yj] = ring[j] as Position;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) {
      inside = !inside;
    }
  }
  return inside;
}

/** Whether a position is inside a polygon and in none of its holes. */
export function inPolygon(position: Position, [outer, ...holes]: Polygon): boolean {
  return outer !== undefined && inRing(position, outer) && !holes.some(h => inRing(position, h));
}

function segmentsOf(path: readonly Position[], closed: boolean): [Position, Position][] {
  const count = closed ? path.length : path.length - 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => [
    path[i] as Position,
    path[(i + 1) % path.length] as Position
  ]);
}

/** Which side of the line from a to b: positive, negative or zero. */
const side = (a: Position, b: Position, c: Position): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

const cross = ([a, b]: [Position, Position], [c, d]: [Position, Position]): boolean =>
  side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);

const edgesOf = (geometry: IGeometry): [Position, Position][] => [
  ...geometry.lines.flatMap(line => segmentsOf(line, false)),
  ...geometry.polygons.flatMap(rings => rings.flatMap(ring => segmentsOf(ring, true)))
];
const cornersOf = (geometry: IGeometry): Position[] => [
  ...geometry.points,
  ...geometry.lines.flat(),
  ...geometry.polygons.flat(2)
];

/** Distance from a position to the nearest part of a location; infinite if it is empty. */
export function distanceTo(at: Position, geometry: IGeometry): number {
  if (geometry.polygons.some(polygon => inPolygon(at, polygon))) {
    return 0;
  }
  return Math.min(
    ...geometry.points.map(point => distance(at, point)),
    ...edgesOf(geometry).map(([from, to]) => distance(at, nearestOn(at, from, to)))
  );
}

/** Whether all (`strict`), or at least some, of a location is inside the polygons. */
export function isWithin(
  geometry: IGeometry,
  polygons: readonly Polygon[],
  strict: boolean
): boolean {
  const corners = cornersOf(geometry);
  const inside = (position: Position): boolean => polygons.some(p => inPolygon(position, p));
  const borders = polygons.flatMap(rings => rings.flatMap(ring => segmentsOf(ring, true)));
  const crosses = (): boolean =>
    edgesOf(geometry).some(edge => borders.some(border => cross(edge, border)));
  if (strict) {
    return corners.length > 0 && corners.every(inside) && !crosses();
  }
  return (
    corners.some(inside) ||
    crosses() ||
    // The location may lie around the whole area.
    polygons.some(([outer]) =>
      geometry.polygons.some(polygon => outer?.[0] !== undefined && inPolygon(outer[0], polygon))
    )
  );
}

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';
const positions = (value: unknown): Position[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isPosition) : [];
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** The geometry of a `GeoLocation` or `GeoLocations` document. */
export function geometryOf(document: unknown): IGeometry {
  const { point, line, polygon, points, lines, polygons } = (document ?? {}) as Record<
    string,
    unknown
  >;
  return {
    points: [...(isPosition(point) ? [point] : []), ...positions(points)],
    lines: [line, ...list(lines)].map(positions).filter(path => path.length > 0),
    polygons: [polygon, ...list(polygons)]
      .map(rings => list(rings).map(positions))
      .filter(rings => rings.length > 0)
  };
}
