/** Sizes of the pictures of an export. */
import type { IExportSample, IFormatContext, ISize } from '../format';

/** From the sample's metadata, else from the file. @throws RequestError if it cannot be read */
export async function imageSize(
  { metadata, filepath }: Pick<IExportSample, 'metadata' | 'filepath'>,
  { images }: Pick<IFormatContext, 'images'>
): Promise<ISize> {
  const width = metadata?.['width'] ?? metadata?.['frame_width'];
  const height = metadata?.['height'] ?? metadata?.['frame_height'];
  return typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0
    ? { width, height }
    : images.size(filepath);
}
