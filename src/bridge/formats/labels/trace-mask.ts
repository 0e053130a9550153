/** Outlines of masks as polygons, and polygons as masks. */
import type { Mask } from './array-planes';

export type Ring = [number, number][];

/** Steps along the edges of pixels: right, down, left, up. */
const DX = [1, 0, -1, 0];
const DY = [0, 1, 0, -1];

/**
 * The outer outlines of the parts of a mask, in pixels from its top left corner: along the edges of
 * its pixels, so that each encloses exactly the pixels of its part. Holes are not told apart.
 */
export function traceMask({ width, height, data }: Mask): Ring[] {
  const isSet = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
  /** Top edges that belong to an outline that was followed. */
  const seen = new Uint8Array(width * height);
  const rings: Ring[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isSet(x, y) || isSet(x, y - 1) || seen[y * width + x]) {
        continue;
      }
      const ring: Ring = [];
      let area = 0;
      let px = x;
      let py = y;
      let direction = 0;
      do {
        if (direction === 0) {
          seen[py * width + px] = 1;
        }
        const nx = px + (DX[direction] as number);
        const ny = py + (DY[direction] as number);
        area += px * ny - nx * py;
        px = nx;
        py = ny;
        // The pixels ahead, to the left and to the right of the step; the part is on the right.
        const [left, right] = AHEAD[direction] as [[number, number], [number, number]];
        const isLeft = isSet(px + left[0], py + left[1]);
        const isRight = isSet(px + right[0], py + right[1]);
        // Diagonal neighbours are one part: turn left wherever there is something on the left.
        const next = isLeft ? (direction + 3) % 4 : isRight ? direction : (direction + 1) % 4;
        if (next !== direction) {
          ring.push([px, py]);
        }
        direction = next;
      } while (px !== x || py !== y || direction !== 0);
      if (area > 0) {
        rings.push(ring);
      }
    }
  }
  return rings;
}

/** By direction: the pixel ahead on the left and the one ahead on the right, as seen from a corner. */
const AHEAD: [[number, number], [number, number]][] = [
  [
    [0, -1],
    [0, 0]
  ],
  [
    [0, 0],
    [-1, 0]
  ],
  [
    [-1, 0],
    [-1, -1]
  ],
  [
    [-1, -1],
    [0, -1]
  ]
];

function distance([x, y]: [number, number], a: [number, number], b: [number, number]): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length = dx * dx + dy * dy;
  const t =
    length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / length));
  return Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy);
}

/** With fewer points, none of those left out farther than `tolerance` (Douglas and Peucker). */
export function simplifyRing(ring: Ring, tolerance: number): Ring {
  if (tolerance <= 0 || ring.length < 4) {
    return ring;
  }
  const closed = [...ring, ring[0] as [number, number]];
  const keep = new Uint8Array(closed.length);
  keep[0] = keep[closed.length - 1] = 1;
  const spans: [number, number][] = [[0, closed.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let farthest = -1;
    let most = tolerance;
    for (let i = from + 1; i < to; i++) {
      const d = distance(
        closed[i] as [number, number],
        closed[from] as [number, number],
        closed[to] as [number, number]
      );
      if (d > most) {
        most = d;
        farthest = i;
      }
    }
    if (farthest >= 0) {
      keep[farthest] = 1;
      spans.push([from, farthest], [farthest, to]);
    }
  }
  const simplified = closed.slice(0, -1).filter((_, i) => keep[i]);
  // What is smaller than the tolerance stays as it is: it would be gone.
  return simplified.length >= 3 ? simplified : ring;
}

/** Pixels whose centre lies in one of the polygons (each by the even-odd rule). */
export function fillPolygons(rings: readonly Ring[], width: number, height: number): Mask {
  const data = new Uint8Array(width * height);
  for (const ring of rings) {
    for (let y = 0; y < height; y++) {
      const cy = y + 0.5;
      const crossings: number[] = [];
      for (let i = 0; i < ring.length; i++) {
        const [ax, ay] = ring[i] as [number, number];
        const [bx, by] = ring[(i + 1) % ring.length] as [number, number];
        if (ay <= cy !== by <= cy) {
          crossings.push(ax + ((cy - ay) / (by - ay)) * (bx - ax));
        }
      }
      crossings.sort((a, b) => a - b);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const from = Math.max(0, Math.ceil((crossings[i] as number) - 0.5));
        const to = Math.min(width, Math.ceil((crossings[i + 1] as number) - 0.5));
        if (to > from) {
          data.fill(1, y * width + from, y * width + to);
        }
      }
    }
  }
  return { width, height, data };
}
