/** Thumbnails and converted pictures: from the cache, or made once for everybody who asks. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { RequestError } from '../request-error';
import type { ICachedImage, SqliteCache } from '../store/sqlite-cache';
import { convertForBrowser, makeThumbnail, type Crop } from './codec';
import { inspectImage, pictureOf } from './image-file';
import { openMedia } from './media-file';
import { posterThumbnails } from './posters';
import { rasterOfFile } from './raster-file';
import { standIn } from './stand-in';
import type { IRasterOptions } from '../rasters';
import type { WorkQueue } from './work-queue';

/** Changes when the encoding does, so that older pictures are not used. */
const CODEC_VERSION = 2;
/** Pictures larger than this are not worth their place in the cache. */
const MAX_CACHED_BYTES = 16 * 1024 * 1024;
const MAX_FAILURES = 10_000;

const isCancelled = (error: unknown): boolean =>
  error instanceof RequestError && error.code === 'cancelled';

async function thumbnailOf(filepath: string, size: number, crop?: Crop): Promise<ICachedImage> {
  const { media, handle, head } = await openMedia(filepath);
  try {
    if (media.kind === 'image') {
      return await makeThumbnail(await pictureOf(media, handle, head), size, crop);
    }
  } finally {
    await handle.close();
  }
  return standIn(media, size);
}

export class ImageLibrary {
  constructor(
    private readonly _cache: SqliteCache,
    private readonly _queue: WorkQueue
  ) {}

  /**
   * A WebP that fits into `size` × `size` pixels, of the whole picture or of a part of it: then its
   * pixels are the original's, and its size is that of the part.
   * @throws RequestError of code `media`
   */
  thumbnail(
    filepath: string,
    size: number,
    signal: AbortSignal,
    crop?: Crop
  ): Promise<ICachedImage> {
    const part = crop ? ` ${crop.map(side => side.toFixed(5)).join(' ')}` : '';
    return this._image(filepath, `t${size}${part}`, signal, () =>
      thumbnailOf(filepath, size, crop)
    );
  }

  /** Keeps the frame of a video as its thumbnails. @throws RequestError */
  async putPoster(filepath: string, frame: Uint8Array): Promise<void> {
    for (const [size, thumbnail] of await posterThumbnails(filepath, frame)) {
      this._cache.put(await this._key(filepath, `t${size}`), thumbnail);
    }
  }

  /** The whole picture as WebP or PNG. @throws RequestError of code `media` */
  converted(filepath: string, signal: AbortSignal): Promise<ICachedImage> {
    return this._image(filepath, 'view', signal, async () =>
      convertForBrowser(await inspectImage(filepath))
    );
  }

  /** The raster of a page from a mask or map. @throws RequestError of code `media` */
  raster(filepath: string, options: IRasterOptions, signal: AbortSignal): Promise<ICachedImage> {
    const { mode, range, maxRaster } = options;
    return this._image(filepath, `${mode} ${maxRaster} ${String(range)}`, signal, async () =>
      rasterOfFile(await inspectImage(filepath), options)
    );
  }

  private async _image(
    filepath: string,
    variant: string,
    signal: AbortSignal,
    make: () => Promise<ICachedImage>
  ): Promise<ICachedImage> {
    const key = await this._key(filepath, variant);
    const name = key.toString('base64');
    const cached = this._cache.get(key);
    if (cached) {
      return cached;
    }
    const failure = this._failures.get(name);
    if (failure) {
      throw failure;
    }
    for (;;) {
      const making = this._making.get(name);
      if (!making) {
        break;
      }
      try {
        return await making;
      } catch (error) {
        // Whoever asked first no longer wants it; this one does.
        if (!isCancelled(error) || signal.aborted) {
          throw error;
        }
      }
    }
    const work = this._queue.add(signal, make);
    this._making.set(name, work);
    try {
      const image = await work;
      if (image.bytes.length <= MAX_CACHED_BYTES) {
        this._cache.put(key, image);
      }
      return image;
    } catch (error) {
      if (error instanceof RequestError && !isCancelled(error)) {
        this._remember(name, error);
      }
      throw error;
    } finally {
      this._making.delete(name);
    }
  }

  /** Changes with the file: path, time, size. */
  private async _key(filepath: string, variant: string): Promise<Buffer> {
    let stamp = 'none';
    try {
      const { mtimeNs, size } = await stat(filepath, { bigint: true });
      stamp = `${mtimeNs}-${size}`;
    } catch {
      // It is not there or cannot be reached: `make` says why, and is asked again each time.
      stamp = `none-${(this._attempt += 1)}`;
    }
    return createHash('sha256')
      .update([CODEC_VERSION, variant, stamp, filepath].join('\n'))
      .digest()
      .subarray(0, 20);
  }

  private _remember(name: string, failure: RequestError): void {
    this._failures.set(name, failure);
    if (this._failures.size > MAX_FAILURES) {
      this._failures.delete(this._failures.keys().next().value as string);
    }
  }

  private readonly _making = new Map<string, Promise<ICachedImage>>();
  /** Broken files are not decoded again until they change. */
  private readonly _failures = new Map<string, RequestError>();
  private _attempt = 0;
}
