/** A picture's file, looked at before anything decodes it. */
import type { FileHandle } from 'node:fs/promises';
import { IMAGE_TYPES, type ImageType } from './image-type';
import { jpegComponents } from './jpeg-header';
import { notAPicture, tooLarge } from './media-error';
import { openMedia, type IKnownFile, type IMediaFile } from './media-file';

/** Largest file that is read. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;
const MAX_SVG_BYTES = 16 * 1024 * 1024;
/** Where the header of a PNG says how many bits a number has. */
const PNG_BITS = 24;
/** Components of a JPEG made for print. */
const INKS = 4;

export interface IImageFile extends IKnownFile {
  type: ImageType;
  /** Whether it has more than 8 bits per number, by a header that is at hand (PNG). */
  deep: boolean;
  /** Whether it can be sent as it is, and looks in a browser as everywhere else. */
  browser: boolean;
}

/** What is known of an open picture. @throws RequestError of code `media` if it is too large or none */
export async function pictureOf(
  media: IMediaFile,
  handle: FileHandle,
  head: Uint8Array
): Promise<IImageFile> {
  const { filepath, size } = media.file;
  if (media.kind !== 'image') {
    throw notAPicture(filepath);
  }
  if (size > MAX_FILE_BYTES) {
    throw tooLarge(filepath, 'more than 512 MB');
  }
  const { type } = media.file;
  if (type === 'svg' && size > MAX_SVG_BYTES) {
    throw tooLarge(filepath, 'more than 16 MB of SVG');
  }
  const deep = type === 'png' && head[PNG_BITS] === 16;
  // Browsers and libvips turn the inks of print into different colours.
  const inks = type === 'jpeg' && (await jpegComponents(handle, size)) === INKS;
  return { ...media.file, deep, browser: IMAGE_TYPES[type].browser && !deep && !inks };
}

/** Opens a picture and closes it again. @throws RequestError of code `media` */
export async function inspectImage(filepath: string): Promise<IImageFile> {
  const { media, handle, head } = await openMedia(filepath);
  try {
    return await pictureOf(media, handle, head);
  } finally {
    await handle.close();
  }
}
