/** A batch of thumbnails: one that fails does not disturb the others. */
import { encodeImages, type IImageEntry } from '../../protocol';
import { RequestError } from '../request-error';
import type { ImageLibrary } from './image-library';
import { readVideoThumbnailType } from './video-thumbnail-type';
import type { IThumbnailJob, IThumbnailResult, IThumbnailSource } from './media-protocol';

const NOTHING = new Uint8Array();

/** The sentence for a picture that cannot be shown. @throws what is no matter of this one picture */
export function failureOf(error: unknown): string {
  if (error instanceof RequestError && error.code === 'media') {
    return error.message;
  }
  throw error;
}

async function entryOf(
  library: ImageLibrary,
  { sample_id, filepath, crop }: IThumbnailSource,
  size: number,
  signal: AbortSignal
): Promise<IImageEntry> {
  const failed = (error: string): IImageEntry => ({
    sample_id,
    type: null,
    bytes: NOTHING,
    width: 0,
    height: 0,
    error
  });
  if (filepath === null) {
    return failed('The sample is no longer in the dataset. Read the view again.');
  }
  try {
    const { type, ...image } = await library.thumbnail(filepath, size, signal, crop);
    const video = readVideoThumbnailType(type);
    return { sample_id, type: 'image/webp', ...image, ...(video ? { video } : {}) };
  } catch (error) {
    return failed(failureOf(error));
  }
}

export async function thumbnails(
  library: ImageLibrary,
  { sources, size }: IThumbnailJob,
  signal: AbortSignal
): Promise<{ result: IThumbnailResult; payload: Uint8Array }> {
  const entries = await Promise.all(sources.map(s => entryOf(library, s, size, signal)));
  return {
    result: {
      sizes: entries
        .filter(({ type }) => type !== null)
        .map(({ sample_id, width, height }) => ({ sample_id, width, height }))
    },
    payload: encodeImages(entries)
  };
}
