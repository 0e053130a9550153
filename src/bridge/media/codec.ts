/** Pictures decoded, reduced and encoded by sharp. Errors of the decoder are errors of the file. */
import { readFile } from 'node:fs/promises';
import sharp, { type Region, type Sharp } from 'sharp';
import { decodeBmp } from './bmp';
import type { IImageFile } from './image-file';
import { brokenImage } from './media-error';
import {
  isScientificTiff,
  readPixelValues,
  readTiffValues,
  SHARP_OPTIONS,
  type IPixelValues
} from './pixel-values';
import { toneMapOf, toneMapped } from './tone-map';

// One thread each, several pictures at a time: measured best. Sharp's cache would only hold memory.
sharp.concurrency(1);
sharp.cache(false);

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

/** A part of a picture: relative x, y, width, height. */
export type Crop = readonly [x: number, y: number, width: number, height: number];

interface IOpened {
  image: Sharp;
  width: number;
  height: number;
}

function toned(values: IPixelValues): IOpened {
  const { width, height } = values;
  const { data, channels } = toneMapped(values, toneMapOf(values));
  return { image: sharp(data, { raw: { width, height, channels } }), width, height };
}

async function openForDecoding(file: IImageFile): Promise<IOpened> {
  if (file.type === 'bmp') {
    const { data, width, height, channels } = decodeBmp(await readFile(file.path));
    return { image: sharp(data, { raw: { width, height, channels } }), width, height };
  }
  if (file.type === 'tiff' && (await isScientificTiff(file.path))) {
    return toned(await readTiffValues(file.path));
  }
  if (file.deep) {
    return toned(await readPixelValues(file));
  }
  // From bytes an SVG has no folder that it could read other files from.
  const input = file.type === 'svg' ? await readFile(file.path) : file.path;
  const image = sharp(input, SHARP_OPTIONS);
  const { width, height } = (await image.metadata()).autoOrient;
  return { image: image.autoOrient(), width, height };
}

async function guarded<Result>(file: IImageFile, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw brokenImage(file.filepath, error);
  }
}

/** Whole pixels of a part of a picture, at least one. */
function partOf({ width, height }: IOpened, [x, y, w, h]: Crop): Region {
  const side = (from: number, length: number, all: number): [number, number] => {
    const start = Math.max(0, Math.min(all - 1, Math.floor(from * all)));
    const end = Math.max(start + 1, Math.min(all, Math.ceil((from + length) * all)));
    return [start, end - start];
  };
  const [left, columns] = side(x, w, width);
  const [top, rows] = side(y, h, height);
  return { left, top, width: columns, height: rows };
}

/**
 * A WebP that fits into `size` × `size`, of the picture or of a part of it; never larger than the
 * original. @throws RequestError
 */
export function makeThumbnail(file: IImageFile, size: number, crop?: Crop): Promise<IEncodedImage> {
  return guarded(file, async () => {
    const opened = await openForDecoding(file);
    const part = crop && partOf(opened, crop);
    const image = part ? opened.image.extract(part) : opened.image;
    const bytes = await image
      .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .webp({ quality: 75, effort: 0 })
      .toBuffer();
    const { width, height } = part ?? opened;
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
