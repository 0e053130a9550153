/** Requests about the plots of a session. */
import { z } from 'zod';

const session = z.string();

export const PLOT_REQUESTS = {
  /** Keeps a data frame as long as the session. Payload: columns frame. Result `{data}`, its id. */
  'plot.put_data': z.object({ session }),
  /** Payload: the data frame. */
  'plot.data': z.object({ session, data: z.string().min(1).max(64) }),
  /** A plot drawn by the bridge as it is now. Sizes in CSS pixels. Payload PNG. */
  'plot.picture': z.object({
    session,
    name: z.string().min(1).max(100),
    width: z.int().min(100).max(4000).default(800),
    height: z.int().min(100).max(4000).default(400),
    scale: z.number().min(0.25).max(3).default(1),
    theme: z.enum(['light', 'dark']).default('light')
  })
} as const;

export interface IPlotResults {
  'plot.put_data': { data: string };
  'plot.data': Record<string, never>;
  'plot.picture': { width: number; height: number; text: string };
}
