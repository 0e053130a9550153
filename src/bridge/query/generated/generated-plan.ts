/** What a generating stage makes of a dataset of some schema: fields, and what it reads for them. */
import {
  DEFAULT_FIELDS,
  type IFieldSpec,
  type MediaType,
  type Stage,
  type StageOf
} from '../../../protocol';
import { RequestError } from '../../request-error';
import type { DatasetSchema, ILabelField } from '../schema';
import { evaluationFields } from './evaluation-fields';
import { planClips, planFrames, planTrajectories } from './video-plan';

export type GeneratingStage = StageOf<
  'to_patches' | 'to_evaluation_patches' | 'to_clips' | 'to_trajectories' | 'to_frames'
>;

export interface IGeneratedPlan {
  stage: GeneratingStage;
  /** Fields of the samples that are made, besides those that every sample has. */
  fields: IFieldSpec[];
  mediaType: MediaType;
  /** Fields of the source to read. */
  read: string[];
  /** Default fields that are as the source has them. */
  taken: readonly string[];
  /** Fields whose labels are the source's: what is done to them is done to the source. */
  synced: string[];
  /** Fields whose labels, together, are the part of the picture to show; none: all of it. */
  crop: string[];
}

/** Classes of labels that cover a part of a picture. */
const PATCHES: ReadonlySet<string> = new Set(['Detection', 'Polyline', 'Keypoint']);

/** What patches have of the sample that they are of. */
const TAKEN = ['filepath', 'metadata'];
const DEFAULT_NAMES = new Set(DEFAULT_FIELDS.map(field => field.name));
export const SAMPLE_ID: IFieldSpec = { name: 'sample_id', type: 'object_id', read_only: true };

/** The field of a list of labels as one that holds a single label. */
function elementSpec(schema: DatasetSchema, field: ILabelField): IFieldSpec {
  const { fields, ...spec } = schema.fields.get(field.name) as IFieldSpec;
  const declared = (fields ?? []).flatMap(part =>
    part.name === field.list && part.type === 'list' ? (part.fields ?? []) : [part]
  );
  return {
    ...spec,
    document: field.element,
    ...(declared.length > 0 ? { fields: declared } : {})
  };
}

/** Fields to take along. @throws RequestError if one is unknown */
export function otherFields(
  wanted: readonly string[] | true | null | undefined,
  schema: DatasetSchema,
  taken: readonly string[]
): IFieldSpec[] {
  const names =
    wanted === true
      ? [...schema.fields.keys()]
      : (wanted ?? []).map(path => {
          schema.resolve(path);
          return path.split('.')[0] as string;
        });
  const left = new Set([...DEFAULT_NAMES, 'frames', ...taken]);
  return [...new Set(names)]
    .filter(name => !left.has(name))
    .map(name => schema.fields.get(name) as IFieldSpec);
}

/** A field with labels that cover a part of the picture. @throws RequestError */
function patchField(path: string, schema: DatasetSchema, stage: string): ILabelField {
  const field = schema.labelField(path);
  if (!PATCHES.has(field.element)) {
    throw new RequestError(
      'wrong_type',
      `The field '${path}' of dataset '${schema.dataset}' holds ${field.document}, which cover no part of a picture. ${stage} needs Detections, Polylines or Keypoints.`,
      { dataset: schema.dataset, field: path }
    );
  }
  return field;
}

function planPatches(stage: StageOf<'to_patches'>, schema: DatasetSchema): IGeneratedPlan {
  const field = patchField(stage.field, schema, 'to_patches');
  const own = stage.keep_label_lists
    ? (schema.fields.get(field.name) as IFieldSpec)
    : elementSpec(schema, field);
  const others = otherFields(stage.other_fields, schema, [field.name, SAMPLE_ID.name]);
  return {
    stage: { ...stage, field: field.name },
    fields: [SAMPLE_ID, own, ...others],
    mediaType: 'image',
    read: [field.name, ...others.map(other => other.name)],
    synced: [field.name],
    taken: TAKEN,
    crop: [field.name]
  };
}

function planEvaluation(
  stage: StageOf<'to_evaluation_patches'>,
  schema: DatasetSchema
): IGeneratedPlan {
  const { gt, pred, crowd } = evaluationFields(stage, schema);
  const both = [gt.name, pred.name];
  const made: IFieldSpec[] = [
    SAMPLE_ID,
    { name: 'type', type: 'string' },
    { name: 'iou', type: 'float' },
    ...(crowd ? [{ name: 'crowd', type: 'bool' } as const] : [])
  ];
  const others = otherFields(stage.other_fields, schema, [...both, ...made.map(f => f.name)]);
  const labels = both.map(name => schema.fields.get(name) as IFieldSpec);
  return {
    stage: { ...stage, gt_field: gt.name, pred_field: pred.name },
    fields: [...made, ...labels, ...others],
    mediaType: 'image',
    read: [...both, ...others.map(other => other.name)],
    synced: both,
    taken: TAKEN,
    crop: both
  };
}

/** @throws RequestError if the stage does not fit the schema */
export function planGenerated(stage: GeneratingStage, schema: DatasetSchema): IGeneratedPlan {
  switch (stage.stage) {
    case 'to_patches':
      return planPatches(stage, schema);
    case 'to_evaluation_patches':
      return planEvaluation(stage, schema);
    case 'to_clips':
      return planClips(stage, schema);
    case 'to_trajectories':
      return planTrajectories(stage, schema);
    case 'to_frames':
      return planFrames(stage, schema);
  }
}

export const asGenerating = (stage: Stage): GeneratingStage => stage as GeneratingStage;
