/**
 * The file of a captured picture, no larger than it may be: colours are given up first, then PNG
 * for JPEG, then pixels.
 */
import { dataUri } from './data-uri';
import { encodePalettePng } from './encode-palette-png';
import { encodePng, type IRgba } from './encode-png';
import { CaptureError, type CaptureFormat, type ICapture } from './capture-types';

type Type = ICapture['type'];

export interface IEncoded {
  dataUri: string;
  type: Type;
  /** What was given up, such as `JPEG at scale 0.75`; null if nothing was. */
  reduced: string | null;
}

/** Something to encode: pixels, or the same as JPEG at a quality (0 … 1) and smaller by a factor. */
export interface IPictureSource {
  pixels(): IRgba;
  jpeg(quality: number, factor: number): Promise<Uint8Array>;
}

interface IStep {
  type: Type;
  reduced: string | null;
  encode(): Promise<Uint8Array>;
}

const GOOD = 0.9;
const FAIR = 0.75;
/** Below this there is nothing left to recognise. */
const LEAST_FACTOR = 0.15;

/** Tries from the best to the smallest; the first that fits is taken. */
export async function encodePicture(
  source: IPictureSource,
  format: CaptureFormat,
  maxBytes: number
): Promise<IEncoded> {
  let smallest = 0;
  for (const { type, reduced, encode } of steps(source, format)) {
    const bytes = await encode();
    if (bytes.length <= maxBytes) {
      return { dataUri: dataUri(type, bytes), type, reduced };
    }
    smallest = bytes.length;
  }
  throw new CaptureError(
    `The App’s picture takes at least ${smallest} bytes, but only ${maxBytes} are allowed; allow more with max_bytes.`
  );
}

function* steps(source: IPictureSource, format: CaptureFormat): Iterable<IStep> {
  const jpeg = (quality: number, factor: number, reduced: string | null): IStep => ({
    type: 'image/jpeg',
    reduced,
    encode: () => source.jpeg(quality, factor)
  });
  if (format === 'png') {
    const palette = (count: number): IStep => ({
      type: 'image/png',
      reduced: `${count} colours`,
      encode: () => encodePalettePng(source.pixels(), count)
    });
    yield { type: 'image/png', reduced: null, encode: () => encodePng(source.pixels()) };
    yield palette(256);
    yield palette(64);
    yield jpeg(GOOD, 1, 'JPEG');
  } else {
    yield jpeg(GOOD, 1, null);
  }
  yield jpeg(FAIR, 1, 'JPEG of lower quality');
  for (let factor = 0.75; factor >= LEAST_FACTOR; factor *= 0.75) {
    yield jpeg(FAIR, factor, `JPEG with ${Math.round(100 * factor)} % of the resolution`);
  }
}
