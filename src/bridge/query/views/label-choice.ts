/** `select_labels` and `exclude_labels`: which fields they are about, and what they filter there. */
import { call, field, literal, type Expression, type StageOf } from '../../../protocol';
import { RequestError } from '../../request-error';
import { checkExpression } from '../expressions';
import { resolveAttribute, type DatasetSchema, type ILabelField } from '../schema';

export type LabelStage = StageOf<'select_labels' | 'exclude_labels'>;
type ChoosingStage = LabelStage | StageOf<'match_labels'>;

/** The label fields of samples, and those of frames as `frames.<field>`. */
export function allLabelFields(schema: DatasetSchema): ILabelField[] {
  const inFrames = [...(schema.frames?.labelFields.keys() ?? [])].flatMap(
    name => schema.frameLabelField(`frames.${name}`) ?? []
  );
  return [...schema.labelFields.values(), ...inFrames];
}

/** Whether a path is that of a label field, or leads into it. */
const isOf = (path: string, { name }: ILabelField): boolean =>
  path === name || path.startsWith(`${name}.`);

/** The fields in which labels may be meant. @throws RequestError if one of them holds no labels */
function chosenFields(stage: ChoosingStage, schema: DatasetSchema): ILabelField[] {
  const named = (paths: Iterable<string>): Set<string> =>
    new Set(
      [...new Set(paths)].map(
        path => (schema.frameLabelField(path) ?? schema.labelField(path)).name
      )
    );
  const given = stage.fields ? named(stage.fields) : null;
  const labelled = stage.labels ? named(stage.labels.map(label => label.field)) : null;
  return allLabelFields(schema).filter(
    ({ name }) => (given?.has(name) ?? true) && (labelled?.has(name) ?? true)
  );
}

/** Whether a label of the field is meant; null if all are. */
function meant(stage: ChoosingStage, labels: ILabelField): Expression | null {
  const isIn = (path: string, values: readonly string[]): Expression =>
    call('is_in', field(path), literal([...values]));
  const tests: Expression[] = [];
  if (stage.labels) {
    const own = stage.labels.filter(label => isOf(label.field, labels));
    tests.push(
      isIn(
        'id',
        own.map(label => label.label_id)
      )
    );
  }
  if (stage.ids) {
    tests.push(isIn('id', stage.ids));
  }
  if (stage.instance_ids) {
    // Only some classes of labels are of instances at all.
    const path = 'instance.id';
    const known = resolveAttribute(labels, path, new Set()) !== null;
    tests.push(known ? isIn(path, stage.instance_ids) : literal(false));
  }
  if (stage.tags) {
    tests.push(call('contains_any', field('tags'), literal(stage.tags)));
  }
  return tests.length > 1 ? call('and', ...tests) : (tests[0] ?? null);
}

/** The filters that the stage puts on label fields, by field; those it leaves as they are have none. */
export function labelChoiceFilters(
  stage: LabelStage,
  schema: DatasetSchema
): Map<string, Expression> {
  const chosen = new Set(chosenFields(stage, schema).map(({ name }) => name));
  const filters = new Map<string, Expression>();
  for (const labels of allLabelFields(schema)) {
    if (chosen.has(labels.name)) {
      const expression = meant(stage, labels);
      if (stage.stage === 'select_labels') {
        if (expression) {
          filters.set(labels.name, expression);
        }
      } else {
        filters.set(labels.name, expression ? call('not', expression) : literal(false));
      }
    } else if (stage.stage === 'select_labels') {
      // The field is no longer readable, but its facet still counts.
      filters.set(labels.name, literal(false));
    }
  }
  return filters;
}

/**
 * The labels that `match_labels` looks for: a condition per label field in which they may be, null
 * for any label. @throws RequestError
 */
export function labelsMeant(
  stage: StageOf<'match_labels'>,
  schema: DatasetSchema
): { labels: ILabelField; expression: Expression | null }[] {
  const found = chosenFields(stage, schema).map(labels => {
    const tests = [meant(stage, labels), stage.filter ?? null].filter(test => test !== null);
    const expression = tests.length > 1 ? call('and', ...tests) : (tests[0] ?? null);
    return { labels, expression };
  });
  const { filter } = stage;
  if (!filter) {
    return found;
  }
  // Fields whose labels have not all that the filter reads are left out, unless they were named.
  const readable = found.filter(({ labels }) => {
    try {
      checkExpression(filter, schema, { kind: 'label', field: labels });
      return true;
    } catch (error) {
      if (error instanceof RequestError && !stage.fields && found.length > 1) {
        return false;
      }
      throw error;
    }
  });
  const [first] = found;
  if (readable.length === 0 && first) {
    checkExpression(filter, schema, { kind: 'label', field: first.labels });
  }
  return readable;
}

/** The schema after the stage. @throws RequestError */
export function checkLabelStage(stage: LabelStage, schema: DatasetSchema): DatasetSchema {
  const chosen = new Set(chosenFields(stage, schema).map(({ name }) => name));
  if (stage.stage === 'select_labels') {
    if (!stage.omit_empty) {
      // Who keeps samples without labels keeps fields without labels, too.
      return schema;
    }
    return schema.only(
      [...schema.fields.keys()].filter(name => !schema.labelFields.has(name) || chosen.has(name))
    );
  }
  const { labels, ids, instance_ids: instances, tags, fields } = stage;
  if (!labels && !ids && !instances && !tags && !fields) {
    throw new RequestError(
      'invalid',
      'Which labels to exclude is not said. Give labels, ids, instance_ids, tags or fields.',
      {}
    );
  }
  return schema;
}
