/** Masks and maps in picture files, as numbers. */
import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { RequestError } from '../request-error';
import { makeRaster, type IPlane, type IRasterOptions } from '../rasters';
import type { ICachedImage } from '../store/sqlite-cache';
import type { IImageFile } from './image-file';
import { brokenImage, fileName } from './media-error';
import { readPngPlane } from './png-plane';

/** A picture's colours as numbers. */
async function colorPlane(image: Sharp): Promise<IPlane> {
  const { data, info } = await image
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    rows: info.height,
    columns: info.width,
    float: false,
    color: true,
    at: (row, column) => data.readUIntBE(3 * (row * info.width + column), 3)
  };
}

/** The numbers of a picture, or its colours. @throws RequestError of code `media` */
async function readPlane(file: IImageFile, mode: IRasterOptions['mode']): Promise<IPlane> {
  const { filepath } = file;
  try {
    const bytes = await readFile(file.path);
    // Of a palette the numbers count, not the colours, which is all that a decoder of pictures gives.
    const plane = file.type === 'png' ? readPngPlane(bytes) : null;
    if (plane) {
      return plane;
    }
    const image = sharp(bytes, { failOn: 'error', limitInputPixels: 268_402_689 });
    const { channels, depth } = await image.metadata();
    if (channels > 2 && mode !== 'heat') {
      return await colorPlane(image);
    }
    if (channels > 2) {
      const name = fileName(filepath);
      throw new RequestError(
        'media',
        `${name} has ${channels} channels, a map has one. Save it in shades of grey.`,
        { file: name }
      );
    }
    // Unless it is asked for 16 bits, sharp makes 8 of them.
    const grey = depth === 'ushort' ? image.toColourspace('grey16') : image.extractChannel(0);
    const { data, info } = await grey.raw({ depth: 'float' }).toBuffer({ resolveWithObject: true });
    const values = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
    return {
      rows: info.height,
      columns: info.width,
      float: depth === 'float' || depth === 'double',
      ...(depth === 'ushort' ? { limit: 65_535 } : {}),
      at: (row, column) => values[(row * info.width + column) * info.channels] as number
    };
  } catch (error) {
    throw error instanceof RequestError ? error : brokenImage(filepath, error);
  }
}

/** The raster of a page (`makeRaster`) from a file. @throws RequestError of code `media` */
export async function rasterOfFile(
  file: IImageFile,
  options: IRasterOptions
): Promise<ICachedImage> {
  const plane = await readPlane(file, options.mode);
  return {
    type: 'application/octet-stream',
    bytes: makeRaster(plane, options),
    width: plane.columns,
    height: plane.rows
  };
}
