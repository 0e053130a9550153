/**
 * View stages. A view is a dataset and a list of stages applied in order; each stage is plain data.
 * Names and parameters are the snake_case forms of the reference system's stage classes.
 */
import { z } from 'zod';
import { CONTENT_STAGES } from './content-stages';
import { expressionSchema } from './expressions';
import { GENERATING_STAGES } from './generating-stages';
import { GROUP_STAGES } from './group-stages';
import { labelChoice } from './label-choice';
import { SAMPLE_STAGES } from './sample-stages';

const path = z.string().min(1).max(1000);
const ids = z.array(z.string().min(1).max(64));

export const stageSchema = z.discriminatedUnion('stage', [
  /** Samples for which the expression is true. */
  z.strictObject({ stage: z.literal('match'), filter: expressionSchema }),
  /** Samples with any (or all) of the tags; `bool: false` keeps those without. */
  z.strictObject({
    stage: z.literal('match_tags'),
    tags: z.array(z.string()),
    bool: z.boolean().default(true),
    all: z.boolean().default(false)
  }),
  /**
   * Labels of `field` for which the expression, relative to the label, is true;
   * `only_matches` drops samples left without a label there.
   */
  z.strictObject({
    stage: z.literal('filter_labels'),
    field: path,
    filter: expressionSchema,
    only_matches: z.boolean().default(true)
  }),
  /** Samples whose field is (`bool: false`: is not) non-null. */
  z.strictObject({ stage: z.literal('exists'), field: path, bool: z.boolean().default(true) }),
  /** Sorted by each key in turn, stable; null sorts below everything. */
  z.strictObject({
    stage: z.literal('sort_by'),
    keys: z
      .array(z.strictObject({ key: expressionSchema, reverse: z.boolean().default(false) }))
      .min(1)
  }),
  z.strictObject({ stage: z.literal('limit'), limit: z.int() }),
  z.strictObject({ stage: z.literal('skip'), skip: z.int() }),
  /** `size` random samples, and all samples in random order; the seed is drawn when created. */
  z.strictObject({ stage: z.literal('take'), size: z.int(), seed: z.int() }),
  z.strictObject({ stage: z.literal('shuffle'), seed: z.int() }),
  z.strictObject({
    stage: z.literal('select'),
    sample_ids: ids,
    ordered: z.boolean().default(false)
  }),
  z.strictObject({ stage: z.literal('exclude'), sample_ids: ids }),
  /**
   * Only these labels. `omit_empty` drops samples that are left without a label, and the label fields
   * in which none of them can be.
   */
  z.strictObject({
    stage: z.literal('select_labels'),
    ...labelChoice,
    omit_empty: z.boolean().default(true)
  }),
  /** All labels but these; `omit_empty` drops samples that have no label in any field. */
  z.strictObject({
    stage: z.literal('exclude_labels'),
    ...labelChoice,
    omit_empty: z.boolean().default(true)
  }),
  ...SAMPLE_STAGES,
  ...CONTENT_STAGES,
  ...GROUP_STAGES,
  ...GENERATING_STAGES
]);

export type Stage = z.infer<typeof stageSchema>;
export type StageName = Stage['stage'];
export type StageOf<Name extends StageName> = Extract<Stage, { stage: Name }>;

export const viewSchema = z.array(stageSchema).max(200);
export type View = Stage[];
