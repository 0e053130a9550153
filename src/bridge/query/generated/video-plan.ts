/** What stages about videos make: frames, clips, trajectories. */
import { isFramesField, type IFieldSpec, type StageOf } from '../../../protocol';
import { RequestError } from '../../request-error';
import { checkExpression } from '../expressions';
import type { DatasetSchema, ILabelField } from '../schema';
import { otherFields, SAMPLE_ID, type IGeneratedPlan } from './generated-plan';

export const SUPPORT: IFieldSpec = {
  name: 'support',
  type: 'list',
  subtype: 'int',
  form: 'frame_support'
};
const FRAME_NUMBER: IFieldSpec = { name: 'frame_number', type: 'int', form: 'frame_number' };
/** What frames have that samples have of their own. */
const OF_SAMPLES = new Set(['id', 'frame_number', 'filepath', 'created_at', 'last_modified_at']);

/** The field of the frames and the schema of these. @throws RequestError if there are none */
function framesOf(
  schema: DatasetSchema,
  stage: string
): { spec: IFieldSpec; frames: DatasetSchema } {
  const spec = [...schema.fields.values()].find(isFramesField);
  const { frames } = schema;
  if (!spec || !frames) {
    throw new RequestError(
      'invalid',
      `${stage} is for videos, and the samples of dataset '${schema.dataset}' have no frames.`,
      { dataset: schema.dataset, stage }
    );
  }
  return { spec, frames };
}

export function planFrames(stage: StageOf<'to_frames'>, schema: DatasetSchema): IGeneratedPlan {
  const { spec } = framesOf(schema, 'to_frames');
  const own = (spec.fields ?? []).filter(field => !OF_SAMPLES.has(field.name));
  return {
    stage,
    fields: [SAMPLE_ID, FRAME_NUMBER, ...own],
    mediaType: 'image',
    read: [spec.name],
    taken: ['filepath'],
    synced: own.map(field => field.name),
    crop: []
  };
}

/** A field of labels of frames, named `frames.detections`. @throws RequestError */
function frameLabels(path: string, frames: DatasetSchema): ILabelField {
  return frames.labelField(path.split('.').slice(1).join('.'));
}

export function planClips(stage: StageOf<'to_clips'>, schema: DatasetSchema): IGeneratedPlan {
  const { field_or_expr: from } = stage;
  const { spec, frames } = framesOf(schema, 'to_clips');
  const isPath = typeof from === 'string';
  const inFrames = isPath && from.startsWith(`${spec.name}.`);
  const made: IFieldSpec[] = [];
  if (inFrames) {
    const labels = frameLabels(from, frames);
    if (stage.trajectories) {
      made.push(trajectoryField(labels.name));
    }
  } else if (isPath) {
    made.push(temporalField(from, schema));
  } else if (!Array.isArray(from)) {
    checkExpression(from, frames, { kind: 'sample' });
  }
  if (stage.trajectories && !inFrames) {
    throw new RequestError(
      'invalid',
      'There are clips of single objects only of a field with labels of frames, such as "frames.detections".',
      { stage: stage.stage }
    );
  }
  const names = [SAMPLE_ID.name, SUPPORT.name, ...made.map(field => field.name)];
  const others = otherFields(stage.other_fields, schema, names);
  const temporal = isPath && !inFrames ? made.map(field => field.name) : [];
  return {
    stage,
    fields: [SAMPLE_ID, SUPPORT, ...made, spec, ...others],
    mediaType: 'video',
    read: [spec.name, ...temporal, ...others.map(field => field.name)],
    taken: ['filepath', 'metadata'],
    synced: [...temporal, spec.name],
    crop: []
  };
}

/** The field of temporal detections as one that holds what they are. @throws RequestError */
function temporalField(path: string, schema: DatasetSchema): IFieldSpec {
  const field = schema.labelField(path);
  if (field.element !== 'TemporalDetection') {
    throw new RequestError(
      'wrong_type',
      `The field '${path}' of dataset '${schema.dataset}' holds ${field.document}, which say nothing of time. Clips are made of TemporalDetections, of labels of frames ("frames.…") or of an expression about frames.`,
      { dataset: schema.dataset, field: path }
    );
  }
  const declared = (schema.fields.get(field.name)?.fields ?? []).flatMap(part =>
    part.name === field.list ? (part.fields ?? []) : [part]
  );
  return {
    name: field.name,
    type: 'document',
    document: 'Classification',
    ...(declared.length > 0 ? { fields: declared } : {})
  };
}

/** Which object a clip is of. */
const trajectoryField = (name: string): IFieldSpec => ({
  name,
  type: 'document',
  document: 'DynamicEmbeddedDocument',
  fields: [
    { name: 'label', type: 'string' },
    { name: 'index', type: 'int' }
  ]
});

export function planTrajectories(
  stage: StageOf<'to_trajectories'>,
  schema: DatasetSchema
): IGeneratedPlan {
  const { spec, frames } = framesOf(schema, 'to_trajectories');
  if (!stage.field.startsWith(`${spec.name}.`)) {
    throw new RequestError(
      'invalid',
      `Objects are followed by the labels of frames, such as "frames.detections"; '${stage.field}' is none.`,
      { field: stage.field }
    );
  }
  const labels = frameLabels(stage.field, frames);
  return {
    stage,
    fields: [SAMPLE_ID, SUPPORT, trajectoryField(labels.name), spec],
    mediaType: 'video',
    read: [spec.name],
    taken: ['filepath', 'metadata'],
    // The frames show one object only: what is done to them is not done to the others.
    synced: [],
    crop: []
  };
}
