/**
 * Conditions on one coded text: evaluated once per text of the dictionary instead of per row, so
 * that `F("label").lower().re_match("^do")` costs no more than `F("label") == "dog"`.
 */
import {
  ELEMENT_OPERANDS,
  isField,
  isLiteral,
  type Expression,
  type IFieldExpression,
  type IOperatorExpression,
  type Operator
} from '../../../protocol';
import { evaluate, isTrue } from '../expressions';
import type { ExpressionLowering } from './lower-expression';
import { NotColumnar, type Lowered, type LowerScope } from './lowered';

const CONDITIONS: readonly Operator[] = [
  'eq',
  'ne',
  'gt',
  'ge',
  'lt',
  'le',
  'and',
  'or',
  'not',
  'is_null',
  'is_number',
  'is_string',
  'is_in',
  'starts_with',
  'ends_with',
  'contains_str',
  'matches_str',
  're_match',
  'contains',
  'contains_all',
  'contains_any',
  'is_subset',
  'set_equals'
];
/** Operators that mean something else for every element or sample. */
const isScoped = (op: Operator): boolean =>
  ELEMENT_OPERANDS[op] !== undefined || ['value', 'rand', 'randn'].includes(op);

/** The one field that the expression reads, or null if it reads none, several, or in lists. */
function soleField(expression: Expression): IFieldExpression | null {
  let sole: IFieldExpression | null = null;
  const visit = (e: Expression): boolean => {
    if (isField(e)) {
      const same = sole === null || (sole.field === e.field && sole.root === e.root);
      sole = e;
      return same;
    }
    return isLiteral(e) || (!isScoped(e.op) && e.args.every(visit));
  };
  return visit(expression) ? sole : null;
}

function substitute(expression: Expression, text: string | null): Expression {
  if (isField(expression)) {
    return { literal: text };
  }
  return isLiteral(expression)
    ? expression
    : { op: expression.op, args: expression.args.map(arg => substitute(arg, text)) };
}

/** The condition as a test of codes, or null if it is no condition on one coded text. */
export function lowerCodeTest(
  lowering: ExpressionLowering,
  expression: IOperatorExpression,
  scope: LowerScope
): Lowered | null {
  const sole = CONDITIONS.includes(expression.op) ? soleField(expression) : null;
  if (!sole) {
    return null;
  }
  let value: Lowered;
  try {
    value = lowering.lower(sole, scope);
  } catch (error) {
    if (error instanceof NotColumnar) {
      return null;
    }
    throw error;
  }
  if (value.kind !== 'scalar' || value.rel.kind !== 'text') {
    return null;
  }
  const holds = (text: string | null): boolean =>
    isTrue(evaluate(substitute(expression, text), { current: null, sample: null }));
  const codes: number[] = [];
  lowering.context.dictionary.texts.forEach((text, code) => {
    if (holds(text)) {
      codes.push(code);
    }
  });
  return {
    kind: 'scalar',
    rel: { kind: 'code_in', code: value.rel.code, codes, orNull: holds(null), type: 'bool' }
  };
}
