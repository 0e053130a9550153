/** A page frame with one label of every class on every sample, for tests of drawing. */
import { encodePage, NONE, type ColumnArray, type IFieldSpec } from '../../protocol';

const box = [0.1, 0.15, 0.5, 0.55];

/** The schema that goes with `labelledPage`. */
export const LABEL_FIELDS: IFieldSpec[] = [
  'Detections',
  'Polylines',
  'Keypoints',
  'Segmentation',
  'Heatmap',
  'Classification'
].map(document => ({ name: document.toLowerCase(), type: 'document', document }));

const ELEMENTS = ['Detection', 'Polyline', 'Keypoint', 'Segmentation', 'Heatmap', 'Classification'];

/** A raster of 8 × 8 with its size in front. */
function raster(value: (x: number, y: number) => number): Uint8Array {
  const bytes = new Uint8Array(4 + 64);
  bytes.set([8, 0, 8, 0]);
  for (let i = 0; i < 64; i++) {
    bytes[4 + i] = value(i % 8, i >> 3);
  }
  return bytes;
}

/**
 * `fields` are the fields asked for, in order; `text` is the text of every label. The page lists
 * sample number `invalid` as having a label that cannot be drawn.
 */
export function labelledPage(
  ids: readonly string[],
  fields: readonly string[],
  text: string,
  invalid: number | null
): Uint8Array {
  const count = ids.length;
  const columns: Record<string, ColumnArray> = {
    id: Uint8Array.from(ids.flatMap(id => [...Buffer.from(id, 'hex')])),
    width: new Uint32Array(count),
    height: new Uint32Array(count),
    tagStart: new Uint32Array(count + 1),
    tag: new Uint32Array()
  };
  const shown = LABEL_FIELDS.map(({ name }, i) => ({
    path: name,
    element: ELEMENTS[i] as string
  })).filter(({ path }) => fields.includes(path));
  shown.forEach(({ element }, f) => {
    const put = (name: string, column: ColumnArray): void =>
      void (columns[`${f}.${name}`] = column);
    const all = Array.from({ length: count }, (_, i) => i);
    const boxed = element === 'Detection';
    put(
      'start',
      Uint32Array.from({ length: count + 1 }, (_, i) => i)
    );
    put('id', new Uint8Array(12 * count).fill(f + 1));
    put('code', new Uint32Array(count).fill(element === 'Heatmap' ? NONE : 0));
    put('confidence', new Float32Array(count).fill(0.876));
    put('index', new Int32Array(count).fill(-1));
    put('box', Float32Array.from(all.flatMap(() => (boxed ? box : [NaN, NaN, NaN, NaN]))));
    const points =
      element === 'Polyline' ? [0.2, 0.9, 0.5, 0.3, 0.9, 0.9] : [0.7, 0.2, NaN, NaN, 0.8, 0.3];
    if (element === 'Polyline' || element === 'Keypoint') {
      put(
        'shape',
        Uint32Array.from({ length: count + 1 }, (_, i) => i)
      );
      put(
        'point',
        Uint32Array.from({ length: count + 1 }, (_, i) => 3 * i)
      );
      put('xy', Float32Array.from(all.flatMap(() => points)));
      put('flags', new Uint8Array(count).fill(3));
    }
    const one =
      element === 'Detection'
        ? raster((x, y) => Number((x - 3.5) ** 2 + (y - 3.5) ** 2 < 12))
        : element === 'Segmentation'
          ? raster((x, y) => (y > 5 ? 1 + (x >> 2) : 0))
          : element === 'Heatmap'
            ? raster((x, y) => (y < 2 ? x * 36 : 0))
            : null;
    if (one) {
      put('mask', new Uint32Array(count));
      put('raster', one);
    }
  });
  return encodePage({
    meta: {
      start: 0,
      count,
      seq: 1,
      fields: shown,
      strings: [text],
      captions: [],
      invalid:
        invalid === null ? [] : [{ sample: invalid, field: 'detections', message: 'not finite' }]
    },
    columns
  });
}
