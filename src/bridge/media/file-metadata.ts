/** What the header of a media file says, as a document of the class that fits its kind. */
import { open } from 'node:fs/promises';
import { fromFile } from 'geotiff';
import sharp from 'sharp';
import type { FileMetadata } from '../../protocol';
import { RequestError } from '../request-error';
import { readBmpHeader } from './bmp';
import { IMAGE_TYPES } from './image-type';
import { brokenImage } from './media-error';
import { openMedia, type IMediaFile } from './media-file';
import { SHARP_OPTIONS } from './pixel-values';
import { POINT_CLOUD_HEAD, readPointCloudHeader } from './point-cloud-header';
import { readVideoHeader } from './video-header';
import { VIDEO_TYPES } from './video-type';

type ImageFile = Extract<IMediaFile, { kind: 'image' }>['file'];

interface IImageHeader {
  width: number;
  height: number;
  channels: number;
}

/** Bytes of a bitmap that hold its header. */
const BMP_HEAD = 128;
const PHOTOMETRIC_PALETTE = 3;
const TURNED = 5;

async function beginning(path: string, length: number): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function tiffHeader(path: string): Promise<IImageHeader> {
  const file = await fromFile(path);
  try {
    const image = await file.getImage();
    const orientation = Number((await image.fileDirectory.loadValue('Orientation')) ?? 1);
    const sides = [image.getWidth(), image.getHeight()] as const;
    const [width, height] = orientation >= TURNED ? [sides[1], sides[0]] : sides;
    const photometric = Number(image.fileDirectory.getValue('PhotometricInterpretation'));
    const palette = photometric === PHOTOMETRIC_PALETTE;
    return { width, height, channels: palette ? 3 : image.getSamplesPerPixel() };
  } finally {
    await file.close();
  }
}

async function imageHeader({ path, type }: ImageFile): Promise<IImageHeader> {
  if (type === 'bmp') {
    return readBmpHeader(await beginning(path, BMP_HEAD));
  }
  if (type === 'tiff') {
    return tiffHeader(path);
  }
  const { autoOrient, channels } = await sharp(path, SHARP_OPTIONS).metadata();
  return { ...autoOrient, channels };
}

async function describe(media: IMediaFile): Promise<FileMetadata> {
  const size = { size_bytes: media.file.size };
  if (media.kind === 'image') {
    const { width, height, channels } = await imageHeader(media.file);
    return {
      _cls: 'ImageMetadata',
      ...size,
      mime_type: IMAGE_TYPES[media.file.type].mime,
      width,
      height,
      num_channels: channels
    };
  }
  if (media.kind === 'video') {
    const header = await readVideoHeader(media.file.path, media.file.type);
    return {
      _cls: 'VideoMetadata',
      ...size,
      mime_type: VIDEO_TYPES[media.file.type].mime,
      frame_width: header.width,
      frame_height: header.height,
      frame_rate: header.rate,
      total_frame_count: header.frames,
      duration: header.duration,
      encoding_str: header.coding
    };
  }
  if (media.kind === 'point-cloud') {
    const { points, fields, encoding } = readPointCloudHeader(
      await beginning(media.file.path, POINT_CLOUD_HEAD)
    );
    return {
      _cls: 'Metadata',
      ...size,
      mime_type: 'application/octet-stream',
      num_points: points,
      point_fields: fields,
      encoding_str: encoding
    };
  }
  return { _cls: 'Metadata', ...size, mime_type: 'application/octet-stream' };
}

/** Reads the header of a file. @throws RequestError of code `media`, naming the file */
export async function fileMetadata(filepath: string): Promise<FileMetadata> {
  const { media, handle } = await openMedia(filepath);
  await handle.close();
  try {
    return await describe(media);
  } catch (error) {
    throw error instanceof RequestError ? error : brokenImage(filepath, error);
  }
}
