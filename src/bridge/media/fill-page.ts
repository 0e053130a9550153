/** Answers the worker's method `rasters`: a page with the masks and maps of files. */
import { fillPage, type IRasterFile, type RasterResult } from '../rasters';
import type { ImageLibrary } from './image-library';
import { failureOf } from './thumbnails';

export async function fillPageFromFiles(
  library: ImageLibrary,
  files: readonly IRasterFile[],
  page: Uint8Array,
  signal: AbortSignal
): Promise<{ result: null; payload: Uint8Array }> {
  const results = await Promise.all(
    files.map(async (file): Promise<RasterResult> => {
      try {
        return { raster: (await library.raster(file.path, file, signal)).bytes };
      } catch (error) {
        return { error: failureOf(error) };
      }
    })
  );
  return { result: null, payload: fillPage(page, files, results) };
}
