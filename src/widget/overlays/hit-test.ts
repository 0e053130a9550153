/** Which label lies under the pointer. */
import type { IPageLabel } from '../../protocol';

/** Distance in relative units at which a point or a line counts as hit. */
export interface ITolerance {
  x: number;
  y: number;
}

/** The smallest label at (x, y), relative to the picture; null if there is none. */
export function labelAt(
  labels: readonly IPageLabel[],
  x: number,
  y: number,
  tolerance: ITolerance
): IPageLabel | null {
  let best: IPageLabel | null = null;
  let bestArea = Infinity;
  for (const label of labels) {
    const area = areaAt(label, x, y, tolerance);
    if (area !== null && area < bestArea) {
      best = label;
      bestArea = area;
    }
  }
  return best;
}

/** Area of the label if it is hit, null if not. Lines and points are smaller than any box. */
function areaAt(label: IPageLabel, x: number, y: number, t: ITolerance): number | null {
  if (label.box) {
    const [left, top, width, height] = label.box;
    const inside =
      x >= left - t.x && x <= left + width + t.x && y >= top - t.y && y <= top + height + t.y;
    return inside ? width * height : null;
  }
  for (const shape of label.shapes) {
    if (label.element === 'Keypoint') {
      for (let i = 0; i + 1 < shape.length; i += 2) {
        if (
          Math.abs((shape[i] as number) - x) <= 2 * t.x &&
          Math.abs((shape[i + 1] as number) - y) <= 2 * t.y
        ) {
          return 0;
        }
      }
    } else if (nearLine(shape, label.closed || label.filled, x, y, t)) {
      return 1e-6;
    } else if (label.filled && insidePolygon(shape, x, y)) {
      return 1e-3;
    }
  }
  return null;
}

function nearLine(
  shape: readonly number[],
  closed: boolean,
  x: number,
  y: number,
  t: ITolerance
): boolean {
  const points = shape.length / 2;
  for (let i = 0; i < (closed ? points : points - 1); i++) {
    const k = (i + 1) % points;
    // In units of the tolerance, so that the distance is round on the screen.
    const ax = ((shape[2 * i] as number) - x) / t.x;
    const ay = ((shape[2 * i + 1] as number) - y) / t.y;
    const bx = ((shape[2 * k] as number) - x) / t.x;
    const by = ((shape[2 * k + 1] as number) - y) / t.y;
    const dx = bx - ax;
    const dy = by - ay;
    const length = dx * dx + dy * dy;
    const at = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
    if (Math.hypot(ax + at * dx, ay + at * dy) <= 1) {
      return true;
    }
  }
  return false;
}

/** Even-odd rule. */
function insidePolygon(shape: readonly number[], x: number, y: number): boolean {
  let inside = false;
  const points = shape.length / 2;
  for (let i = 0, k = points - 1; i < points; k = i++) {
    const xi = shape[2 * i] as number;
    const yi = shape[2 * i + 1] as number;
    const xk = shape[2 * k] as number;
    const yk = shape[2 * k + 1] as number;
    if (yi > y !== yk > y && x < ((xk - xi) * (y - yi)) / (yk - yi) + xi) {
      inside = !inside;
    }
  }
  return inside;
}
