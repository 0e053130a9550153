/** The file of a drawn picture, no larger than it may be: colours go first, then PNG, then pixels. */
import sharp, { type Sharp } from 'sharp';
import type { IPaintedPicture, IPictureInput } from '../picture';
import { RequestError } from '../request-error';

/** RGB bytes, row by row. */
export interface IRgbPixels {
  data: Buffer;
  width: number;
  height: number;
}

interface IStep {
  type: IPaintedPicture['type'];
  reduced: string | null;
  encode(): Sharp;
}

const GOOD = 90;
const FAIR = 75;
/** Below this part of the width there is nothing left to recognise. */
const LEAST_FACTOR = 0.15;

/**
 * Tries from the best to the smallest; the first that fits is taken.
 * @throws RequestError if none does
 */
export async function encodePicture(
  pixels: IRgbPixels,
  format: IPictureInput['format'],
  maxBytes: number
): Promise<IPaintedPicture> {
  let smallest = 0;
  for (const { type, reduced, encode } of steps(pixels, format)) {
    const bytes = await encode().toBuffer();
    if (bytes.length <= maxBytes) {
      return { bytes, type, reduced };
    }
    smallest = bytes.length;
  }
  throw new RequestError(
    'invalid',
    `The picture takes at least ${smallest} bytes, but only ${maxBytes} are allowed; allow more with max_bytes.`,
    { parameter: 'max_bytes' }
  );
}

function* steps(
  { data, width, height }: IRgbPixels,
  format: IPictureInput['format']
): Iterable<IStep> {
  const source = (): Sharp => sharp(data, { raw: { width, height, channels: 3 } });
  const jpeg = (quality: number, factor: number, reduced: string | null): IStep => ({
    type: 'image/jpeg',
    reduced,
    encode: () =>
      (factor === 1 ? source() : source().resize({ width: Math.round(width * factor) })).jpeg({
        quality
      })
  });
  if (format === 'png') {
    // A palette makes photographs a third of the size, which the notebook carries for ever.
    const palette = (colours: number, reduced: string | null): IStep => ({
      type: 'image/png',
      reduced,
      encode: () =>
        source().png({
          palette: true,
          colours,
          quality: 80,
          effort: 1,
          dither: 0.4,
          compressionLevel: 9
        })
    });
    yield palette(256, null);
    yield palette(64, '64 colours');
    yield jpeg(GOOD, 1, 'JPEG');
  } else {
    yield jpeg(GOOD, 1, null);
  }
  yield jpeg(FAIR, 1, 'JPEG of lower quality');
  for (let factor = 0.75; factor >= LEAST_FACTOR; factor *= 0.75) {
    yield jpeg(FAIR, factor, `JPEG with ${Math.round(100 * factor)} % of the resolution`);
  }
}
