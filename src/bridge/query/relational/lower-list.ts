/** Operators on lists in relational form: lists are rows that belong to a sample or a label. */
import { isLiteral, type Expression, type IOperatorExpression } from '../../../protocol';
import { literalValue } from '../expressions';
import { lowerLiteral } from './lower-comparison';
import type { ExpressionLowering } from './lower-expression';
import { NotColumnar, type IListRows, type Lowered, type LowerScope } from './lowered';
import { call, not, truth, type Rel, type RelAggregate } from './relation';

type LoweredList = Extract<Lowered, { kind: 'list' }>;

function elementScope(list: IListRows, filters: LowerScope['filters']): LowerScope {
  const { rows, element } = list;
  return element.kind === 'label'
    ? { kind: 'label', field: element.field, table: element.table, rows, filters }
    : { kind: 'element', value: element.value, rows, filters };
}

function aggregate(list: LoweredList, name: RelAggregate): Rel {
  const { rows, element } = list.build();
  if (name !== 'count' && element.kind !== 'value') {
    throw new NotColumnar('an aggregate of documents');
  }
  const value = name === 'count' || element.kind !== 'value' ? null : element.value;
  const coded = value?.kind === 'text';
  if (coded && name !== 'count') {
    throw new NotColumnar('an aggregate of texts');
  }
  return {
    kind: 'of_rows',
    aggregate: name,
    value,
    alias: list.alias,
    by: list.by,
    rows,
    type: value?.type ?? 'number'
  };
}

/** Whether an element of the list is, or is not, equal to a literal. */
function containsLiteral(
  lowering: ExpressionLowering,
  list: LoweredList,
  literals: Expression,
  others = false
): Rel {
  const { rows, element } = list.build();
  if (element.kind !== 'value') {
    throw new NotColumnar('a document in a list');
  }
  const { value } = element;
  if (value.kind === 'text') {
    const texts = isLiteral(literals) ? literalValue(literals.literal) : null;
    if (!Array.isArray(texts)) {
      throw new NotColumnar('a list that is no literal');
    }
    const codes = texts.flatMap(text => {
      const code = typeof text === 'string' ? lowering.context.dictionary.codeOf(text) : undefined;
      return code === undefined ? [] : [code];
    });
    const code = value.code;
    const orNull = texts.includes(null);
    const among: Rel = { kind: 'code_in', code, codes, orNull, type: 'bool' };
    rows.where.push(others ? not(among) : among);
  } else {
    const among = lowering.membership(value, literals);
    rows.where.push(others ? not(among) : among);
  }
  return { kind: 'in_rows', alias: list.alias, by: list.by, rows, type: 'bool' };
}

function literalsOf(expression: Expression): readonly unknown[] {
  if (!isLiteral(expression) || !Array.isArray(expression.literal)) {
    throw new NotColumnar('a list that is no literal');
  }
  return expression.literal;
}

/** The list that an operand is; @throws NotColumnar if it is none. */
function listOf(lowering: ExpressionLowering, operand: Expression, scope: LowerScope): LoweredList {
  const value = lowering.lower(operand, scope);
  if (value.kind !== 'list') {
    throw new NotColumnar('a list that is not held by columns');
  }
  return value;
}

/** An operator on a list, or null if the operator is none. @throws NotColumnar */
export function lowerListCall(
  lowering: ExpressionLowering,
  { op, args }: IOperatorExpression,
  scope: LowerScope
): Lowered | null {
  const [first, second] = args as [Expression, Expression];
  const scalar = (rel: Rel): Lowered => ({ kind: 'scalar', rel });
  const list = (): LoweredList => listOf(lowering, first, scope);
  switch (op) {
    case 'length':
      return scalar(aggregate(list(), 'count'));
    case 'sum': {
      const sum = aggregate(list(), 'sum');
      return scalar(call('if', 'number', call('is_null', 'bool', sum), lowerLiteral(0), sum));
    }
    case 'mean':
      return scalar(aggregate(list(), 'mean'));
    case 'std': {
      const ofSample = second !== undefined && isLiteral(second) && second.literal === true;
      return scalar(aggregate(list(), ofSample ? 'sample_deviation' : 'deviation'));
    }
    case 'min':
    case 'max':
      return args.length === 1 ? scalar(aggregate(list(), op)) : null;
    case 'contains': {
      if (!isLiteral(second) || (typeof second.literal === 'object' && second.literal !== null)) {
        throw new NotColumnar('an element to look for that is no literal');
      }
      return scalar(containsLiteral(lowering, list(), { literal: [second.literal] }));
    }
    case 'contains_any':
      return scalar(containsLiteral(lowering, list(), second));
    case 'contains_all': {
      const tests = literalsOf(second).map(value =>
        containsLiteral(lowering, list(), { literal: [value as string] })
      );
      return scalar(tests.length > 0 ? call('and', 'bool', ...tests) : truth(true));
    }
    case 'is_subset':
      literalsOf(second);
      return scalar(not(containsLiteral(lowering, list(), second, true)));
    case 'any_value': {
      const value = lowering.lower(first, scope);
      if (value.kind !== 'list') {
        return null;
      }
      const { rows, element } = value.build();
      rows.where.push(lowering.condition(second, elementScope({ rows, element }, scope.filters)));
      return scalar({ kind: 'in_rows', alias: value.alias, by: value.by, rows, type: 'bool' });
    }
    case 'filter': {
      const base = list();
      const build = (): IListRows => {
        const built = base.build();
        built.rows.where.push(lowering.condition(second, elementScope(built, scope.filters)));
        return built;
      };
      build();
      return { ...base, build };
    }
    case 'map': {
      const base = list();
      const build = (): IListRows => {
        const { rows, element } = base.build();
        const value = lowering.scalar(second, elementScope({ rows, element }, scope.filters));
        return { rows, element: { kind: 'value', value } };
      };
      build();
      return { ...base, build };
    }
    default:
      return null;
  }
}
