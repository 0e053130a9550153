/** The numbers in a picture's file, upright, as they are stored: nothing stretched, nothing rounded. */
import { readFile } from 'node:fs/promises';
import { fromFile, type GeoTIFF, type GeoTIFFImage } from 'geotiff';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import type { PixelArray, PixelType } from '../../protocol';
import { decodeBmp } from './bmp';
import type { IImageFile } from './image-file';
import { turnUpright } from './turn-upright';

export const SHARP_OPTIONS: SharpOptions = { failOn: 'error', limitInputPixels: 268_402_689 };
/** Numbers that are read of one picture at most: a gigabyte of 32-bit values. */
const MAX_VALUES = 268_402_689;

export interface IPixelValues {
  /** Size of the whole picture as shown, in pixels. */
  width: number;
  height: number;
  /** Row by row, the numbers of a pixel beside each other. */
  data: PixelArray;
  type: PixelType;
  bands: number;
  /** Whether the first three bands are red, green and blue. */
  color: boolean;
  /** Index of the band that says how opaque a pixel is. */
  alpha: number | null;
  /** Number that stands for “not measured”. */
  nothing: number | null;
}

const TYPES: Record<string, PixelType> = {
  Uint8Array: 'uint8',
  Uint16Array: 'uint16',
  Uint32Array: 'uint32',
  Int8Array: 'int8',
  Int16Array: 'int16',
  Int32Array: 'int32',
  Float32Array: 'float32',
  Float64Array: 'float64'
};

const PHOTOMETRIC_RGB = 2;
/** Values of the tag ExtraSamples that mean opacity. */
const OPACITY: readonly number[] = [1, 2];

/**
 * Whether only a reader of scientific TIFFs gets the numbers right: more than 8 bits, signed, or
 * other bands than grey or red, green and blue with opacity.
 */
export async function isScientificTiff(path: string): Promise<boolean> {
  return withTiff(path, async (_file, image) => {
    const bits = image.getBitsPerSample(0) as number;
    const bands = image.getSamplesPerPixel();
    const photometric = Number(image.fileDirectory.getValue('PhotometricInterpretation'));
    const usual =
      photometric === PHOTOMETRIC_RGB
        ? bands === 3 || (bands === 4 && alphaOf(image) === 3)
        : bands === 1 || photometric > PHOTOMETRIC_RGB || (bands === 2 && alphaOf(image) === 1);
    return bits > 8 || (bits === 8 && image.getSampleFormat(0) !== 1) || !usual;
  });
}

/** Index of the band of opacity, or null. */
function alphaOf(image: GeoTIFFImage): number | null {
  const extra = [...((image.fileDirectory.getValue('ExtraSamples') ?? []) as Iterable<number>)];
  const at = extra.findIndex(kind => OPACITY.includes(kind));
  return at < 0 ? null : image.getSamplesPerPixel() - extra.length + at;
}

async function withTiff<Result>(
  path: string,
  work: (file: GeoTIFF, image: GeoTIFFImage) => Promise<Result>
): Promise<Result> {
  const file = await fromFile(path);
  try {
    return await work(file, await file.getImage());
  } finally {
    await file.close();
  }
}

/** The first image of a TIFF, whatever its numbers are. @throws Error saying what is wrong */
export function readTiffValues(path: string): Promise<IPixelValues> {
  return withTiff(path, async (_file, image) => {
    const bands = image.getSamplesPerPixel();
    if (image.getWidth() * image.getHeight() * bands > MAX_VALUES) {
      throw new Error('Input image exceeds pixel limit');
    }
    const data = (await image.readRasters({ interleave: true })) as unknown as PixelArray;
    const type = TYPES[data.constructor.name];
    if (!type) {
      throw new Error(`numbers of ${image.getBitsPerSample(0)} bits are not read`);
    }
    const orientation = Number((await image.fileDirectory.loadValue('Orientation')) ?? 1);
    const stored = { width: image.getWidth(), height: image.getHeight(), data };
    const photometric = Number(image.fileDirectory.getValue('PhotometricInterpretation'));
    return {
      ...turnUpright(stored, bands, orientation),
      type,
      bands,
      color: photometric === PHOTOMETRIC_RGB,
      alpha: alphaOf(image),
      nothing: image.getGDALNoData()
    };
  });
}

/** Colour spaces whose numbers sharp hands out as they are stored. */
const KEPT_SPACES: readonly string[] = ['grey16', 'rgb16', 'cmyk', 'b-w'];

async function readWithSharp(image: Sharp): Promise<IPixelValues> {
  const { space, depth } = await image.metadata();
  const deep = depth === 'ushort';
  const kept = KEPT_SPACES.includes(space) ? image.toColourspace(space) : image;
  const { data, info } = await kept
    .autoOrient()
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const color = space !== 'b-w' && space !== 'grey16' && space !== 'cmyk';
  const opaque = info.channels === (color ? 3 : space === 'cmyk' ? 4 : 1);
  return {
    width: info.width,
    height: info.height,
    data: deep ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data,
    type: deep ? 'uint16' : 'uint8',
    bands: info.channels,
    color,
    alpha: opaque ? null : info.channels - 1,
    nothing: null
  };
}

/**
 * All numbers of a picture. Of a palette they are the colours. SVG has none.
 * @throws Error saying what is wrong with the file
 */
export async function readPixelValues(file: IImageFile): Promise<IPixelValues> {
  if (file.type === 'svg') {
    throw new Error('a drawing has no pixels of its own');
  }
  if (file.type === 'bmp') {
    const { data, width, height, channels } = decodeBmp(await readFile(file.path));
    const alpha = channels === 4 ? 3 : null;
    return {
      width,
      height,
      data,
      type: 'uint8',
      bands: channels,
      color: true,
      alpha,
      nothing: null
    };
  }
  if (file.type === 'tiff' && (await isScientificTiff(file.path))) {
    return readTiffValues(file.path);
  }
  return readWithSharp(sharp(file.path, SHARP_OPTIONS));
}
