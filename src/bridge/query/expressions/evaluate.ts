/**
 * Evaluates expressions over decoded documents: what no column covers, the content of pages, and
 * the yardstick that the planner is tested against.
 */
import { isField, isLiteral, type Expression, type IOperatorExpression } from '../../../protocol';
import { evaluateOperator } from './evaluate-operator';
import { normal, randomBits, uniform } from './random-number';
import { withPart } from './set-part';
import { textIndex } from './text-index';
import { compareValues, isTrue, literalValue, readPath, type Value } from './values';

/** Where paths start: the element at hand, and the sample. */
export interface IEvaluationScope {
  current: Value;
  sample: Value;
  /** Where the element stands in its list. */
  place?: number;
  /** What `reduce` has so far. */
  value?: Value;
}

/** The value of an expression. Operands of a wrong type give null. */
export function evaluate(expression: Expression, scope: IEvaluationScope): Value {
  if (isField(expression)) {
    return readPath(expression.root ? scope.sample : scope.current, expression.field);
  }
  if (isLiteral(expression)) {
    return literalValue(expression.literal);
  }
  return evaluateCall(expression, scope);
}

const inElement = (scope: IEvaluationScope, current: Value, place = 0): IEvaluationScope => ({
  ...scope,
  current,
  place
});

/** Operators that do not evaluate all their operands, or some of them for every element. */
function evaluateCall({ op, args }: IOperatorExpression, scope: IEvaluationScope): Value {
  const [first, second, third] = args as [Expression, Expression, Expression];
  switch (op) {
    case 'is_in':
    case 'map_values': {
      const index = textIndex(second);
      if (!index) {
        break;
      }
      const value = evaluate(first, scope);
      const place = typeof value === 'string' ? index.get(value) : undefined;
      if (op === 'is_in') {
        return place !== undefined;
      }
      return place === undefined ? value : evaluateOperator('at', [evaluate(third, scope), place]);
    }
    case 'and':
      return args.every(arg => isTrue(evaluate(arg, scope)));
    case 'or':
      return args.some(arg => isTrue(evaluate(arg, scope)));
    case 'if_else':
      return evaluate(isTrue(evaluate(first, scope)) ? second : third, scope);
    case 'cases': {
      const last = args.length - 1;
      for (let i = 0; i < last; i += 2) {
        if (isTrue(evaluate(args[i] as Expression, scope))) {
          return evaluate(args[i + 1] as Expression, scope);
        }
      }
      return evaluate(args[last] as Expression, scope);
    }
    case 'value':
      return scope.value ?? null;
    case 'rand':
    case 'randn': {
      const seed = evaluate(first, scope);
      const { sample, current, place = 0 } = scope;
      const bits = randomBits(typeof seed === 'number' ? seed : 0, sample, current, place);
      return op === 'rand' ? uniform(bits) : normal(bits);
    }
    case 'apply':
      return evaluate(second, inElement(scope, evaluate(first, scope), scope.place));
    case 'any_value': {
      const value = evaluate(first, scope);
      return Array.isArray(value)
        ? value.some((element, i) => isTrue(evaluate(second, inElement(scope, element, i))))
        : isTrue(evaluate(second, inElement(scope, value)));
    }
    case 'set_field': {
      const document = evaluate(first, scope);
      const path = evaluate(second, scope);
      return withPart(
        document,
        String(path),
        evaluate(third, inElement(scope, document, scope.place))
      );
    }
    case 'filter':
    case 'map':
    case 'reduce':
    case 'sort': {
      const list = evaluate(first, scope);
      return Array.isArray(list) ? overElements(op, list, args, scope) : null;
    }
    default:
  }
  return evaluateOperator(
    op,
    args.map(arg => evaluate(arg, scope))
  );
}

function overElements(
  op: 'filter' | 'map' | 'reduce' | 'sort',
  list: readonly Value[],
  [, operand, third, fourth]: readonly Expression[],
  scope: IEvaluationScope
): Value {
  const each = (element: Value, i: number): Value =>
    evaluate(operand as Expression, inElement(scope, element, i));
  switch (op) {
    case 'filter':
      return list.filter((element, i) => isTrue(each(element, i)));
    case 'map':
      return list.map(each);
    case 'reduce':
      return list.reduce<Value>(
        (value, element, i) =>
          evaluate(operand as Expression, { ...inElement(scope, element, i), value }),
        evaluate(third as Expression, scope)
      );
    case 'sort': {
      const byNumber = isTrue(evaluate(third as Expression, scope));
      const sign = isTrue(evaluate(fourth as Expression, scope)) ? -1 : 1;
      const keyed = list.map((element, i) => {
        const key = each(element, i);
        return { element, key: byNumber ? evaluateOperator('to_double', [key]) : key };
      });
      keyed.sort((a, b) => sign * compareValues(a.key, b.key));
      return keyed.map(({ element }) => element);
    }
  }
}

/** Whether an expression is true for an element of a sample. */
export const holds = (expression: Expression, scope: IEvaluationScope): boolean =>
  isTrue(evaluate(expression, scope));

/** Whether two values are equal. */
export const equal = (a: Value, b: Value): boolean => compareValues(a, b) === 0;
