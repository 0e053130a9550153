/** Several encoded pictures in one block of bytes, for batches of thumbnails. */
import { decodeColumns, encodeColumns } from './columns-frame';

/** Longest sides, in pixels, at which thumbnails are made. */
export const THUMBNAIL_SIZES = [128, 256, 512] as const;

/** What a thumbnail says of the video that it stands for. */
export interface IVideoInfo {
  /** Seconds. */
  duration: number;
  /** Frames per second, and frames. */
  rate: number;
  frames: number;
  /**
   * Whether the picture is a frame of it. If not, a page that can play the video paints one and hands
   * it in (`media.put_poster`).
   */
  poster: boolean;
}

export interface IImageEntry {
  sample_id: string;
  /** `image/webp`, or null if the media cannot be shown. */
  type: string | null;
  bytes: Uint8Array;
  /** Size of the original as shown (EXIF applied), in pixels; 0 unknown. */
  width: number;
  height: number;
  /** The file is a video. */
  video?: IVideoInfo;
  /** Name of the file (no folder) and why it cannot be shown, in one sentence. */
  error?: string;
}

interface IImageMeta {
  images: (Omit<IImageEntry, 'bytes'> & { offset: number; length: number })[];
}

export function encodeImages(images: IImageEntry[]): Uint8Array {
  const total = images.reduce((sum, image) => sum + image.bytes.length, 0);
  const data = new Uint8Array(total);
  let offset = 0;
  const meta: IImageMeta = {
    images: images.map(({ bytes, ...rest }) => {
      data.set(bytes, offset);
      const entry = { ...rest, offset, length: bytes.length };
      offset += bytes.length;
      return entry;
    })
  };
  return encodeColumns(meta, { data });
}

export function decodeImages(bytes: Uint8Array): IImageEntry[] {
  const { meta, columns } = decodeColumns<IImageMeta>(bytes);
  const data = columns['data'] as Uint8Array;
  return meta.images.map(({ offset, length, ...rest }) => ({
    ...rest,
    bytes: data.subarray(offset, offset + length)
  }));
}
