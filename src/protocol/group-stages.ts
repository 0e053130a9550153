/** Stages about groups: samples that belong together, by a group field or by any value. */
import { z } from 'zod';
import { mediaTypeSchema } from './dataset-properties';
import { expressionSchema } from './expressions';

const slices = z.array(z.string().max(1000));
const ids = z.array(z.string().min(1).max(64));

export const GROUP_STAGES = [
  /** Samples of one slice. Clients put it in front of the views of a grouped dataset. */
  z.strictObject({ stage: z.literal('group_slice'), slice: z.string().max(1000) }),
  /**
   * All samples of these slices (null: of all) in the groups of the samples so far, as they are
   * stored: what earlier stages did to their content does not count.
   */
  z.strictObject({
    stage: z.literal('select_group_slices'),
    slices: slices.nullish(),
    media_type: mediaTypeSchema.nullish(),
    /** If not, the view stays one of groups that have these slices only. */
    flat: z.boolean().default(true),
    /** Whether group follows group, each with its slices in order. */
    by_group: z.boolean().default(false)
  }),
  /** All samples in the groups of the samples so far but those of these slices. */
  z.strictObject({
    stage: z.literal('exclude_group_slices'),
    slices: slices.nullish(),
    media_type: mediaTypeSchema.nullish()
  }),
  /** Samples whose group is (not) one of these. */
  z.strictObject({
    stage: z.literal('select_groups'),
    group_ids: ids,
    ordered: z.boolean().default(false)
  }),
  z.strictObject({ stage: z.literal('exclude_groups'), group_ids: ids }),
  /**
   * Groups of samples with equal keys, in the order in which they first come. The view has the first
   * sample of each group; with `flat` all samples, group by group.
   */
  z.strictObject({
    stage: z.literal('group_by'),
    keys: z.array(expressionSchema).min(1).max(20),
    /** Orders the samples inside their group. */
    order_by: expressionSchema.nullish(),
    reverse: z.boolean().default(false),
    flat: z.boolean().default(false),
    /** Which groups, and in which order: expressions about the list of samples of a group. */
    match_expr: expressionSchema.nullish(),
    sort_expr: expressionSchema.nullish()
  }),
  /** All samples of the groups of a `group_by`, group by group; `stages` apply to each group. */
  z.strictObject({
    stage: z.literal('flatten'),
    stages: z.array(z.record(z.string(), z.unknown())).default([])
  })
] as const;
