/**
 * Evaluates expressions over decoded documents: what no column covers, the content of pages, and
 * the yardstick that the planner is tested against.
 */
import { isField, isLiteral, type Expression, type IOperatorExpression } from '../../../protocol';
import { evaluateOperator } from './evaluate-operator';
import { compareValues, isTrue, literalValue, readPath, type Value } from './values';

/** Where paths start: the element at hand, and the sample. */
export interface IEvaluationScope {
  current: Value;
  sample: Value;
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

/** Texts up to which looking at them one by one is as fast as a set. */
const FEW_TEXTS = 16;

/** The texts of long lists, by the expression that the list is. */
const textSets = new WeakMap<Expression, ReadonlySet<string>>();

/** The elements of a long list of texts as a set; null for every other list. */
function textSet(list: Expression): ReadonlySet<string> | null {
  const known = textSets.get(list);
  if (known || !isLiteral(list) || !Array.isArray(list.literal)) {
    return known ?? null;
  }
  const { literal } = list;
  if (literal.length <= FEW_TEXTS || !literal.every(element => typeof element === 'string')) {
    return null;
  }
  const set = new Set(literal);
  textSets.set(list, set);
  return set;
}

function evaluateCall({ op, args }: IOperatorExpression, scope: IEvaluationScope): Value {
  const [first, second, third] = args as [Expression, Expression, Expression];
  switch (op) {
    case 'is_in': {
      const texts = textSet(second);
      if (texts) {
        const value = evaluate(first, scope);
        return typeof value === 'string' && texts.has(value);
      }
      return evaluateOperator(op, [evaluate(first, scope), evaluate(second, scope)]);
    }
    // These do not evaluate all their operands, or in another scope.
    case 'and':
      return args.every(arg => isTrue(evaluate(arg, scope)));
    case 'or':
      return args.some(arg => isTrue(evaluate(arg, scope)));
    case 'if_else':
      return evaluate(isTrue(evaluate(first, scope)) ? second : third, scope);
    case 'filter':
    case 'map': {
      const list = evaluate(first, scope);
      if (!Array.isArray(list)) {
        return null;
      }
      const each = (element: Value): Value =>
        evaluate(second, { current: element, sample: scope.sample });
      return op === 'map' ? list.map(each) : list.filter(element => isTrue(each(element)));
    }
    default:
      return evaluateOperator(
        op,
        args.map(arg => evaluate(arg, scope))
      );
  }
}

/** Whether an expression is true for an element of a sample. */
export const holds = (expression: Expression, scope: IEvaluationScope): boolean =>
  isTrue(evaluate(expression, scope));

/** Whether two values are equal. */
export const equal = (a: Value, b: Value): boolean => compareValues(a, b) === 0;
