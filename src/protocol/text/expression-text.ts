/** Expressions in a few words, for chips and pictures. */
import type { Operator } from '../expression-operators';
import { isField, isLiteral, type Expression, type Literal } from '../expressions';

const INFIX: Partial<Record<Operator, string>> = {
  eq: '=',
  ne: '≠',
  gt: '>',
  ge: '≥',
  lt: '<',
  le: '≤',
  and: 'and',
  or: 'or',
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  mod: '%',
  pow: '**',
  is_in: 'in',
  contains: 'has',
  contains_any: 'has'
};

function literalText(value: Literal): string {
  if (Array.isArray(value)) {
    return value.map(literalText).join(', ');
  }
  if (typeof value === 'object' && value !== null) {
    return '$date' in value ? new Date(value.$date).toLocaleString() : value.$number;
  }
  return value === null ? 'none' : String(value);
}

/** `confidence > 0.8`, `label not in coin, face`. */
export function expressionText(e: Expression): string {
  if (isField(e)) {
    return e.field || 'value';
  }
  if (isLiteral(e)) {
    return literalText(e.literal);
  }
  const parts = e.args.map(expressionText);
  const [first = ''] = parts;
  const [inner] = e.args;
  switch (e.op) {
    case 'not':
      return inner && !isField(inner) && !isLiteral(inner) && inner.op === 'is_in'
        ? inner.args.map(expressionText).join(' not in ')
        : `not ${first}`;
    case 'is_null':
      return `${first} is none`;
    case 'value':
      return 'value so far';
    case 'rand':
    case 'randn':
      return 'random number';
    case 'list':
      return parts.join(', ');
    case 'at':
      return `${first}[${parts[1]}]`;
    case 'length':
      return `number of ${first}`;
    default: {
      const infix = INFIX[e.op];
      return infix ? parts.join(` ${infix} `) : `${first}.${e.op}(${parts.slice(1).join(', ')})`;
    }
  }
}
