/** Objects drawn into one mask of classes. */
import { labelsOf, type IDetection, type IPolyline, type LabelDocument } from '../../../protocol';
import type { IDeflate, ISize } from '../format';
import { maskOf, MAX_PIXELS } from '../labels/array-planes';
import { fillPolygons, type Ring } from '../labels/trace-mask';

/** What stands for an object whose class has no value. */
const ANY = 255;

function valueOf(
  label: string | null | undefined,
  targets: Readonly<Record<string, string>>
): number {
  const found = Object.entries(targets).find(([, name]) => name === label);
  const value = found ? Number(found[0]) : ANY;
  return Number.isInteger(value) && value >= 0 && value < 65536 ? value : ANY;
}

/** A mask of the size of the picture, 0 where there is no object; null if there is none to draw. */
export function drawLabels(
  document: LabelDocument | undefined,
  { width, height }: ISize,
  targets: Readonly<Record<string, string>>,
  zlib: IDeflate
): Uint16Array | Uint8Array | null {
  const labels = labelsOf(document) as (IDetection | IPolyline)[];
  if (labels.length === 0 || width * height > MAX_PIXELS) {
    return null;
  }
  const values = new Uint16Array(width * height);
  const put = (index: number, value: number): void => {
    values[index] = value;
  };
  for (const label of labels) {
    const value = valueOf(label.label, targets);
    if (label._cls === 'Polyline') {
      const rings = (label.points ?? []).map((shape): Ring =>
        shape.map(([x, y]) => [x * width, y * height])
      );
      fillPolygons(rings, width, height).data.forEach((set, i) => set && put(i, value));
      continue;
    }
    const { bounding_box: box } = label as IDetection;
    if (!Array.isArray(box)) {
      continue;
    }
    const [left, top, right, bottom] = [
      Math.max(0, Math.round(box[0] * width)),
      Math.max(0, Math.round(box[1] * height)),
      Math.min(width, Math.round((box[0] + box[2]) * width)),
      Math.min(height, Math.round((box[1] + box[3]) * height))
    ];
    const mask = maskOf((label as IDetection).mask, zlib);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const row = mask && Math.floor(((y - top + 0.5) * mask.height) / (bottom - top));
        const column = mask && Math.floor(((x - left + 0.5) * mask.width) / (right - left));
        if (!mask || mask.data[(row ?? 0) * mask.width + (column ?? 0)]) {
          put(y * width + x, value);
        }
      }
    }
  }
  return values.some(value => value > 255) ? values : Uint8Array.from(values);
}
