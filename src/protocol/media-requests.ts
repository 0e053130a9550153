/** Requests about the files behind samples: numbers of pixels, metadata. */
import { z } from 'zod';
import { viewSchema } from './stages';

const dataset = z.string().length(24);
const sampleId = z.string().length(24);

/** Kinds of numbers in the pixels of a picture. */
export const PIXEL_TYPES = [
  'uint8',
  'uint16',
  'uint32',
  'int8',
  'int16',
  'int32',
  'float32',
  'float64'
] as const;
export type PixelType = (typeof PIXEL_TYPES)[number];
export type PixelArray =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Longest side of a window of pixels. */
export const MAX_PIXEL_WINDOW = 256;

export const MEDIA_REQUESTS = {
  /**
   * The numbers in a window of a picture, upright, as the file stores them. Result `PixelWindow`;
   * payload: `width × height × bands` little-endian numbers of `type`, row by row, the numbers of a
   * pixel beside each other. The window is cut to the picture.
   */
  'media.pixels': z.object({
    dataset,
    sample_id: sampleId,
    x: z.int().min(0),
    y: z.int().min(0),
    width: z.int().min(1).max(MAX_PIXEL_WINDOW),
    height: z.int().min(1).max(MAX_PIXEL_WINDOW)
  }),
  /** Payload: a frame of the video, as a PNG, JPEG or WebP; from then on its thumbnails show it. */
  'media.put_poster': z.object({ dataset, sample_id: sampleId }),
  /**
   * Reads the headers of the files of a view and writes what they say into `metadata`. Files that
   * cannot be read keep what they have and are named; the others go on.
   */
  'media.compute_metadata': z.object({
    dataset,
    view: viewSchema.default([]),
    /** Also of samples that have it already. */
    overwrite: z.boolean().default(false),
    /** Files read at the same time. */
    num_workers: z.int().min(1).max(64).nullish(),
    /** With false, the first file that cannot be read ends it with an error. */
    skip_failures: z.boolean().default(true)
  }),
  /** The same of single files, for kernels: nothing is written. One result per path. */
  'media.file_metadata': z.object({ filepaths: z.array(z.string().min(1)).min(1).max(1000) })
} as const;

/** A window of the numbers of a picture. */
export interface IPixelWindow {
  /** Of the window, in pixels of the picture as shown. */
  x: number;
  y: number;
  width: number;
  height: number;
  type: PixelType;
  bands: number;
  /** Indexes of the bands that are shown as grey, or as red, green and blue. */
  shown: number[];
  /** The numbers shown as black and as white; null if they are shown as they are. */
  range: [number, number] | null;
}

/** What is known of a media file without looking at its content. */
export type FileMetadata = { _cls: string; size_bytes: number; mime_type: string | null } & Record<
  string,
  unknown
>;

export interface IMetadataFailure {
  sample_id: string;
  /** Names the file and says what to do. */
  message: string;
}

export interface IMediaResults {
  'media.pixels': IPixelWindow;
  'media.put_poster': Record<string, never>;
  'media.compute_metadata': {
    /** Samples whose metadata were written. */
    written: number;
    /** Samples that had metadata already. */
    skipped: number;
    failed: number;
    /** The first failures, at most 100. */
    failures: IMetadataFailure[];
  };
  'media.file_metadata': ({ metadata: FileMetadata } | { error: string })[];
}
