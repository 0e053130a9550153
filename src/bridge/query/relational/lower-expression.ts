/** Expressions in relational form. */
import {
  isField,
  isLiteral,
  type Expression,
  type IOperatorExpression,
  type Operator
} from '../../../protocol';
import { literalValue, type Value } from '../expressions';
import { lowerCodeTest } from './lower-code-test';
import { isMissing, lowerBox, lowerField, type ILowerContext } from './lower-field';
import { lowerListCall } from './lower-list';
import { NotColumnar, type Lowered, type LowerScope } from './lowered';
import { call, isNull, not, truth, type Rel, type RelOperator, type RelType } from './relation';
import type { IDictionary } from './layout';

/** What lowering needs besides fields. */
export interface IExpressionContext extends ILowerContext {
  dictionary: IDictionary;
}

const scalar = (rel: Rel): Lowered => ({ kind: 'scalar', rel });

/** Ranks of types in comparisons across types. */
const RANKS: Record<RelType, number> = { null: 0, number: 1, string: 2, bool: 7, date: 8 };

export function lowerLiteral(value: Value): Rel {
  if (value === null || typeof value === 'boolean') {
    return { kind: 'literal', value, type: value === null ? 'null' : 'bool' };
  }
  if (typeof value === 'number' || typeof value === 'string') {
    return { kind: 'literal', value, type: typeof value as 'number' | 'string' };
  }
  if (typeof value === 'object' && '$date' in value) {
    return { kind: 'literal', value: value.$date as number, type: 'date' };
  }
  throw new NotColumnar('a list or document as a value');
}

/** `lt`, `le` or `eq` of two values of any types. */
function compare(op: 'eq' | 'lt' | 'le', a: Rel, b: Rel): Rel {
  if (a.type === b.type || a.type === 'null' || b.type === 'null') {
    if (op === 'eq' && (a.type === 'null' || b.type === 'null')) {
      return a.type === 'null' ? isNull(b) : isNull(a);
    }
    return call(op, 'bool', a, b);
  }
  // Never equal unless both are null; in order by type unless one is null.
  const both = call('and', 'bool', isNull(a), isNull(b));
  const less = RANKS[a.type] < RANKS[b.type];
  switch (op) {
    case 'eq':
      return both;
    case 'lt':
      return call('and', 'bool', not(isNull(b)), call('or', 'bool', isNull(a), truth(less)));
    case 'le':
      return call('or', 'bool', isNull(a), call('and', 'bool', not(isNull(b)), truth(less)));
  }
}

const ARITHMETIC: Partial<Record<Operator, RelOperator>> = {
  add: 'add',
  sub: 'sub',
  mul: 'mul',
  div: 'div',
  mod: 'mod',
  pow: 'pow',
  abs: 'abs',
  floor: 'floor',
  ceil: 'ceil',
  round: 'round',
  sqrt: 'sqrt',
  exp: 'exp',
  ln: 'ln',
  log10: 'log10'
};
const TEXT_TESTS: Partial<Record<Operator, RelOperator>> = {
  starts_with: 'starts_with',
  ends_with: 'ends_with',
  contains_str: 'contains',
  matches_str: 'eq'
};

export class ExpressionLowering {
  constructor(readonly context: IExpressionContext) {}

  /** The condition that the expression is true. @throws NotColumnar */
  condition(expression: Expression, scope: LowerScope): Rel {
    const value = this.lower(expression, scope);
    return value.kind === 'scalar' ? call('is_true', 'bool', value.rel) : value.present;
  }

  /** The expression as a single value. @throws NotColumnar */
  scalar(expression: Expression, scope: LowerScope): Rel {
    const value = this.lower(expression, scope);
    if (value.kind !== 'scalar') {
      throw new NotColumnar('a list or document where a value is needed');
    }
    return value.rel;
  }

  /** @throws NotColumnar */
  lower(expression: Expression, scope: LowerScope): Lowered {
    if (isField(expression)) {
      return lowerField(this.context, scope, expression.field, expression.root === true);
    }
    if (isLiteral(expression)) {
      return scalar(lowerLiteral(literalValue(expression.literal)));
    }
    return (
      lowerCodeTest(this, expression, scope) ??
      lowerListCall(this, expression, scope) ??
      this.lowerCall(expression, scope)
    );
  }

  private lowerCall({ op, args }: IOperatorExpression, scope: LowerScope): Lowered {
    const [first, second, third] = args as [Expression, Expression, Expression];
    switch (op) {
      case 'and':
      case 'or':
        return scalar(call(op, 'bool', ...args.map(arg => this.condition(arg, scope))));
      case 'not':
        return scalar(not(this.condition(first, scope)));
      case 'eq':
      case 'ne': {
        const equals = this.equality(first, second, scope);
        return scalar(op === 'eq' ? equals : not(equals));
      }
      case 'lt':
      case 'le':
        return scalar(compare(op, this.scalar(first, scope), this.scalar(second, scope)));
      case 'gt':
      case 'ge':
        return scalar(
          compare(op === 'gt' ? 'lt' : 'le', this.scalar(second, scope), this.scalar(first, scope))
        );
      case 'is_null':
        return scalar(isMissing(this.lower(first, scope)));
      case 'is_number':
      case 'is_string':
        return scalar(this.typeTest(first, op === 'is_number' ? 'number' : 'string', scope));
      case 'is_array': {
        const value = this.lower(first, scope);
        return scalar(value.kind === 'list' ? value.present : truth(false));
      }
      case 'is_in':
        return scalar(this.membership(this.scalar(first, scope), second));
      case 'if_else':
        return scalar(
          this.same(
            'if',
            [this.scalar(second, scope), this.scalar(third, scope)],
            [this.condition(first, scope)]
          )
        );
      case 'min':
      case 'max':
        return scalar(
          this.same(
            op === 'min' ? 'least' : 'greatest',
            args.map(arg => this.scalar(arg, scope))
          )
        );
      case 'at':
        return scalar(this.element(first, second, scope));
      default:
        return scalar(this.onValues(op, args, scope));
    }
  }

  private equality(a: Expression, b: Expression, scope: LowerScope): Rel {
    const [x, y] = [this.lower(a, scope), this.lower(b, scope)];
    if (x.kind === 'scalar' && y.kind === 'scalar') {
      return compare('eq', x.rel, y.rel);
    }
    const [whole, other] = x.kind === 'scalar' ? [y, x] : [x, y];
    if (other.kind === 'scalar' && other.rel.type === 'null') {
      return isMissing(whole);
    }
    throw new NotColumnar('a comparison of lists or documents');
  }

  private typeTest(e: Expression, type: RelType, scope: LowerScope): Rel {
    const value = this.lower(e, scope);
    return value.kind === 'scalar' && value.rel.type === type
      ? not(isNull(value.rel))
      : truth(false);
  }

  /** Whether a value is among literals; null is a value like others. */
  membership(value: Rel, list: Expression): Rel {
    const literals = isLiteral(list) ? literalValue(list.literal) : null;
    if (!Array.isArray(literals)) {
      throw new NotColumnar('a list that is no literal');
    }
    const elements = literals
      .filter(v => v === null || typeof v !== 'object' || '$date' in v)
      .map(lowerLiteral);
    const alike = elements.filter(element => element.type === value.type);
    const tests: Rel[] = alike.length > 0 ? [call('in', 'bool', value, ...alike)] : [];
    if (literals.includes(null)) {
      tests.push(isNull(value));
    }
    return tests.length === 1
      ? (tests[0] as Rel)
      : tests.length
        ? call('or', 'bool', ...tests)
        : truth(false);
  }

  private element(list: Expression, index: Expression, scope: LowerScope): Rel {
    const at = isLiteral(index) ? index.literal : null;
    const box =
      isField(list) && !list.root && typeof at === 'number'
        ? lowerBox(this.context, scope, list.field, at)
        : null;
    if (!box) {
      throw new NotColumnar('an element of a list by its position');
    }
    return box;
  }

  /** An operator whose operands have one type, which is also the result's. */
  private same(op: RelOperator, values: Rel[], before: Rel[] = []): Rel {
    const types = new Set(values.map(v => v.type).filter(type => type !== 'null'));
    if (types.size > 1) {
      throw new NotColumnar('values of different types in one place');
    }
    return call(op, [...types][0] ?? 'null', ...before, ...values);
  }

  private onValues(op: Operator, args: readonly Expression[], scope: LowerScope): Rel {
    const values = args.map(arg =>
      isLiteral(arg) && Array.isArray(arg.literal) ? null : this.scalar(arg, scope)
    );
    const first = values[0] ?? truth(false);
    const arithmetic = ARITHMETIC[op];
    if (arithmetic) {
      return this.arithmetic(arithmetic, values as Rel[]);
    }
    const test = TEXT_TESTS[op];
    if (test) {
      return this.textTest(test, first, args);
    }
    switch (op) {
      case 'to_string':
        return this.expect(first, ['string']);
      case 'to_double':
      case 'to_int': {
        const number = {
          ...this.expect(first, ['number', 'date']),
          type: 'number' as const
        } as Rel;
        return op === 'to_int' ? call('trunc', 'number', number) : number;
      }
      case 'to_bool':
        return call(
          'if',
          'bool',
          isNull(first),
          lowerLiteral(null),
          call('is_true', 'bool', first)
        );
      case 'strlen':
        return call('strlen', 'number', this.expect(first, ['string']));
      case 'lower':
      case 'upper':
        return call(op, 'string', this.expect(first, ['string']));
      case 'concat':
        return call('concat', 'string', ...values.map(v => this.expect(v as Rel, ['string'])));
      case 're_match': {
        const [, pattern, options] = args.map(arg => (isLiteral(arg) ? arg.literal : undefined));
        if (typeof pattern !== 'string' || (options !== undefined && typeof options !== 'string')) {
          throw new NotColumnar('a regular expression that is no literal');
        }
        const flags = options ? `(?${options})` : '';
        return call(
          'regular_expression',
          'bool',
          this.expect(first, ['string']),
          lowerLiteral(flags + pattern)
        );
      }
      default:
        throw new NotColumnar(`${op} has no form in columns`);
    }
  }

  private arithmetic(op: RelOperator, values: Rel[]): Rel {
    const dated = op === 'add' || op === 'sub';
    values.forEach(value => this.expect(value, dated ? ['number', 'date'] : ['number']));
    const dates = values.filter(value => value.type === 'date').length;
    const date = op === 'add' ? dates > 0 : dates === 1 && values[0]?.type === 'date';
    return call(op, date && dated ? 'date' : 'number', ...values);
  }

  private textTest(op: RelOperator, value: Rel, args: readonly Expression[]): Rel {
    const [, wanted, sensitive] = args.map(arg => (isLiteral(arg) ? arg.literal : undefined));
    if (wanted === undefined || (sensitive !== undefined && typeof sensitive !== 'boolean')) {
      throw new NotColumnar('a text to look for that is no literal');
    }
    const text = this.expect(value, ['string']);
    const fold = (rel: Rel): Rel => (sensitive === false ? call('lower', 'string', rel) : rel);
    const tests = (Array.isArray(wanted) ? wanted : [wanted])
      .filter(part => typeof part === 'string')
      .map(part => call(op, 'bool', fold(text), fold(lowerLiteral(part))));
    return tests.length > 0 ? call('or', 'bool', ...tests) : truth(false);
  }

  private expect(value: Rel, types: readonly RelType[]): Rel {
    if (value.type !== 'null' && !types.includes(value.type)) {
      throw new NotColumnar(`a ${value.type} where ${types.join(' or ')} is needed`);
    }
    return value;
  }
}
