/** Checks a view stage by stage before it is used. */
import type { Expression, Stage, View } from '../../../protocol';
import { RequestError } from '../../request-error';
import { checkExpression } from '../expressions';
import { describeType, isList, type DatasetSchema } from '../schema';
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
        field: schema.labelField(stage.field)
      });
      return schema;
    case 'exists':
      schema.resolve(stage.field);
      return schema;
    case 'sort_by':
      stage.keys.forEach(({ key }) => checkSortKey(key, schema));
      return schema;
    case 'select_fields':
      stage.field_names.forEach(name => schema.resolve(name));
      return schema.only(stage.field_names);
    case 'select_labels':
    case 'exclude_labels':
      return checkLabelStage(stage, schema);
    default:
      return schema;
  }
}

/**
 * The schema that a view leaves readable.
 * @throws RequestError whose details have `stage_index` and `stage`.
 */
export function checkView(view: View, schema: DatasetSchema): DatasetSchema {
  return view.reduce((current, stage, index) => {
    try {
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
