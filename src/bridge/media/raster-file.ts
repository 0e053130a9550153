/** Masks and maps in picture files, as numbers. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { RequestError } from '../request-error';
import { makeRaster, type IPlane, type IRasterOptions } from '../rasters';
import type { ICachedImage } from '../store/sqlite-cache';
import type { IImageFile } from './image-file';
import { brokenImage, fileName } from './media-error';
import { readPngPlane } from './png-plane';

/** The numbers of a picture with one channel. @throws RequestError of code `media` */
async function readPlane(file: IImageFile): Promise<IPlane> {
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
    if (channels > 2) {
      const name = fileName(filepath);
      throw new RequestError(
        'media',
        `${name} has ${channels} channels, a mask or map has one. Save it in shades of grey.`,
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
  const plane = await readPlane(file);
  return {
    type: 'application/octet-stream',
    bytes: makeRaster(plane, options),
    width: plane.columns,
    height: plane.rows
  };
}
