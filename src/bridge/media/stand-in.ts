/**
 * Thumbnails of what the bridge cannot paint: a quiet tile of the right shape with a sign and a
 * word. For videos the page paints a frame and hands it in (`media.put_poster`).
 */
import { open } from 'node:fs/promises';
import sharp from 'sharp';
import { clockText } from '../../protocol';
import type { ICachedImage } from '../store/sqlite-cache';
import { brokenImage, fileName, notAPicture } from './media-error';
import type { IMediaFile, IVideoFile } from './media-file';
import { preparePictureFont } from './picture-font';
import { POINT_CLOUD_HEAD, readPointCloudHeader } from './point-cloud-header';
import { readVideoHeader } from './video-header';
import { videoThumbnailType } from './video-thumbnail-type';

/** Shape of tiles whose content has none. */
const SQUARE = 512;

const FILM =
  '<rect x="-26" y="-19" width="52" height="38" rx="3" fill="none" stroke="#8d8d8d" stroke-width="3"/>' +
  '<path d="M-7 -9 L10 0 L-7 9 Z" fill="#8d8d8d"/>';
const POINTS = [
  [-22, 8],
  [-12, -4],
  [-4, 10],
  [2, -14],
  [9, 2],
  [17, -9],
  [21, 11]
]
  .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.4" fill="#8d8d8d"/>`)
  .join('');

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

async function tile(
  size: number,
  shape: { width: number; height: number },
  sign: string,
  text: string
): Promise<Uint8Array> {
  await preparePictureFont();
  const shrink = Math.min(1, size / Math.max(shape.width, shape.height));
  const [width, height] = [shape.width, shape.height].map(side =>
    Math.max(1, Math.round(side * shrink))
  ) as [number, number];
  // The sign takes a quarter of the smaller side, and never more than it needs.
  const scale = Math.min(width, height) / 220;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#2a2a2a"/><g transform="translate(${width / 2} ${height / 2 - 10 * scale}) scale(${scale * 1.2})">${sign}</g><text x="${width / 2}" y="${height / 2 + 44 * scale}" text-anchor="middle" font-family="Roboto, sans-serif" font-size="${Math.max(9, 20 * scale)}" fill="#b5b5b5">${escaped(text)}</text></svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).webp({ quality: 80, effort: 0 }).toBuffer());
}

async function videoTile(file: IVideoFile, size: number): Promise<ICachedImage> {
  const header = await readVideoHeader(file.path, file.type);
  const { width, height, duration, rate, frames } = header;
  return {
    type: videoThumbnailType({ duration, rate, frames, poster: false }),
    bytes: await tile(size, header, FILM, clockText(duration)),
    width,
    height
  };
}

async function pointsTile(path: string, size: number): Promise<ICachedImage> {
  const handle = await open(path);
  let points: number;
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(POINT_CLOUD_HEAD));
    ({ points } = readPointCloudHeader(buffer.subarray(0, bytesRead)));
  } finally {
    await handle.close();
  }
  const shape = { width: SQUARE, height: SQUARE };
  const text = `${points.toLocaleString('en').replaceAll(',', '\u202f')} points`;
  return { type: 'image/webp', bytes: await tile(size, shape, POINTS, text), ...shape };
}

/** The tile of a video, point cloud or scene. @throws RequestError of code `media` */
export async function standIn(media: IMediaFile, size: number): Promise<ICachedImage> {
  const { filepath, path } = media.file;
  try {
    switch (media.kind) {
      case 'video':
        return await videoTile(media.file, size);
      case 'point-cloud':
        return await pointsTile(path, size);
      case 'scene': {
        const shape = { width: SQUARE, height: SQUARE };
        const bytes = await tile(size, shape, POINTS, fileName(filepath));
        return { type: 'image/webp', bytes, ...shape };
      }
      case 'image':
        throw notAPicture(filepath);
    }
  } catch (error) {
    throw brokenImage(filepath, error);
  }
}
