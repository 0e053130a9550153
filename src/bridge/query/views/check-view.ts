/** Checks a view stage by stage before it is used. */
import { isGenerating, type Expression, type Stage, type View } from '../../../protocol';
import { RequestError } from '../../request-error';
import { checkExpression } from '../expressions';
import { asGenerating, planGenerated } from '../generated';
import { describeType, isList, type DatasetSchema } from '../schema';
import { anyLabelField, checkContentStage } from './check-content';
import { checkGrouping, checkGroupStage } from './check-groups';
import { concatenated } from './concat';
import { checkLabelStage } from './label-choice';

function checkSortKey(key: Expression, schema: DatasetSchema): void {
  const type = checkExpression(key, schema, { kind: 'sample' });
  if (isList(type) || type === 'document') {
    throw new RequestError(
      'wrong_type',
      `Samples are sorted by single values, but this key is ${describeType(type)}. ` +
        'Sort by its length, sum, mean, min or max.',
      { ...('field' in key ? { field: key.field } : {}) }
    );
  }
}

/** The schema after a stage. @throws RequestError */
export function checkStage(stage: Stage, schema: DatasetSchema): DatasetSchema {
  switch (stage.stage) {
    case 'match':
      checkExpression(stage.filter, schema, { kind: 'sample' });
      return schema;
    case 'filter_labels':
      checkExpression(stage.filter, schema, {
        kind: 'label',
        field: anyLabelField(schema, stage.field)
      });
      return schema;
    case 'exists':
      schema.resolve(stage.field);
      return schema;
    case 'sort_by':
      stage.keys.forEach(({ key }) => checkSortKey(key, schema));
      return schema;
    case 'select_by':
    case 'exclude_by':
    case 'match_labels':
    case 'geo_near':
    case 'geo_within':
    case 'select_fields':
    case 'exclude_fields':
    case 'filter_field':
    case 'filter_keypoints':
    case 'limit_labels':
    case 'map_labels':
    case 'map_values':
    case 'set_field':
    case 'match_frames':
    case 'select_frames':
    case 'exclude_frames':
      return checkContentStage(stage, schema);
    case 'select_labels':
    case 'exclude_labels':
      return checkLabelStage(stage, schema);
    case 'group_by':
    case 'flatten':
      return checkGroupStage(stage, schema, checkStage);
    default:
      return isGenerating(stage)
        ? schema.replaced(planGenerated(asGenerating(stage), schema).fields)
        : schema;
  }
}

/**
 * The schema that a view leaves readable.
 * @throws RequestError whose details have `stage_index` and `stage`.
 */
export function checkView(view: View, schema: DatasetSchema): DatasetSchema {
  checkGrouping(view, schema.dataset);
  return view.reduce((current, stage, index) => {
    try {
      if (stage.stage === 'concat') {
        checkView(concatenated(stage), schema);
      }
      return checkStage(stage, current);
    } catch (error) {
      if (error instanceof RequestError) {
        throw new RequestError(error.code, error.message, {
          dataset: schema.dataset,
          ...error.details,
          stage_index: index,
          stage: stage.stage
        });
      }
      throw error;
    }
  }, schema);
}
