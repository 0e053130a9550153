/** Label files of YOLO: a line per object, boxes by their centre, or outlines; all relative. */
import type { IDetection, IPolyline } from '../../../protocol';
import type { IFiles } from '../files';
import { formatError, quoted } from '../format-error';
import { className } from '../labels/class-numbers';
import { detection, polyline } from '../labels/make-labels';
import { textLines } from '../text-lines';

export type LabelType = 'detections' | 'polylines';

/** @throws RequestError naming file and line */
export function readYoloLabels(
  files: IFiles,
  path: string,
  classes: readonly string[] | null,
  type: LabelType
): (IDetection | IPolyline)[] {
  return textLines(files, path).map(({ text, line }) => {
    const numbers = text.split(/\s+/).map(Number);
    const [target, ...rest] = numbers as [number, ...number[]];
    if (numbers.some(number => !Number.isFinite(number)) || !Number.isInteger(target)) {
      throw formatError(path, `line ${line}`, `it should be numbers, not ${quoted(text)}.`);
    }
    const label = className(classes, target);
    const isBox = rest.length === 4 || rest.length === 5;
    if (!isBox && (rest.length < 6 || rest.length % 2 !== 0)) {
      throw formatError(
        path,
        `line ${line}`,
        `it should have a class and 4 numbers of a box or pairs of an outline; it has ${rest.length} behind the class.`
      );
    }
    if (isBox) {
      const [xc, yc, w, h, confidence] = rest as [number, number, number, number, number?];
      const box: [number, number, number, number] = [xc - w / 2, yc - h / 2, w, h];
      if (type === 'detections') {
        return detection({ label, box, confidence });
      }
      const [x, y] = box;
      const points: [number, number][] = [
        [x, y],
        [x + w, y],
        [x + w, y + h],
        [x, y + h]
      ];
      return polyline({ label, confidence, points: [points], closed: true, filled: true });
    }
    const points = Array.from({ length: rest.length / 2 }, (_, i): [number, number] => [
      rest[2 * i] as number,
      rest[2 * i + 1] as number
    ]);
    if (type === 'polylines') {
      return polyline({ label, points: [points], closed: true, filled: true });
    }
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    return detection({
      label,
      box: [left, top, Math.max(...xs) - left, Math.max(...ys) - top]
    });
  });
}

const fixed = (values: readonly number[]): string =>
  values.map(value => value.toFixed(6)).join(' ');

/** The line of a box; `confidence` is written if it is given. */
export function boxLine(
  target: number,
  [x, y, w, h]: readonly number[],
  confidence: number | null | undefined
): string {
  const box = fixed([
    (x as number) + (w as number) / 2,
    (y as number) + (h as number) / 2,
    w as number,
    h as number
  ]);
  return `${target} ${box}${confidence == null ? '' : ` ${confidence.toFixed(6)}`}`;
}

export const outlineLine = (target: number, points: readonly [number, number][]): string =>
  `${target} ${fixed(points.flat())}`;
