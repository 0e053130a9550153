/** Which fields an expression or a stage reads. */
import { isField, isLiteral, type Expression, type Stage } from '../../../protocol';
import type { DatasetSchema } from '../schema';

const head = (path: string): string => path.split('.')[0] as string;

/**
 * Top-level fields that an expression reads. `labels`: the field of the labels that it stands in;
 * then paths that do not start at the sample are parts of that field.
 */
export function fieldsOfExpression(
  expression: Expression,
  labels: string | null = null
): Set<string> {
  const names = new Set<string>();
  const visit = (e: Expression, inside: boolean): void => {
    if (isField(e)) {
      if (e.root === true || !inside) {
        names.add(head(e.field));
      }
    } else if (!isLiteral(e)) {
      const scoped = e.op === 'filter' || e.op === 'map';
      e.args.forEach((arg, i) => visit(arg, inside || (scoped && i === 1)));
    }
  };
  visit(expression, labels !== null);
  if (labels !== null) {
    names.add(labels);
  }
  names.delete('');
  return names;
}

/** Top-level fields that a stage's outcome depends on, in a dataset of this schema. */
export function fieldsOfStage(stage: Stage, schema: DatasetSchema): Set<string> {
  switch (stage.stage) {
    case 'match':
      return fieldsOfExpression(stage.filter);
    case 'match_tags':
      return new Set(['tags']);
    case 'filter_labels':
      return fieldsOfExpression(stage.filter, head(stage.field));
    case 'exists':
      return new Set([head(stage.field)]);
    case 'sort_by':
      return new Set(stage.keys.flatMap(({ key }) => [...fieldsOfExpression(key)]));
    case 'select_labels':
    case 'exclude_labels':
      // Which samples are left without labels depends on all fields.
      return new Set(schema.labelFields.keys());
    default:
      return new Set();
  }
}
