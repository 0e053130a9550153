/**
 * Colours for numbers that no screen shows as they are: more than 8 bits, negative, floats, many
 * bands. The least and greatest half per cent of the numbers become black and white, so that a few
 * outliers do not make everything grey.
 */
import type { PixelArray } from '../../protocol';
import type { IPixelValues } from './pixel-values';

/** Part of the numbers at either end that is cut off. */
const TAIL = 0.005;
/** Numbers looked at to find the ends. */
const MAX_SAMPLES = 1_000_000;

/** How the numbers of a picture became colours. */
export interface IToneMap {
  /** Indexes of the bands that are seen: one in shades of grey, or three as red, green and blue. */
  shown: number[];
  /** The number that is black and the one that is white; null if numbers are shown as they are. */
  range: [number, number] | null;
}

const MAXIMA: Partial<Record<IPixelValues['type'], number>> = { uint8: 255, uint16: 65535 };

/** The numbers at both ends of all but the tails; null if there is none at all. */
function endsOf(
  { data, bands, nothing }: IPixelValues,
  shown: readonly number[]
): [number, number] | null {
  const pixels = data.length / bands;
  const step = Math.max(1, Math.floor((pixels * shown.length) / MAX_SAMPLES));
  const found = new Float64Array(Math.ceil(pixels / step) * shown.length);
  let count = 0;
  for (let i = 0; i < pixels; i += step) {
    for (const band of shown) {
      const value = data[i * bands + band] as number;
      if (Number.isFinite(value) && value !== nothing) {
        found[count++] = value;
      }
    }
  }
  if (count === 0) {
    return null;
  }
  const sorted = found.subarray(0, count).sort();
  const at = (part: number): number => sorted[Math.round(part * (count - 1))] as number;
  const ends: [number, number] = [at(TAIL), at(1 - TAIL)];
  // Few pixels may be all there is to see: then nothing is cut off.
  return ends[1] > ends[0] ? ends : [at(0), at(1)];
}

/** Which bands are seen and which numbers are black and white. */
export function toneMapOf(values: IPixelValues): IToneMap {
  const content = Array.from({ length: values.bands }, (_, band) => band).filter(
    band => band !== values.alpha
  );
  const shown = content.length >= 3 ? content.slice(0, 3) : content.slice(0, 1);
  return { shown, range: values.type === 'uint8' ? null : (endsOf(values, shown) ?? [0, 0]) };
}

/** 8-bit pixels of one to four channels: grey or red, green, blue, then opacity if there is any. */
export function toneMapped(
  values: IPixelValues,
  { shown, range }: IToneMap
): { data: Uint8Array; channels: 1 | 2 | 3 | 4 } {
  const { data, bands, alpha, nothing, type } = values;
  const opacity = opacityOf(data, alpha === null ? null : (MAXIMA[type] ?? 1));
  // A pixel that was not measured is not black: one sees through it.
  const seeThrough = alpha !== null || nothing !== null;
  const channels = (shown.length + (seeThrough ? 1 : 0)) as 1 | 2 | 3 | 4;
  const pixels = data.length / bands;
  const result = new Uint8Array(pixels * channels);
  const [black, white] = range ?? [0, 255];
  const scale = white > black ? 255 / (white - black) : 0;
  for (let i = 0; i < pixels; i++) {
    let measured = false;
    shown.forEach((band, channel) => {
      const value = data[i * bands + band] as number;
      measured ||= value !== nothing && !Number.isNaN(value);
      const shade = (value - black) * scale;
      result[i * channels + channel] = shade > 0 ? Math.min(255, Math.round(shade)) : 0;
    });
    if (seeThrough) {
      result[i * channels + channels - 1] =
        nothing !== null && !measured ? 0 : opacity(alpha === null ? -1 : i * bands + alpha);
    }
  }
  return { data: result, channels };
}

function opacityOf(data: PixelArray, greatest: number | null): (at: number) => number {
  return at =>
    greatest === null
      ? 255
      : Math.max(0, Math.min(255, Math.round(((data[at] as number) * 255) / greatest)));
}
