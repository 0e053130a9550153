/** Expressions in relational form. */
import {
  isField,
  isLiteral,
  type Expression,
  type IOperatorExpression,
  type Literal,
  type Operator
} from '../../../protocol';
import { literalValue } from '../expressions';
import { lowerCodeTest } from './lower-code-test';
import { compare, lowerLiteral } from './lower-comparison';
import { isMissing, lowerBox, lowerField, sampleOf, type ILowerContext } from './lower-field';
import { lowerListCall } from './lower-list';
import { lowerOnValues } from './lower-values';
import { NotColumnar, type Lowered, type LowerScope } from './lowered';
import { call, isNull, not, truth, type Rel, type RelOperator, type RelType } from './relation';
import { substituteElement } from './substitute-element';
import type { IDictionary } from './layout';

/** What lowering needs besides fields. */
export interface IExpressionContext extends ILowerContext {
  dictionary: IDictionary;
}

const scalar = (rel: Rel): Lowered => ({ kind: 'scalar', rel });

/** Cases up to which a value is mapped by the columns. */
const MOST_CASES = 500;

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
    const [first, second] = args as [Expression, Expression];
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
        if (value.kind === 'document') {
          throw new NotColumnar('what may be a list or not');
        }
        return scalar(value.kind === 'list' ? value.present : truth(false));
      }
      case 'is_in':
        return scalar(
          !isField(second) && !isLiteral(second) && second.op === 'list'
            ? call(
                'or',
                'bool',
                truth(false),
                ...second.args.map(e => this.equality(first, e, scope))
              )
            : this.membership(this.scalar(first, scope), second)
        );
      case 'if_else':
      case 'cases':
        return scalar(this.cases(args, scope));
      case 'map_values':
        return scalar(this.mapped(args, scope));
      case 'apply':
        return this.lower(substituteElement(second, first), scope);
      case 'any_value':
        return scalar(this.condition(substituteElement(second, first), scope));
      case 'rand':
        return scalar(this.random(first, scope));
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
  private same(op: RelOperator, values: Rel[]): Rel {
    return call(op, this.typeOf(values), ...values);
  }

  /** The one type that all values have. */
  private typeOf(values: readonly Rel[]): RelType {
    const types = new Set(values.map(v => v.type).filter(type => type !== 'null'));
    if (types.size > 1) {
      throw new NotColumnar('values of different types in one place');
    }
    return [...types][0] ?? 'null';
  }

  private onValues(op: Operator, args: readonly Expression[], scope: LowerScope): Rel {
    const values = args.map(arg =>
      isLiteral(arg) && Array.isArray(arg.literal) ? null : this.scalar(arg, scope)
    );
    return lowerOnValues(op, args, values);
  }

  /** Pairs of condition and value, and what else it is. */
  private cases(args: readonly Expression[], scope: LowerScope): Rel {
    const last = args.length - 1;
    if (last / 2 > MOST_CASES) {
      throw new NotColumnar(`more than ${MOST_CASES} cases`);
    }
    const operands = args.map((arg, i) =>
      i < last && i % 2 === 0 ? this.condition(arg, scope) : this.scalar(arg, scope)
    );
    return this.caseOf(operands);
  }

  private caseOf(operands: readonly Rel[]): Rel {
    const last = operands.length - 1;
    const type = this.typeOf(operands.filter((_, i) => i % 2 === 1 || i === last));
    return last === 0 ? (operands[0] as Rel) : call('case', type, ...operands);
  }

  private mapped([subject, from, to]: readonly Expression[], scope: LowerScope): Rel {
    const [keys, values] = [from, to].map(e =>
      e && isLiteral(e) ? literalValue(e.literal) : null
    );
    if (!Array.isArray(keys) || !Array.isArray(values) || keys.length > MOST_CASES) {
      throw new NotColumnar('a map of values that is long or no literal');
    }
    const value = this.scalar(subject as Expression, scope);
    const pairs = keys.flatMap((_, i) => [
      this.equality(
        subject as Expression,
        { literal: (from as { literal: Literal[] }).literal[i] ?? null },
        scope
      ),
      lowerLiteral(values[i] ?? null)
    ]);
    return this.caseOf([...pairs, value]);
  }

  private random(seed: Expression, scope: LowerScope): Rel {
    const number = isLiteral(seed) && typeof seed.literal === 'number' ? seed.literal : 0;
    if (scope.kind === 'element') {
      throw new NotColumnar('a random number for an element without id');
    }
    const [sample, label] =
      scope.kind === 'sample'
        ? [scope.alias, null]
        : [sampleOf(this.context, scope.rows), scope.rows.alias];
    return { kind: 'random', seed: number, sample, label, type: 'number' };
  }
}
