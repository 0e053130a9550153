/** What an aggregation is about: paths and expressions brought into one form. */
import {
  call,
  ELEMENT_OPERANDS,
  field as fieldExpression,
  isField,
  isLiteral,
  type Aggregation,
  type Expression
} from '../../../protocol';
import { RequestError } from '../../request-error';
import { checkExpression } from '../expressions';
import { isList, type DatasetSchema, type ValueType } from '../schema';

export interface ISubject {
  /** The values of a sample: one, or a list of them. */
  expression: Expression;
  /** Its static type. */
  type: ValueType;
  /** The path, if nothing is computed. */
  field: string | null;
  /** `expression` is `each` of every element of the lists, however deep, at `base`. */
  elements: { base: string; each: Expression } | null;
  /** For messages. */
  text: string;
}

const SAMPLE = { kind: 'sample' } as const;

/** Paths that an expression reads of the sample; null if it reads the whole sample. */
function pathsOf(expression: Expression): string[] | null {
  const paths: string[] = [];
  const visit = (e: Expression): boolean => {
    if (isField(e)) {
      if (!e.root) {
        paths.push(e.field);
      }
      return e.root === true || e.field !== '';
    }
    // What is about elements reads nothing of the sample but what it names as such.
    return isLiteral(e) || e.args.every((arg, i) => i === ELEMENT_OPERANDS[e.op] || visit(arg));
  };
  return visit(expression) && paths.length > 0 ? paths : null;
}

/** The expression with its paths of the sample changed. */
function withPaths(expression: Expression, change: (path: string) => string): Expression {
  if (isField(expression)) {
    return expression.root ? expression : { field: change(expression.field) };
  }
  if (isLiteral(expression)) {
    return expression;
  }
  const { op, args } = expression;
  return {
    op,
    args: args.map((arg, i) => (i === ELEMENT_OPERANDS[op] ? arg : withPaths(arg, change)))
  };
}

/** The list that all paths of an expression lead into, and the expression relative to it. */
function commonList(
  expression: Expression,
  schema: DatasetSchema
): { base: string; each: Expression } | null {
  const paths = pathsOf(expression);
  const [first] = paths ?? [];
  if (!paths || first === undefined) {
    return null;
  }
  const target = schema.resolve(first);
  if (target.kind === 'attribute' && target.field.list !== null) {
    const { name, list } = target.field;
    const base = `${name}.${list}`;
    const below = paths.map(path =>
      path.startsWith(`${base}.`)
        ? path.slice(base.length + 1)
        : path.startsWith(`${name}.`) && path !== base
          ? path.slice(name.length + 1)
          : null
    );
    return below.includes(null)
      ? null
      : { base, each: withPaths(expression, path => below[paths.indexOf(path)] as string) };
  }
  const same = paths.every(path => path === first);
  return same && (target.kind === 'list' || target.kind === 'tags')
    ? { base: first, each: withPaths(expression, () => '') }
    : null;
}

const isUnknownField = (error: unknown): boolean =>
  error instanceof RequestError && error.code === 'unknown_field';

/** Which errors mean that another reading of an expression may be meant. */
const isMisread = (error: unknown): boolean =>
  isUnknownField(error) || (error instanceof RequestError && error.code === 'wrong_type');

/** Expression and type of the first reading that fits. */
function firstThatFits(
  readings: readonly { expression: Expression; elements: ISubject['elements'] }[],
  schema: DatasetSchema
): { expression: Expression; elements: ISubject['elements']; type: ValueType } {
  const failures: unknown[] = [];
  for (const reading of readings) {
    try {
      return { ...reading, type: checkExpression(reading.expression, schema, SAMPLE) };
    } catch (error) {
      if (!isMisread(error)) {
        throw error;
      }
      failures.push(error);
    }
  }
  // A field that does not exist is nearer to the mistake than a type that does not fit.
  throw failures.find(isUnknownField) ?? failures[0];
}

/** `each` of the elements at `base`, or of the one value there. */
function relativeTo(
  base: string,
  each: Expression,
  schema: DatasetSchema
): {
  expression: Expression;
  elements: ISubject['elements'];
}[] {
  const whole = fieldExpression(base);
  const type = checkExpression(whole, schema, SAMPLE);
  const applied = { expression: call('apply', whole, each), elements: null };
  const mapped = { expression: call('map', whole, each), elements: { base, each } };
  return isList(type) ? [mapped, applied] : type === 'any' ? [mapped] : [applied];
}

/**
 * What an aggregation is about, in a dataset of this schema. `F("boxes.detections.score") * 2` is
 * about every label, `F("boxes.detections").length()` about every sample: an expression about the
 * attributes of one list is read as one about its elements if that makes sense.
 *
 * @returns null if samples are counted
 * @throws RequestError `unknown_field`, `wrong_type`
 */
export function subjectOf(aggregation: Aggregation, schema: DatasetSchema): ISubject | null {
  const field = aggregation.field ?? null;
  const expression = aggregation.expression ?? null;
  if (expression === null) {
    if (field === null) {
      if (aggregation.name === 'count') {
        return null;
      }
      throw new RequestError('invalid', `${aggregation.name} needs a field or an expression.`);
    }
    const whole = fieldExpression(field);
    const type = checkExpression(whole, schema, SAMPLE);
    return { expression: whole, type, field, elements: null, text: `'${field}'` };
  }
  const text = 'the expression';
  if (field !== null) {
    return { ...firstThatFits(relativeTo(field, expression, schema), schema), field: null, text };
  }
  const list = commonList(expression, schema);
  const readings = [
    ...(list
      ? [{ expression: call('map', fieldExpression(list.base), list.each), elements: list }]
      : []),
    { expression, elements: null }
  ];
  return { ...firstThatFits(readings, schema), field: null, text };
}
