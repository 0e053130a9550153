/** Conditions that a form can show: one field, one comparison, one value. */
import {
  call,
  field,
  isField,
  isLiteral,
  literal,
  type Expression,
  type FieldType,
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

/** What a written date with its zone looks like. */
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/**
 * Numbers, true, false, none and moments in UTC are taken as such; quotes make anything a text.
 * Where the field's type is known, `12` of a text stays a text and `2026-05-01` of a date is one.
 */
export function parseValue(text: string, type?: FieldType): Exclude<Literal, Literal[]> {
  const trimmed = text.trim();
  if (/^(["']).*\1$/.test(trimmed)) {
    return trimmed.slice(1, -1);
  }
  if (trimmed.toLowerCase() === 'none') {
    return null;
  }
  if (type === 'string') {
    return trimmed;
  }
  if (type === 'date' || type === 'datetime' || MOMENT.test(trimmed)) {
    const at = Date.parse(trimmed);
    return Number.isNaN(at) ? trimmed : { $date: at };
  }
  if (trimmed !== '' && Number.isFinite(Number(trimmed))) {
    return Number(trimmed);
  }
  return trimmed.toLowerCase() === 'true'
    ? true
    : trimmed.toLowerCase() === 'false'
      ? false
      : trimmed;
}

/** How a value is typed; null if it cannot be. */
export function writeValue(value: Literal): string | null {
  if (typeof value === 'string') {
    const plain = parseValue(value) === value && !value.includes(',') && value !== '';
    return plain ? value : `"${value}"`;
  }
  if (value === null) {
    return 'none';
  }
  if (typeof value === 'object') {
    return '$date' in value ? new Date(value.$date).toISOString() : null;
  }
  return String(value);
}

/** Parts between commas that are not inside of quotes. */
const split = (text: string): string[] => text.match(/(?:"[^"]*"|'[^']*'|[^,])+/g) ?? [''];

/** The expression of a condition on a field, whose type may be known. */
export function conditionExpression(
  { path, comparison, value }: ICondition,
  type?: FieldType
): Expression {
  const f = field(path);
  const list = (): Literal => split(value).map(part => parseValue(part, type));
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
      return call(comparison, f, literal(parseValue(value, type)));
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
