/** Pages hold reduced masks; the viewer takes the full ones from the sample's detail. */
import {
  labelsOf,
  type IPageLabel,
  type ISampleDetail,
  type LabelDocument
} from '../../../protocol';

interface IJsonArray {
  $array: { dtype: string; shape: number[]; base64: string };
}

const BYTE_TYPES: ReadonlySet<string> = new Set(['|b1', '|u1']);
/** Pixels of a raster that are still painted without delay. */
const MAX_PIXELS = 4_000_000;

/** The labels with the rasters of their documents, where those are plain bytes. */
export function sharpenRasters(labels: readonly IPageLabel[], detail: ISampleDetail): IPageLabel[] {
  const masks = new Map<string, IJsonArray['$array']>();
  for (const value of Object.values(detail.fields)) {
    if (typeof value !== 'object' || value === null || !('_cls' in value)) {
      continue;
    }
    for (const label of labelsOf(value as LabelDocument)) {
      const mask = 'mask' in label ? label.mask : null;
      const id = label._id ?? label['id'];
      if (isJsonArray(mask) && typeof id === 'string') {
        masks.set(id, mask.$array);
      }
    }
  }
  return labels.map(label => {
    const mask = masks.get(label.id);
    const [rows = 0, columns = 0] = mask?.shape ?? [];
    if (
      !mask ||
      !label.raster ||
      mask.shape.length !== 2 ||
      !BYTE_TYPES.has(mask.dtype) ||
      rows * columns > MAX_PIXELS
    ) {
      return label;
    }
    const data = Uint8Array.from(atob(mask.base64), char => char.charCodeAt(0));
    return data.length === rows * columns ? { ...label, raster: { rows, columns, data } } : label;
  });
}

function isJsonArray(value: unknown): value is IJsonArray {
  return typeof value === 'object' && value !== null && '$array' in value;
}
