/** Checks the stages that choose samples by values, by labels or by place, or change content. */
import type { Expression, StageOf } from '../../../protocol';
import { RequestError } from '../../request-error';
import { checkExpression } from '../expressions';
import { scalarTypeOf, type DatasetSchema, type ILabelField } from '../schema';
import { pathParts } from './change-path';
import { checkFieldStage } from './field-choice';
import { labelsMeant } from './label-choice';

export type CheckedStage = StageOf<
  | 'select_by'
  | 'exclude_by'
  | 'match_labels'
  | 'geo_near'
  | 'geo_within'
  | 'select_fields'
  | 'exclude_fields'
  | 'filter_field'
  | 'filter_keypoints'
  | 'limit_labels'
  | 'map_labels'
  | 'map_values'
  | 'set_field'
  | 'match_frames'
  | 'select_frames'
  | 'exclude_frames'
>;

const READ_ONLY: ReadonlySet<string> = new Set([
  'id',
  'filepath',
  'created_at',
  'last_modified_at',
  '_id'
]);

/** The label field of samples or of frames. @throws RequestError */
export function anyLabelField(schema: DatasetSchema, path: string): ILabelField {
  return schema.frameLabelField(path) ?? schema.labelField(path);
}

/** The field of locations that a stage means. @throws RequestError */
export function locationField(
  schema: DatasetSchema,
  stage: StageOf<'geo_near' | 'geo_within'>
): string {
  const fields = [...schema.labelFields.values()].filter(({ document }) =>
    ['GeoLocation', 'GeoLocations'].includes(document)
  );
  const named = stage.location_field?.split('.')[0];
  if (named !== undefined) {
    const field = fields.find(({ name }) => name === named);
    if (!field) {
      schema.resolve(named);
      throw new RequestError('wrong_type', `Field '${named}' holds no geolocations.`, {
        field: named
      });
    }
    return field.name;
  }
  if (fields.length !== 1) {
    throw new RequestError(
      'invalid',
      fields.length === 0
        ? `Dataset '${schema.dataset}' has no field of geolocations.`
        : 'Say by location_field which one is meant: ' +
            `${fields.map(({ name }) => name).join(', ')}.`,
      { dataset: schema.dataset }
    );
  }
  return (fields[0] as ILabelField).name;
}

/** The path whose values a stage replaces. @throws RequestError */
function checkWritable(path: string): string {
  const parts = pathParts(path);
  const plain = parts.filter(part => part !== '[]').join('.');
  if (READ_ONLY.has(plain) || parts.at(-1) === 'id' || parts.at(-1) === '_id') {
    throw new RequestError('invalid', `'${plain}' cannot be changed by a view.`, { field: plain });
  }
  return plain;
}

/** An expression relative to the document that holds the last part of a path. */
function checkRelative(expression: Expression, path: string, schema: DatasetSchema): void {
  const above = path.split('.').slice(0, -1).join('.');
  if (above === '') {
    checkExpression(expression, schema, { kind: 'sample' });
    return;
  }
  const target = above.startsWith('frames') ? null : schema.resolve(above);
  const inLabel =
    target?.kind === 'elements' || (target?.kind === 'labels' && target.field.list === null);
  checkExpression(
    expression,
    schema,
    inLabel
      ? { kind: 'label', field: target.field }
      : { kind: 'element', type: 'document', labels: null }
  );
}

function checkSetField(stage: StageOf<'set_field'>, schema: DatasetSchema): DatasetSchema {
  const path = checkWritable(stage.field);
  const above = path.split('.').slice(0, -1).join('.');
  checkRelative(stage.expr, stage.field.endsWith('[]') ? `${path}.element` : path, schema);
  if (above === '') {
    schema.resolve(path);
    return schema;
  }
  const target = schema.resolve(above);
  const inLabels = target.kind === 'elements' || target.kind === 'labels';
  return inLabels
    ? schema.withAttribute(target.field.name, path.split('.').at(-1) as string)
    : schema;
}

function checkFilterField(stage: StageOf<'filter_field'>, schema: DatasetSchema): void {
  const path = checkWritable(stage.field);
  const target = schema.resolve(path);
  const labels = target.kind === 'labels' && target.field.list === null ? target.field : null;
  const scalar =
    target.kind === 'scalar'
      ? target.type
      : target.kind === 'attribute' && target.attribute.kind === 'scalar'
        ? target.attribute.type
        : null;
  checkExpression(
    stage.filter,
    schema,
    labels
      ? { kind: 'label', field: labels }
      : { kind: 'element', type: scalar ?? 'any', labels: null }
  );
}

function requireFrames(schema: DatasetSchema): void {
  if (!schema.frames) {
    throw new RequestError('invalid', `Dataset '${schema.dataset}' has no frames of videos.`, {
      dataset: schema.dataset
    });
  }
}

function checkKeypoints(stage: StageOf<'filter_keypoints'>, schema: DatasetSchema): void {
  const field = schema.labelField(stage.field);
  if (field.element !== 'Keypoint') {
    throw new RequestError('wrong_type', `Field '${stage.field}' holds no keypoints.`, {
      field: stage.field
    });
  }
  if (stage.filter) {
    // The lists of the keypoint are read point by point, which static types do not know.
    const attributes = field.attributes.filter(({ type }) => scalarTypeOf(type) !== null);
    checkExpression(stage.filter, schema, { kind: 'label', field: { ...field, attributes } });
  }
}

/** The schema after a stage. @throws RequestError */
export function checkContentStage(stage: CheckedStage, schema: DatasetSchema): DatasetSchema {
  switch (stage.stage) {
    case 'select_fields':
    case 'exclude_fields':
      return checkFieldStage(stage, schema);
    case 'select_by':
    case 'exclude_by':
    case 'map_values':
      schema.resolve(stage.field.replaceAll('[]', ''));
      if (stage.stage === 'map_values') {
        checkWritable(stage.field);
      }
      return schema;
    case 'match_labels':
      labelsMeant(stage, schema);
      return schema;
    case 'geo_near':
      locationField(schema, stage);
      if (stage.query) {
        checkExpression(stage.query, schema, { kind: 'sample' });
      }
      return schema;
    case 'geo_within':
      locationField(schema, stage);
      return schema;
    case 'filter_field':
      checkFilterField(stage, schema);
      return schema;
    case 'filter_keypoints':
      checkKeypoints(stage, schema);
      return schema;
    case 'map_labels': {
      const field = anyLabelField(schema, stage.field);
      if (!field.attributes.some(({ name }) => name === 'label')) {
        throw new RequestError('wrong_type', `Labels of field '${stage.field}' have no 'label'.`, {
          field: stage.field
        });
      }
      return schema;
    }
    case 'limit_labels': {
      const field = anyLabelField(schema, stage.field);
      if (field.list === null) {
        throw new RequestError('wrong_type', `Field '${stage.field}' holds no list of labels.`, {
          field: stage.field
        });
      }
      return schema;
    }
    case 'set_field':
      return checkSetField(stage, schema);
    case 'match_frames':
      requireFrames(schema);
      checkExpression(stage.filter, schema, { kind: 'element', type: 'document', labels: null });
      return schema;
    case 'select_frames':
    case 'exclude_frames':
      requireFrames(schema);
      return schema;
  }
}
