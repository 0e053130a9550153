/** What the main thread asks of the media worker. */
import type { IPaintedPicture } from '../picture';

export interface IMediaWorkerData {
  file: string;
  maxCacheBytes: number;
  parallel: number;
}

export interface IThumbnailJob {
  size: number;
  /** `filepath` null: the dataset has no such sample. */
  sources: { sample_id: string; filepath: string | null }[];
}

/** Sizes of the originals as shown, in pixels. The payload is an image frame. */
export interface IThumbnailResult {
  sizes: { sample_id: string; width: number; height: number }[];
}

export interface IConvertResult {
  type: string;
}

/** The payload is the file. */
export type IPictureResult = Omit<IPaintedPicture, 'bytes'>;
