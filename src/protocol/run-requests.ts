/** Requests about runs: what was once computed over a dataset, with its parameters and results. */
import { z } from 'zod';
import { viewSchema, type View } from './stages';

const dataset = z.string().length(24);
/** What kind of run it is; keys are unique within a kind. */
const type = z.enum(['annotation', 'brain', 'evaluation', 'custom']);
const key = z
  .string()
  .max(200)
  .regex(/^[\p{L}_][\p{L}\p{N}_]*$/u, 'must be a name such as my_run: letters, digits and _');

const run = z.strictObject({
  key,
  /** Version of Lunette that made it. */
  version: z.string().max(100),
  /** When, in milliseconds since the epoch, UTC. */
  timestamp: z.number(),
  /** Its parameters. */
  config: z.record(z.string(), z.unknown()),
  /** What it ran on. */
  view: viewSchema
});

export const RUN_REQUESTS = {
  'run.list': z.object({ dataset, type }),
  /** With `results`, the payload is what was saved as results, if anything was. */
  'run.load': z.object({ dataset, type, key, results: z.boolean().default(false) }),
  /**
   * A key that is taken is a `conflict`, unless `overwrite`. Payload: the results; without one, those
   * of a run that is there stay, unless `clear_results`.
   */
  'run.save': z.object({
    dataset,
    type,
    run,
    overwrite: z.boolean().default(false),
    clear_results: z.boolean().default(false)
  }),
  'run.rename': z.object({ dataset, type, key, to: key }),
  /** Without a key: all of the type. */
  'run.delete': z.object({ dataset, type, key: key.nullish() })
} as const;

export type RunType = z.infer<typeof type>;
export interface IRunInfo {
  key: string;
  version: string;
  timestamp: number;
  config: Record<string, unknown>;
  view: View;
}
export interface IRunResults {
  /** By key. */
  'run.list': IRunInfo[];
  'run.load': IRunInfo;
  'run.save': IRunInfo;
  'run.rename': IRunInfo;
  'run.delete': { count: number };
}
