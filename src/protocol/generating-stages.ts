/**
 * Stages that make samples of their own out of those before them: one per label, clip or frame. The
 * bridge keeps what they make as a hidden dataset that follows its source (docs/generated-views.md).
 */
import { z } from 'zod';
import { expressionSchema } from './expressions';

const path = z.string().min(1).max(1000);
/** Further fields to take along: some, or all. */
const otherFields = z.union([z.array(path), z.literal(true)]).nullish();

/** One sample per label of a field with boxes, outlines or keypoints. */
export const toPatchesSchema = z.strictObject({
  stage: z.literal('to_patches'),
  field: path,
  other_fields: otherFields,
  /** Whether each sample has a list with its one label, and not the label itself. */
  keep_label_lists: z.boolean().default(false)
});

/** One sample per true positive, false positive and false negative of an evaluation. */
export const toEvaluationPatchesSchema = z.strictObject({
  stage: z.literal('to_evaluation_patches'),
  eval_key: z.string().min(1).max(1000),
  /** The fields that were compared; found by their attribute `eval_key` if they are not given. */
  gt_field: path.nullish(),
  pred_field: path.nullish(),
  other_fields: otherFields
});

/** One sample per range of frames: of a field with supports, or where an expression is true. */
export const toClipsSchema = z.strictObject({
  stage: z.literal('to_clips'),
  field_or_expr: z.union([path, expressionSchema, z.array(z.unknown())]),
  other_fields: otherFields,
  /** Most frames without a match inside a clip, and least frames of a clip. */
  tol: z.int().min(0).default(0),
  min_len: z.int().min(0).default(0),
  /** Whether there is a clip per object, told by `label` and `index`. */
  trajectories: z.boolean().default(false)
});

/** One sample per object that is followed through the frames of a video. */
export const toTrajectoriesSchema = z.strictObject({
  stage: z.literal('to_trajectories'),
  field: path
});

/** One sample per frame of the videos that is stored. */
export const toFramesSchema = z.strictObject({
  stage: z.literal('to_frames'),
  /** Whether there must be a picture for each frame: its `filepath`. */
  sample_frames: z.boolean().default(false),
  /** Whether only frames with a document count, and not every frame of the video. */
  sparse: z.boolean().default(false)
});

export const GENERATING_STAGES = [
  toPatchesSchema,
  toEvaluationPatchesSchema,
  toClipsSchema,
  toTrajectoriesSchema,
  toFramesSchema
] as const;

const NAMES: ReadonlySet<string> = new Set(
  GENERATING_STAGES.map(schema => schema.shape.stage.value)
);

/** Whether a stage makes samples of its own. */
export const isGenerating = (stage: { stage: string }): boolean => NAMES.has(stage.stage);
