/**
 * Rows of a PNG: each byte is stored as the difference to a prediction from its neighbours. Where
 * the picture is busy a difference may be rounded, which makes it cheaper and is not seen; the error
 * never adds up, because predictions are made from what is really stored.
 */
import type { IRgba } from './encode-png';

const CHANNELS = 3;
const AVERAGE = 3;
const PAETH = 4;
/**
 * Differences are rounded to multiples of a step: a quarter of the largest one in smooth places (a
 * sky would show more), a half where it is livelier. Steps that divide each other give few distinct
 * differences, which is what makes them cheap.
 */
const SMOOTH = 2;
const LIVELY = 6;
/** Rounding is towards zero from this part of a step on, because zeros cost least. */
const ROUND_UP = 0.6;

/**
 * Filtered rows of an RGB picture, one filter byte before each.
 * @param tolerance greatest difference per channel in the busiest places; 0 keeps every pixel
 */
export function filteredRows(picture: IRgba, tolerance: number): Uint8Array<ArrayBuffer> {
  const { data, width, height } = picture;
  const stride = width * CHANNELS;
  const out = new Uint8Array(height * (stride + 1));
  const row = new Uint8Array(stride);
  const source = { above: new Uint8Array(stride), here: new Uint8Array(stride) };
  const step = 4 * Math.floor(tolerance / ROUND_UP / 4);
  let above = new Uint8Array(stride);
  let here = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    [source.above, source.here] = [source.here, source.above];
    readRow(data, y, width, source.here);
    const filter = cheaperFilter(source.here, source.above);
    const at = y * (stride + 1);
    out[at] = filter;
    for (let i = 0; i < stride; i++) {
      const left = i < CHANNELS ? 0 : (here[i - CHANNELS] as number);
      const up = above[i] as number;
      const corner = i < CHANNELS ? 0 : (above[i - CHANNELS] as number);
      const predicted = filter === AVERAGE ? (left + up) >> 1 : paeth(left, up, corner);
      const wanted = source.here[i] as number;
      const unit = step === 0 ? 1 : stepAt(source, i, step);
      const difference = rounded(wanted - predicted, predicted, unit);
      here[i] = predicted + difference;
      row[i] = difference & 255;
    }
    out.set(row, at + 1);
    [above, here] = [here, above];
  }
  return out;
}

function readRow(data: Uint8ClampedArray, y: number, width: number, row: Uint8Array): void {
  for (let x = 0, from = 4 * y * width, to = 0; x < width; x++, from += 4, to += CHANNELS) {
    row[to] = data[from] as number;
    row[to + 1] = data[from + 1] as number;
    row[to + 2] = data[from + 2] as number;
  }
}

/** The step for byte `i`: 1 (exact) in flat places, larger where its neighbours differ more. */
function stepAt(
  { here, above }: { here: Uint8Array; above: Uint8Array },
  i: number,
  step: number
): number {
  const value = here[i] as number;
  const left = Math.abs(value - (here[i - CHANNELS] ?? value));
  const up = Math.abs(value - (above[i] as number));
  const right = Math.abs(value - (here[i + CHANNELS] ?? value));
  if (left === 0 && (up === 0 || right === 0)) {
    return 1;
  }
  const busy = (left + up + right) >> 2;
  return busy < SMOOTH ? step / 4 : busy < LIVELY ? step / 2 : step;
}

/** A multiple of the step near `difference` that is still a byte together with `predicted`. */
function rounded(difference: number, predicted: number, step: number): number {
  if (step === 1 || difference === 0) {
    return difference;
  }
  const steps = Math.floor(Math.abs(difference) / step + 1 - ROUND_UP);
  const result = difference < 0 ? -steps * step : steps * step;
  const value = predicted + result;
  return value < 0 || value > 255 ? difference : result;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toCorner = Math.abs(estimate - corner);
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

/** Average or Paeth, by the sum of differences on every fourth byte. */
function cheaperFilter(here: Uint8Array, above: Uint8Array): number {
  let average = 0;
  let chosen = 0;
  for (let i = CHANNELS; i < here.length; i += 4) {
    const left = here[i - CHANNELS] as number;
    const up = above[i] as number;
    const value = here[i] as number;
    average += Math.abs(value - ((left + up) >> 1));
    chosen += Math.abs(value - paeth(left, up, above[i - CHANNELS] as number));
  }
  // Flat rows are cheaper with Paeth, noisy ones with the average.
  return average < chosen ? AVERAGE : PAETH;
}
