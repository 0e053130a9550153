/** Which fields an expression or a stage reads. */
import {
  ELEMENT_OPERANDS,
  isField,
  isLiteral,
  type Expression,
  type Stage
} from '../../../protocol';
import type { DatasetSchema } from '../schema';

const head = (path: string): string => path.split('.')[0]?.replace('[]', '') as string;

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
      const own = ELEMENT_OPERANDS[e.op];
      e.args.forEach((arg, i) => visit(arg, inside || i === own));
    }
  };
  visit(expression, labels !== null);
  if (labels !== null) {
    names.add(labels);
  }
  names.delete('');
  return names;
}

/** Top-level fields of samples that an expression about a list of them reads. */
export function fieldsOfSamples(expression: Expression): string[] {
  if (isField(expression)) {
    const name = head(expression.field);
    return name === '' ? [] : [name];
  }
  return isLiteral(expression) ? [] : expression.args.flatMap(fieldsOfSamples);
}

/** Top-level fields that a stage's outcome depends on, in a dataset of this schema. */
export function fieldsOfStage(stage: Stage, schema: DatasetSchema): Set<string> {
  const fields = ownFieldsOfStage(stage, schema);
  // Paths below `groups` lead to any field of other samples.
  return fields.has('groups') && schema.groupField !== null
    ? new Set([...fields, ...schema.fields.keys()])
    : fields;
}

function ownFieldsOfStage(stage: Stage, schema: DatasetSchema): Set<string> {
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
    case 'match_labels':
      // Which samples are left without labels depends on all fields.
      return new Set([...schema.labelFields.keys(), ...(schema.frames ? ['frames'] : [])]);
    case 'group_by':
      return new Set(
        [...stage.keys, stage.order_by, stage.match_expr, stage.sort_expr].flatMap(e =>
          e ? fieldsOfSamples(e) : []
        )
      );
    case 'flatten':
      return new Set(stage.stages.flatMap(inner => [...fieldsOfStage(inner as Stage, schema)]));
    case 'group_slice':
    case 'select_group_slices':
    case 'exclude_group_slices':
    case 'select_groups':
    case 'exclude_groups':
      return new Set(groupFields(schema));
    default:
      return fieldsOfContentStage(stage, schema);
  }
}

/** Fields that hold groups. */
const groupFields = (schema: DatasetSchema): string[] =>
  [...schema.fields.values()]
    .filter(({ document }) => document === 'Group')
    .map(({ name }) => name);

/** The same of stages that choose samples by values or place, or change content. */
function fieldsOfContentStage(stage: Stage, schema: DatasetSchema): Set<string> {
  switch (stage.stage) {
    case 'select_by':
    case 'exclude_by':
    case 'limit_labels':
    case 'map_labels':
    case 'map_values':
      return new Set([head(stage.field)]);
    case 'filter_field':
      return fieldsOfExpression(stage.filter, head(stage.field));
    case 'filter_keypoints':
      return stage.filter
        ? fieldsOfExpression(stage.filter, head(stage.field))
        : new Set([head(stage.field)]);
    case 'set_field':
      return fieldsOfExpression(
        stage.expr,
        stage.field.includes('.') ? head(stage.field) : null
      ).add(head(stage.field));
    case 'match_frames':
      return fieldsOfExpression(stage.filter, 'frames');
    case 'select_frames':
    case 'exclude_frames':
      return new Set(['frames']);
    case 'geo_near':
    case 'geo_within': {
      const query = stage.stage === 'geo_near' ? stage.query : null;
      const locations = [...schema.labelFields.values()].filter(({ document }) =>
        document.startsWith('GeoLocation')
      );
      return new Set([
        ...(query ? fieldsOfExpression(query) : []),
        ...locations.map(({ name }) => name)
      ]);
    }
    case 'concat':
      return new Set(stage.stages.flatMap(nested => [...fieldsOfStage(nested as Stage, schema)]));
    default:
      return new Set();
  }
}
