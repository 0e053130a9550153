/** The worker thread of pictures: sharp and cache.db. */
import sharp from 'sharp';
import { drawPicture } from './draw-picture';
import { fillPageFromFiles } from './fill-page';
import { ImageLibrary } from './image-library';
import type { IMediaWorkerData, IMetadataJob, IThumbnailJob } from './media-protocol';
import { metadataOfFiles } from './metadata-of-files';
import { preparePictureFont } from './picture-font';
import { PixelWindows, type IWindowRequest } from './pixel-windows';
import { thumbnails } from './thumbnails';
import { WorkQueue } from './work-queue';
import type { IPictureInput } from '../picture';
import type { IRasterFile } from '../rasters';
import { SqliteCache } from '../store/sqlite-cache';
import { serveWorker } from '../workers';

serveWorker<IMediaWorkerData>(({ file, maxCacheBytes, parallel }) => {
  const cache = new SqliteCache(file, maxCacheBytes);
  const windows = new PixelWindows();
  const library = new ImageLibrary(cache, new WorkQueue(parallel));
  return {
    handlers: {
      thumbnails: (job, _payload, { signal }) => thumbnails(library, job as IThumbnailJob, signal),
      convert: async (filepath, _payload, { signal }) => {
        const { type, bytes } = await library.converted(filepath as string, signal);
        return { result: { type }, payload: new Uint8Array(bytes) };
      },
      pixels: request => windows.read(request as IWindowRequest),
      put_poster: async (filepath, frame) => {
        await library.putPoster(filepath as string, frame ?? new Uint8Array());
        return { result: null };
      },
      metadata: async (job, _payload, { checkpoint }) => ({
        result: await metadataOfFiles(job as IMetadataJob, parallel, checkpoint)
      }),
      svg: async params => {
        await preparePictureFont();
        const { svg, scale } = params as { svg: string; scale: number };
        const png = await sharp(Buffer.from(svg), { density: 72 * scale, limitInputPixels: 1e8 })
          .png({ palette: true })
          .toBuffer();
        return { result: null, payload: new Uint8Array(png) };
      },
      rasters: (files, page, { signal }) =>
        fillPageFromFiles(library, files as IRasterFile[], page ?? new Uint8Array(), signal),
      picture: async (input, page, { signal }) => {
        const stretch = await preparePictureFont();
        return drawPicture(library, input as IPictureInput, page, stretch, signal);
      }
    },
    close: () => cache.close()
  };
});
