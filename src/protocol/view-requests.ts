/** Requests about what views are, without their samples. */
import { z } from 'zod';
import type { MediaType } from './dataset-properties';
import type { IFieldSpec } from './fields';
import { viewSchema } from './stages';

export const VIEW_REQUESTS = {
  /** What a view leaves readable; also checks it, as `view.check` does. */
  'view.describe': z.object({
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
}
