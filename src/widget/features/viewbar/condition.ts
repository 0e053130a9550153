/** Conditions that a form can show: one field, one comparison, one value. */
import {
  call,
  field,
  isField,
  isLiteral,
  literal,
  type Expression,
  type Literal,
  type Operator
} from '../../../protocol';

export interface ICondition {
  path: string;
  comparison: Comparison;
  /** As typed; lists are separated by commas. */
  value: string;
}

export const COMPARISONS = {
  eq: 'is',
  ne: 'is not',
  gt: '>',
  ge: '≥',
  lt: '<',
  le: '≤',
  is_in: 'is one of',
  not_in: 'is none of',
  contains_str: 'contains text',
  contains: 'has element',
  is_null: 'has no value',
  not_null: 'has a value'
} as const;
export type Comparison = keyof typeof COMPARISONS;

/** Comparisons that need no value. */
export const UNARY: ReadonlySet<Comparison> = new Set<Comparison>(['is_null', 'not_null']);

/** Numbers, true, false and none are taken as such; quotes make anything a text. */
export function parseValue(text: string): Exclude<Literal, Literal[]> {
  const trimmed = text.trim();
  if (/^(["']).*\1$/.test(trimmed)) {
    return trimmed.slice(1, -1);
  }
  if (trimmed !== '' && Number.isFinite(Number(trimmed))) {
    return Number(trimmed);
  }
  switch (trimmed.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'none':
      return null;
    default:
      return trimmed;
  }
}

const writeValue = (value: Literal): string | null =>
  typeof value === 'string'
    ? parseValue(value) === value
      ? value
      : `"${value}"`
    : value === null
      ? 'none'
      : typeof value === 'object'
        ? null
        : String(value);

export function conditionExpression({ path, comparison, value }: ICondition): Expression {
  const f = field(path);
  const list = (): Literal => value.split(',').map(parseValue);
  switch (comparison) {
    case 'is_null':
      return call('is_null', f);
    case 'not_null':
      return call('not', call('is_null', f));
    case 'is_in':
      return call('is_in', f, literal(list()));
    case 'not_in':
      return call('not', call('is_in', f, literal(list())));
    case 'contains_str':
      return call('contains_str', f, literal(value));
    default:
      return call(comparison, f, literal(parseValue(value)));
  }
}

/** The condition of an expression, or null if a form cannot show it. */
export function conditionOf(e: Expression): ICondition | null {
  if (isField(e) || isLiteral(e)) {
    return null;
  }
  const negated = e.op === 'not';
  const inner = negated ? e.args[0] : e;
  if (!inner || isField(inner) || isLiteral(inner)) {
    return null;
  }
  const [f, b] = inner.args;
  if (!f || !isField(f) || f.root) {
    return null;
  }
  if (inner.op === 'is_null') {
    return { path: f.field, comparison: negated ? 'not_null' : 'is_null', value: '' };
  }
  if (!b || !isLiteral(b)) {
    return null;
  }
  if (inner.op === 'is_in' && Array.isArray(b.literal)) {
    const values = b.literal.map(writeValue);
    return values.includes(null)
      ? null
      : {
          path: f.field,
          comparison: negated ? 'not_in' : 'is_in',
          value: values.join(', ')
        };
  }
  const simple: readonly Operator[] = [
    'eq',
    'ne',
    'gt',
    'ge',
    'lt',
    'le',
    'contains',
    'contains_str'
  ];
  const text = inner.op === 'contains_str' && typeof b.literal === 'string' ? b.literal : null;
  const value = text ?? writeValue(b.literal);
  return negated || !simple.includes(inner.op) || value === null
    ? null
    : { path: f.field, comparison: inner.op as Comparison, value };
}
