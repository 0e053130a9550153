/** Stages that choose samples by values, by their labels, by place, and by other views. */
import { z } from 'zod';
import { expressionSchema, literalSchema } from './expressions';
import { labelChoice } from './label-choice';

const path = z.string().min(1).max(1000);
/** Longitude and latitude in degrees. */
const position = z.tuple([z.number(), z.number()]);

export const SAMPLE_STAGES = [
  /** Samples whose field has one of the values; `ordered`: in the order of the values. */
  z.strictObject({
    stage: z.literal('select_by'),
    field: path,
    values: z.array(literalSchema),
    ordered: z.boolean().default(false)
  }),
  z.strictObject({ stage: z.literal('exclude_by'), field: path, values: z.array(literalSchema) }),
  /**
   * Samples with (`bool: false`: without) a label that is meant; `filter` is relative to the label.
   * The labels themselves stay as they are.
   */
  z.strictObject({
    stage: z.literal('match_labels'),
    ...labelChoice,
    filter: expressionSchema.nullish(),
    bool: z.boolean().default(true)
  }),
  /** Samples by their distance from a point, nearest first; distances in metres. */
  z.strictObject({
    stage: z.literal('geo_near'),
    point: position,
    /** A field of geolocations; null: the only one. */
    location_field: path.nullish(),
    min_distance: z.number().min(0).nullish(),
    max_distance: z.number().min(0).nullish(),
    query: expressionSchema.nullish()
  }),
  /** Samples inside polygons: a list of polygons, each of rings of which the first is outside. */
  z.strictObject({
    stage: z.literal('geo_within'),
    boundary: z.array(z.array(z.array(position).min(3)).min(1)).min(1),
    location_field: path.nullish(),
    /** Whether all of the location must be inside, and not only some of it. */
    strict: z.boolean().default(true)
  }),
  /**
   * The samples so far, then those of another view of the dataset that were not among them, each
   * with the content of the view that it comes from. `stages` are stages of that view.
   */
  z.strictObject({
    stage: z.literal('concat'),
    stages: z.array(z.record(z.string(), z.unknown())).max(200)
  })
] as const;
