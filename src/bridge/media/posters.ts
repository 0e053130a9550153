/** Frames of videos that pages paint, for the bridge has no decoder of its own. */
import sharp from 'sharp';
import { THUMBNAIL_SIZES } from '../../protocol';
import { RequestError } from '../request-error';
import type { ICachedImage } from '../store/sqlite-cache';
import { openMedia } from './media-file';
import { readVideoHeader } from './video-header';
import { videoThumbnailType } from './video-thumbnail-type';

/** Longest side of a frame that is handed in, in pixels. */
const MAX_SIDE = 4096;

/**
 * The thumbnails of a video, by their size, from a frame that a page painted.
 * @throws RequestError if the file is no video or the frame no picture of its shape
 */
export async function posterThumbnails(
  filepath: string,
  frame: Uint8Array
): Promise<Map<number, ICachedImage>> {
  const { media, handle } = await openMedia(filepath);
  await handle.close();
  if (media.kind !== 'video') {
    throw new RequestError('invalid', 'Only videos have a frame in place of their picture.');
  }
  const header = await readVideoHeader(media.file.path, media.file.type);
  const { width, height, duration, rate, frames } = header;
  const type = videoThumbnailType({ duration, rate, frames, poster: true });
  const thumbnails = new Map<number, ICachedImage>();
  try {
    const options = { failOn: 'error', limitInputPixels: MAX_SIDE * MAX_SIDE } as const;
    for (const size of THUMBNAIL_SIZES) {
      const bytes = await sharp(frame, options)
        .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
        .removeAlpha()
        .webp({ quality: 75, effort: 0 })
        .toBuffer();
      thumbnails.set(size, { type, bytes: new Uint8Array(bytes), width, height });
    }
  } catch {
    throw new RequestError('invalid', 'The frame of the video is no picture that can be read.');
  }
  return thumbnails;
}
