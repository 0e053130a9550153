/** Requests about views whose samples are made by a stage: patches, clips, frames. */
import { z } from 'zod';
import { viewSchema } from './stages';
import type { IDatasetInfo } from './dataset-requests';

export const GENERATED_REQUESTS = {
  /**
   * Makes the samples of the view's generating stage, if they are not there or not up to date, and
   * tells where they are kept. `renew` makes them anew whatever is there. A view without such a
   * stage is an error.
   */
  'view.generate': z.object({
    dataset: z.string().length(24),
    view: viewSchema,
    renew: z.boolean().default(false)
  })
} as const;

/** Where the samples of a view are kept that has a generating stage. */
export interface IGeneratedView {
  /** Id of the hidden dataset: its pictures are asked for with it. */
  dataset: string;
  /** Name of the last generating stage. */
  stage: string;
  /** Stages of the view up to and with it; those behind apply to the hidden dataset. */
  stages: number;
}

export interface IGeneratedResults {
  'view.generate': IGeneratedView & { info: IDatasetInfo };
}
