/** What importers and exporters ask of pictures. */
import sharp from 'sharp';
import type { IImages } from '../formats/format';
import { RequestError } from '../request-error';
import { fileMetadata } from './file-metadata';
import { inspectImage } from './image-file';
import { brokenImage } from './media-error';

const noSize = (path: string): RequestError =>
  new RequestError('media', `The size of ${path} cannot be read.`, { path });

export const formatImages: IImages = {
  async size(path) {
    const found = await fileMetadata(path);
    const facts = found as unknown as Record<string, unknown>;
    const width = facts['width'] ?? facts['frame_width'];
    const height = facts['height'] ?? facts['frame_height'];
    if (typeof width !== 'number' || typeof height !== 'number' || width < 1 || height < 1) {
      throw noSize(path);
    }
    return { width, height };
  },

  async crop(path, box) {
    const { width, height } = await this.size(path);
    const file = await inspectImage(path);
    const [x = 0, y = 0, w = 1, h = 1] = box;
    const within = (value: number, most: number): number =>
      Math.max(0, Math.min(most, Math.round(value)));
    const left = within(x * width, width - 1);
    const top = within(y * height, height - 1);
    try {
      return await sharp(file.path, { failOn: 'error' })
        .autoOrient()
        .extract({
          left,
          top,
          width: Math.max(1, within((x + w) * width, width) - left),
          height: Math.max(1, within((y + h) * height, height) - top)
        })
        .toBuffer();
    } catch (error) {
      throw brokenImage(path, error);
    }
  },

  async encodeGray(values, { width, height }) {
    const image = sharp(values, { raw: { width, height, channels: 1 } });
    const deep = values instanceof Uint16Array;
    return (deep ? image.toColourspace('grey16') : image.toColourspace('b-w')).png().toBuffer();
  }
};
