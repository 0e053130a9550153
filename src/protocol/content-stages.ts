/** Stages that change what samples hold, not what is stored. */
import { z } from 'zod';
import { expressionSchema, literalSchema } from './expressions';

const path = z.string().min(1).max(1000);
const ids = z.array(z.string().min(1).max(64));

/**
 * Which fields by what is said of them: a text that is anywhere in name, type, description or info,
 * or texts by `any`, `name`, `type`, `description`, `info` and `info.<key>`.
 */
export const metaFilterSchema = z.union([
  z.string(),
  z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
]);

export type MetaFilter = z.infer<typeof metaFilterSchema>;

export const CONTENT_STAGES = [
  /** Only these fields (and the default fields) are readable; attributes of labels by their paths. */
  z.strictObject({
    stage: z.literal('select_fields'),
    field_names: z.array(path),
    meta_filter: metaFilterSchema.nullish()
  }),
  z.strictObject({
    stage: z.literal('exclude_fields'),
    field_names: z.array(path),
    meta_filter: metaFilterSchema.nullish()
  }),
  /** Values for which the expression, relative to the value, is not true become null. */
  z.strictObject({
    stage: z.literal('filter_field'),
    field: path,
    filter: expressionSchema,
    only_matches: z.boolean().default(true)
  }),
  /**
   * Points of keypoints that do not pass become NaN. `filter` is relative to the keypoint, with each
   * list of one value per point read at that point; `labels` are names of points in the skeleton.
   */
  z.strictObject({
    stage: z.literal('filter_keypoints'),
    field: path,
    filter: expressionSchema.nullish(),
    labels: z.array(z.string()).nullish(),
    only_matches: z.boolean().default(true)
  }),
  /** The first labels of each sample. */
  z.strictObject({ stage: z.literal('limit_labels'), field: path, limit: z.int() }),
  /** Labels renamed; those that are not in the map stay. */
  z.strictObject({
    stage: z.literal('map_labels'),
    field: path,
    map: z.record(z.string(), z.string().nullable())
  }),
  /** Values replaced, as pairs of old and new; others stay. */
  z.strictObject({
    stage: z.literal('map_values'),
    field: path,
    map: z.array(z.tuple([literalSchema, literalSchema])).max(100_000)
  }),
  /**
   * The value at the path becomes that of the expression, which is relative to the document that
   * holds it. Lists of labels are gone through one by one; `[]` in the path goes through other lists.
   */
  z.strictObject({ stage: z.literal('set_field'), field: path, expr: expressionSchema }),
  /** Frames for which the expression, relative to the frame, is true. */
  z.strictObject({
    stage: z.literal('match_frames'),
    filter: expressionSchema,
    omit_empty: z.boolean().default(true)
  }),
  /** Frames by their ids; `omit_empty` leaves out samples without frames. */
  z.strictObject({
    stage: z.literal('select_frames'),
    frame_ids: ids,
    omit_empty: z.boolean().default(true)
  }),
  z.strictObject({
    stage: z.literal('exclude_frames'),
    frame_ids: ids,
    omit_empty: z.boolean().default(true)
  })
] as const;
