/** Requests that write a session into a file. For kernels only: they name a place in the file system. */
import { z } from 'zod';

/** Samples in an exported page if nothing else is said, and at most. */
export const EXPORT_SAMPLES = { usual: 500, most: 10_000 } as const;

export const EXPORT_REQUESTS = {
  /**
   * One self-contained HTML page of the first samples of the session's view, at `path` (absolute).
   * Progress counts samples. `conflict` if the file exists and is not to be overwritten,
   * `not_found` if its folder does not exist.
   */
  'session.export_html': z.object({
    session: z.string(),
    path: z.string().min(1).max(4096),
    max_samples: z.int().min(1).max(EXPORT_SAMPLES.most).default(EXPORT_SAMPLES.usual),
    overwrite: z.boolean().default(false)
  })
} as const;

export interface IExportResults {
  'session.export_html': {
    path: string;
    /** Samples in the page. */
    samples: number;
    /** Size of the file. */
    bytes: number;
  };
}
