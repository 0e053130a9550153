/** What the main thread asks of the media worker. */
import type { FileMetadata } from '../../protocol';
import type { Crop } from './codec';
import type { IPaintedPicture } from '../picture';

export interface IMediaWorkerData {
  file: string;
  maxCacheBytes: number;
  parallel: number;
}

export interface IThumbnailJob {
  size: number;
  sources: IThumbnailSource[];
}

export interface IThumbnailSource {
  sample_id: string;
  /** Null: the dataset has no such sample. */
  filepath: string | null;
  /** The part of the picture that is wanted (relative x, y, width, height); absent: all of it. */
  crop?: Crop | undefined;
}

/** Sizes of the originals as shown, in pixels. The payload is an image frame. */
export interface IThumbnailResult {
  sizes: { sample_id: string; width: number; height: number }[];
}

export interface IConvertResult {
  type: string;
}

/** Files whose headers are read, `parallel` at a time (null: as many as the worker likes). */
export interface IMetadataJob {
  files: { sample_id: string; filepath: string }[];
  parallel: number | null;
}

/** What a file says, or why it says nothing. */
export type MetadataOutcome =
  | { sample_id: string; metadata: FileMetadata; message?: undefined }
  | { sample_id: string; metadata?: undefined; message: string };

/** The payload is the file. */
export type IPictureResult = Omit<IPaintedPicture, 'bytes'>;
