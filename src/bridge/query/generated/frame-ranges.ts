/** Ranges of frames. */
import { OBJECT_ID_BYTES } from '../../datasets/documents/object-id';

/** Numbers of the first and the last frame. */
export type Range = [first: number, last: number];

/**
 * Runs of numbers that ascend.
 * @param tolerance most numbers that may be missing inside a run
 * @param least how many frames a run must span
 */
export function runsOf(numbers: readonly number[], tolerance: number, least: number): Range[] {
  const runs: Range[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && number - run[1] <= tolerance + 1) {
      run[1] = number;
    } else {
      runs.push([number, number]);
    }
  }
  return runs.filter(([first, last]) => last - first + 1 >= least);
}

export const framesWithin = <T extends { number: number }>(
  frames: readonly T[],
  [first, last]: Range
): T[] => frames.filter(({ number }) => number >= first && number <= last);

/** An id of a clip that is the same whenever the clip is made: a hash (FNV-1a) of what it is of. */
export function clipId(sample: Uint8Array, about: string): Uint8Array {
  const bytes = new Uint8Array(OBJECT_ID_BYTES);
  const view = new DataView(bytes.buffer);
  const text = new TextEncoder().encode(about);
  for (let part = 0; part < OBJECT_ID_BYTES / 4; part++) {
    let hash = 0x811c9dc5 ^ part;
    for (const byte of [...sample, ...text]) {
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    view.setUint32(4 * part, hash >>> 0);
  }
  return bytes;
}
