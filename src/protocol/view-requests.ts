/** Requests about what views are, without their samples. */
import { z } from 'zod';
import type { MediaType } from './dataset-properties';
import type { IFieldSpec } from './fields';
import { viewSchema, type Stage } from './stages';

export const VIEW_REQUESTS = {
  /** What a view leaves readable; also checks it, as `view.check` does. */
  'view.describe': z.object({
    dataset: z.string().length(24),
    view: viewSchema.default([])
  }),
  /**
   * Steps of a database pipeline as stages behind a view. What has no form as a stage is an error
   * that names it.
   */
  'view.of_pipeline': z.object({
    dataset: z.string().length(24),
    view: viewSchema.default([]),
    pipeline: z.array(z.record(z.string(), z.unknown())).max(200)
  }),
  /**
   * What the samples of the view show becomes what is stored: labels that it filters are deleted,
   * computed values written, values of fields that it leaves out deleted. `fields` limits it to
   * some fields; then nothing is left out. Samples outside of the view stay as they are.
   */
  'view.save': z.object({
    dataset: z.string().length(24),
    view: viewSchema.default([]),
    fields: z.array(z.string()).nullish()
  }),
  /** Deletes the samples that are not in the view. */
  'view.keep': z.object({
    dataset: z.string().length(24),
    view: viewSchema.default([])
  })
} as const;

/** Parts of a field's document that a view leaves out: all but `only`, and those of `without`. */
export interface IHiddenParts {
  only: string[] | null;
  without: string[];
}

export interface IViewDescription {
  /** The fields that can be read, the default fields among them. */
  fields: IFieldSpec[];
  media_type: MediaType | null;
  /** By field: attributes of its labels, or parts of its document, that cannot be read. */
  hidden: Record<string, IHiddenParts>;
  /** Fields that may show only some of their labels or frames. */
  filtered: string[];
  /** Fields whose content stages of the view change. */
  changed: string[];
  /** Operation number of the dataset that this is true for. */
  seq: number;
}

export interface IViewResults {
  'view.describe': IViewDescription;
  'view.of_pipeline': Stage[];
  /** `count`: samples that changed, or were deleted. */
  'view.save': { seq: number; count: number };
  'view.keep': { seq: number; count: number };
}
