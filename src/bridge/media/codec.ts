/** Pictures decoded, reduced and encoded by sharp. Errors of the decoder are errors of the file. */
import { readFile } from 'node:fs/promises';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { decodeBmp } from './bmp';
import type { IImageFile } from './image-file';
import { brokenImage } from './media-error';

// One thread each, several pictures at a time: measured best. Sharp's cache would only hold memory.
sharp.concurrency(1);
sharp.cache(false);

const OPTIONS: SharpOptions = { failOn: 'error', limitInputPixels: 268_402_689 };
/** WebP cannot be larger on a side. */
const MAX_WEBP_SIDE = 16_383;
/** Converted pictures of up to so many pixels are stored without loss. */
const MAX_LOSSLESS_PIXELS = 2_000_000;

export interface IEncodedImage {
  type: 'image/webp' | 'image/png';
  bytes: Uint8Array;
  /** Size of the original as shown, in pixels. */
  width: number;
  height: number;
}

interface IOpened {
  image: Sharp;
  width: number;
  height: number;
}

/** Values outside 0 … 255 (floats, 16-bit scans) stretched to what is seen: least black, greatest white. */
async function stretched(image: Sharp): Promise<Sharp> {
  const { data, info } = await image
    .autoOrient()
    .removeAlpha()
    .raw({ depth: 'float' })
    .toBuffer({ resolveWithObject: true });
  const values = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (Number.isFinite(value)) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }
  const scale = greatest > least ? 255 / (greatest - least) : 0;
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    bytes[i] = Number.isFinite(value) ? Math.round((value - least) * scale) : 0;
  }
  const channels = info.channels as 1 | 2 | 3 | 4;
  return sharp(bytes, { raw: { width: info.width, height: info.height, channels } });
}

async function openForDecoding(file: IImageFile): Promise<IOpened> {
  if (file.type === 'bmp') {
    const { data, width, height, channels } = decodeBmp(await readFile(file.path));
    return { image: sharp(data, { raw: { width, height, channels } }), width, height };
  }
  // From bytes an SVG has no folder that it could read other files from.
  const input = file.type === 'svg' ? await readFile(file.path) : file.path;
  const image = sharp(input, OPTIONS);
  const metadata = await image.metadata();
  const { width, height } = metadata.autoOrient;
  if (file.type === 'tiff' && metadata.depth && !['uchar', 'char'].includes(metadata.depth)) {
    return { image: await stretched(image), width, height };
  }
  return { image: image.autoOrient(), width, height };
}

async function guarded<Result>(file: IImageFile, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw brokenImage(file.filepath, error);
  }
}

/** A WebP that fits into `size` × `size`; never larger than the original. @throws RequestError */
export function makeThumbnail(file: IImageFile, size: number): Promise<IEncodedImage> {
  return guarded(file, async () => {
    const { image, width, height } = await openForDecoding(file);
    const bytes = await image
      .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .webp({ quality: 75, effort: 0 })
      .toBuffer();
    return { type: 'image/webp', bytes, width, height };
  });
}

/** The whole picture in a form that browsers show. @throws RequestError */
export function convertForBrowser(file: IImageFile): Promise<IEncodedImage> {
  return guarded(file, async () => {
    const { image, width, height } = await openForDecoding(file);
    const converted = image.toColourspace('srgb');
    const lossless = width * height <= MAX_LOSSLESS_PIXELS;
    if (lossless || Math.max(width, height) > MAX_WEBP_SIDE) {
      const bytes = await converted.png({ compressionLevel: 6 }).toBuffer();
      return { type: 'image/png', bytes, width, height };
    }
    const bytes = await converted.webp({ quality: 92, effort: 0 }).toBuffer();
    return { type: 'image/webp', bytes, width, height };
  });
}
