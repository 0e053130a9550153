/** Properties that a dataset may have besides its name, fields and free-form info. */
import { z } from 'zod';

/** What the samples of a dataset are; null while there is none. */
export const mediaTypeSchema = z.enum(['image', 'video', 'point-cloud', '3d', 'group', 'unknown']);
export type MediaType = z.infer<typeof mediaTypeSchema>;

const name = z.string().max(1000);
const classes = z.array(z.string().max(10_000)).max(100_000);
/** Value of a mask's pixels, as decimal digits or `#RRGGBB`, to the name of what it means. */
const maskTargets = z.record(z.string().max(40), z.string().max(10_000));
const skeleton = z.strictObject({
  labels: z.array(z.string().max(1000)).nullish(),
  /** Lists of indexes of keypoints that are joined by lines. */
  edges: z.array(z.array(z.int().min(0)))
});

/** Absent parts are empty. By field: classes, mask targets and skeletons of that field only. */
export const datasetPropertiesSchema = z.strictObject({
  classes: z.record(name, classes).optional(),
  default_classes: classes.optional(),
  mask_targets: z.record(name, maskTargets).optional(),
  default_mask_targets: maskTargets.optional(),
  skeletons: z.record(name, skeleton).optional(),
  default_skeleton: skeleton.nullish(),
  /** Grouped datasets: the field with the group, its slices with their media types, in order. */
  group_field: name.nullish(),
  group_slices: z.array(z.strictObject({ name, media_type: mediaTypeSchema })).optional(),
  default_group_slice: name.nullish(),
  /** Milliseconds since the epoch; null if no sample was ever deleted. */
  last_deletion_at: z.number().nullish(),
  /** Of a dataset that is derived from another: how, and at which operation number of it. */
  derived: z.record(z.string(), z.unknown()).optional()
});
export type DatasetProperties = z.infer<typeof datasetPropertiesSchema>;
export type Skeleton = z.infer<typeof skeleton>;
