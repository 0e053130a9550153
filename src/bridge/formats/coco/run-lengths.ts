/** Run-length encoded masks of COCO: column by column, zeros first. */
import type { Mask } from '../labels/array-planes';

/** A window of the image in whole pixels. */
export interface IWindow {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The counts of the compressed form. @throws Error if the text is damaged */
export function decompressCounts(text: string): number[] {
  const counts: number[] = [];
  let i = 0;
  while (i < text.length) {
    let value = 0;
    let shift = 0;
    for (let more = true; more; i++) {
      const code = text.charCodeAt(i) - 48;
      if (!(code >= 0 && code < 64) || shift > 30) {
        throw new Error('its compressed counts are damaged');
      }
      value |= (code & 0x1f) << shift;
      shift += 5;
      more = (code & 0x20) !== 0;
      if (!more && code & 0x10) {
        value |= -1 << shift;
      }
    }
    counts.push(counts.length > 2 ? value + (counts[counts.length - 2] as number) : value);
  }
  return counts;
}

/** The part of a mask inside a window. `height`: of the whole image. @throws Error if damaged */
export function readRuns(counts: readonly number[], height: number, window: IWindow): Mask {
  const data = new Uint8Array(window.width * window.height);
  const right = window.x + window.width;
  const bottom = window.y + window.height;
  let at = 0;
  counts.forEach((count, i) => {
    if (!Number.isInteger(count) || count < 0) {
      throw new Error('its counts are no whole numbers');
    }
    const end = at + count;
    if (i % 2 === 1) {
      const first = Math.max(Math.floor(at / height), window.x);
      const last = Math.min(Math.floor((end - 1) / height), right - 1);
      for (let x = first; x <= last; x++) {
        const from = Math.max(at - x * height, window.y, 0);
        const to = Math.min(end - x * height, bottom, height);
        for (let y = from; y < to; y++) {
          data[(y - window.y) * window.width + x - window.x] = 1;
        }
      }
    }
    at = end;
  });
  return { width: window.width, height: window.height, data };
}

/** Counts of a mask that lies at a window of an image. */
export function writeRuns(
  mask: Mask,
  window: IWindow,
  size: { width: number; height: number }
): number[] {
  const counts: number[] = [];
  let value = 0;
  let run = 0;
  const add = (next: number, count: number): void => {
    if (next !== value) {
      counts.push(run);
      run = 0;
      value = next;
    }
    run += count;
  };
  for (let x = 0; x < size.width; x++) {
    const column = Math.floor(((x - window.x + 0.5) * mask.width) / window.width);
    if (x < window.x || x >= window.x + window.width) {
      add(0, size.height);
      continue;
    }
    for (let y = 0; y < size.height; y++) {
      const row = Math.floor(((y - window.y + 0.5) * mask.height) / window.height);
      const inside = y >= window.y && y < window.y + window.height;
      add(inside ? (mask.data[row * mask.width + column] ?? 0) : 0, 1);
    }
  }
  counts.push(run);
  return counts;
}
