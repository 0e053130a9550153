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
import { listDepth, type DatasetSchema, type ValueType } from '../schema';

export interface ISubject {
  /** The values of a sample: one, or a list of them. */
  expression: Expression;
  /** Its static type. */
  type: ValueType;
  /** The path, if nothing is computed. */
  field: string | null;
  /**
   * `each` of every element at `base`, however deep its lists are, if only documents know whether
   * there are lists.
   */
  elements: { base: string; each: Expression } | null;
  /** For messages. */
  text: string;
}

const SAMPLE = { kind: 'sample' } as const;
const SELF = fieldExpression('');

/**
 * Whether it asks about a list as a whole: whether it is one, or equals one. Its elements would be
 * asked in vain.
 */
function isAboutList(e: Expression): boolean {
  if (isField(e) || isLiteral(e)) {
    return false;
  }
  const { op, args } = e;
  const whole = (operand: Expression): boolean =>
    isLiteral(operand)
      ? Array.isArray(operand.literal)
      : !isField(operand) && operand.op === 'list';
  return (
    (op === 'is_array' && args.some(isField)) ||
    ((op === 'eq' || op === 'ne') && args.some(whole) && args.some(isField)) ||
    args.some((arg, i) => i !== ELEMENT_OPERANDS[op] && isAboutList(arg))
  );
}

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

/** The expression with other paths of the sample, in their order. */
function withPaths(expression: Expression, paths: readonly string[]): Expression {
  let next = 0;
  const visit = (e: Expression): Expression => {
    if (isField(e)) {
      return e.root ? e : { field: paths[next++] as string };
    }
    if (isLiteral(e)) {
      return e;
    }
    const { op, args } = e;
    return { op, args: args.map((arg, i) => (i === ELEMENT_OPERANDS[op] ? arg : visit(arg))) };
  };
  return visit(expression);
}

/** A list that all of the paths lead into, and the paths relative to its elements. */
interface ICommonList {
  base: string;
  below: string[];
}

function commonList(paths: readonly string[], schema: DatasetSchema): ICommonList | null {
  const [first = ''] = paths;
  if (schema.frames && paths.every(path => path.startsWith('frames.'))) {
    const below = paths.map(path => path.slice('frames.'.length));
    const inner = commonList(below, schema.frames);
    return inner ? { ...inner, base: `frames.${inner.base}` } : { base: 'frames', below };
  }
  const target = schema.resolve(first);
  if (target.kind === 'attribute' && target.field.list !== null) {
    const { name, list } = target.field;
    const base = `${name}.${list}`;
    const below = paths.flatMap(path =>
      path.startsWith(`${base}.`)
        ? [path.slice(base.length + 1)]
        : path.startsWith(`${name}.`) && path !== base
          ? [path.slice(name.length + 1)]
          : []
    );
    return below.length === paths.length ? { base, below } : null;
  }
  const same = paths.every(path => path === first);
  return same && (target.kind === 'list' || target.kind === 'tags')
    ? { base: first, below: paths.map(() => '') }
    : null;
}

const isUnknownField = (error: unknown): boolean =>
  error instanceof RequestError && error.code === 'unknown_field';

/** Which errors mean that another reading of an expression may be meant. */
const isMisread = (error: unknown): boolean =>
  isUnknownField(error) || (error instanceof RequestError && error.code === 'wrong_type');

/** A way to read an expression. */
type IReading = Pick<ISubject, 'expression' | 'elements'>;

/** Expression and type of the first reading that fits. */
function firstThatFits(
  readings: readonly IReading[],
  schema: DatasetSchema
): IReading & { type: ValueType } {
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

/** `each` of the elements of lists, however deep they are. */
const mapped = (list: Expression, each: Expression, depth: number): Expression =>
  depth === 0 ? each : call('map', list, depth === 1 ? each : mapped(SELF, each, depth - 1));

/** `each` of the elements at `base`, or else of the one value there. */
function relativeTo(base: string, each: Expression, schema: DatasetSchema): IReading[] {
  const whole = fieldExpression(base);
  const type = checkExpression(whole, schema, SAMPLE);
  if (type === 'any') {
    return [{ expression: call('map', whole, each), elements: { base, each } }];
  }
  const applied = { expression: call('apply', whole, each), elements: null };
  const depth = listDepth(type);
  return depth === 0
    ? [applied]
    : [{ expression: mapped(whole, each, depth), elements: null }, applied];
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
  const paths = pathsOf(expression);
  const list = paths && !isAboutList(expression) ? commonList(paths, schema) : null;
  const readings = [
    ...(list ? relativeTo(list.base, withPaths(expression, list.below), schema).slice(0, 1) : []),
    { expression, elements: null }
  ];
  return { ...firstThatFits(readings, schema), field: null, text };
}
