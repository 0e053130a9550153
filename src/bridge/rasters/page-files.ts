/** Masks and maps that lie in files: what is missing in a page, and how it is put there. */
import { decodePage, encodePage, type ColumnArray } from '../../protocol';
import type { IRasterOptions } from './make-raster';

/** A raster to be read from a file that a kernel named; paths never leave the bridge. */
export interface IRasterFile extends IRasterOptions {
  /** Index of the sample in the page, of the field, and of the label among the field's. */
  sample: number;
  field: number;
  label: number;
  path: string;
}

/** A raster as in a page, or why there is none, in one sentence. */
export type RasterResult = { raster: Uint8Array; error?: undefined } | { error: string };

/** The page with the rasters of these files in the order of `files`. */
export function fillPage(
  bytes: Uint8Array,
  files: readonly IRasterFile[],
  results: readonly RasterResult[]
): Uint8Array {
  const { meta, columns } = decodePage(bytes);
  const all: Record<string, ColumnArray> = { ...columns };
  for (const field of new Set(files.map(file => file.field))) {
    const masks = (columns[`${field}.mask`] as Uint32Array).slice();
    const rasters = [columns[`${field}.raster`] as Uint8Array];
    let length = rasters[0]?.length ?? 0;
    files.forEach((file, i) => {
      const result = results[i] as RasterResult;
      if (file.field !== field) {
        return;
      }
      if (result.error === undefined) {
        masks[file.label] = length;
        rasters.push(result.raster);
        length += result.raster.length;
      } else {
        const name = meta.fields[field]?.path ?? '';
        meta.invalid.push({ sample: file.sample, field: name, message: result.error });
      }
    });
    const raster = new Uint8Array(length);
    let at = 0;
    for (const part of rasters) {
      raster.set(part, at);
      at += part.length;
    }
    all[`${field}.mask`] = masks;
    all[`${field}.raster`] = raster;
  }
  return encodePage({ meta, columns: all });
}
