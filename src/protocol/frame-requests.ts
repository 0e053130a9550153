/** Requests about the frames of videos. */
import { z } from 'zod';
import { MAX_RASTER } from './page-frame';
import { viewSchema } from './stages';

export const FRAME_REQUESTS = {
  /**
   * Labels of the frames `first … first + count - 1` of a video, to draw them in time. Payload: a page
   * frame (protocol/page-frame.ts) whose samples are the frames that have a document, with their
   * numbers in the column `frame` u32[count]. Label fields are named as paths: `frames.objects`.
   */
  'sample.frames': z.object({
    dataset: z.string().length(24),
    view: viewSchema.default([]),
    sample_id: z.string().length(24),
    first: z.int().min(1).default(1),
    count: z.int().min(1).max(10_000),
    fields: z.array(z.string()).default([]),
    attributes: z.record(z.string(), z.string().max(200)).default({}),
    max_raster: z.int().min(16).max(4096).default(MAX_RASTER)
  })
} as const;

export interface IFrameResults {
  'sample.frames': {
    /** Frames that have a document, of the whole video. */
    total: number;
    /** Numbers of these, ascending; at most 100 000. */
    numbers: number[];
  };
}
