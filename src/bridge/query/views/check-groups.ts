/** Checks stages about groups. */
import { stageSchema, type Stage, type View } from '../../../protocol';
import { RequestError } from '../../request-error';
import { checkExpression } from '../expressions';
import { describeType, isList, type DatasetSchema } from '../schema';

/** @throws RequestError */
export function checkGroupStage(
  stage: Stage,
  schema: DatasetSchema,
  check: (stage: Stage, schema: DatasetSchema) => DatasetSchema
): DatasetSchema {
  if (stage.stage === 'group_by') {
    for (const key of [...stage.keys, ...(stage.order_by ? [stage.order_by] : [])]) {
      const type = checkExpression(key, schema, { kind: 'sample' });
      if (isList(type) || type === 'document') {
        throw new RequestError(
          'wrong_type',
          `Samples are grouped and ordered by single values, but this key is ${describeType(type)}.`,
          { stage: stage.stage }
        );
      }
    }
    for (const expression of [stage.match_expr, stage.sort_expr]) {
      if (expression) {
        checkExpression(expression, schema, {
          kind: 'element',
          type: { list: 'document' },
          labels: null
        });
      }
    }
  } else if (stage.stage === 'flatten') {
    return stage.stages.reduce((current, inner) => {
      const parsed = stageSchema.safeParse(inner);
      if (!parsed.success) {
        throw new RequestError(
          'invalid',
          `flatten applies view stages to each group, and ${JSON.stringify(inner['stage'] ?? null)} with these parameters is none.`,
          { stage: stage.stage }
        );
      }
      return check(parsed.data, current);
    }, schema);
  }
  return schema;
}

/**
 * Whether a view shows groups in the end: one sample for each.
 * @throws RequestError with `stage_index` if it groups what is grouped, or flattens what is not
 */
export function checkGrouping(view: View, dataset: string): boolean {
  let grouped = false;
  view.forEach(({ stage, ...more }, index) => {
    const wrong = (message: string): RequestError =>
      new RequestError('invalid', message, { dataset, stage_index: index, stage });
    if (stage === 'group_by') {
      if (grouped) {
        throw wrong('The view is grouped already; flatten() it before it is grouped again.');
      }
      grouped = !(more as { flat: boolean }).flat;
    } else if (stage === 'flatten') {
      if (!grouped) {
        throw wrong('There are no groups to flatten: the view has no group_by before it.');
      }
      grouped = false;
    }
  });
  return grouped;
}
