/** Expressions as Python: what is copied. */
import {
  isField,
  isLiteral,
  type Expression,
  type Literal,
  type Operator
} from '../../../protocol';

const INFIX: Partial<Record<Operator, string>> = {
  eq: '==',
  ne: '!=',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
  and: '&',
  or: '|',
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  mod: '%',
  pow: '**'
};

/** Methods of `ViewExpression` that have another name than the operator. */
const METHODS: Partial<Record<Operator, string>> = {
  contains_all: 'contains',
  contains_any: 'contains',
  at: '__getitem__'
};

export function literalPython(value: Literal): string {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (Array.isArray(value)) {
    return `[${value.map(literalPython).join(', ')}]`;
  }
  if (typeof value === 'object') {
    return '$date' in value
      ? // Python before 3.11 does not know the Z of UTC.
        `datetime.fromisoformat("${new Date(value.$date).toISOString().replace('Z', '+00:00')}")`
      : `float("${value.$number}")`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** Python that builds the expression from `ViewField as F`. */
export function expressionPython(e: Expression): string {
  if (isField(e)) {
    return e.field === '' && !e.root ? 'F()' : `F("${e.root ? '$' : ''}${e.field}")`;
  }
  if (isLiteral(e)) {
    return literalPython(e.literal);
  }
  const parts = e.args.map(expressionPython);
  const [first = '', ...rest] = parts;
  const infix = INFIX[e.op];
  if (infix) {
    const logic = e.op === 'and' || e.op === 'or';
    return parts
      .map((part, i) => {
        const arg = e.args[i];
        const compound = arg && !isField(arg) && !isLiteral(arg) && INFIX[arg.op] !== undefined;
        return compound || (logic && parts.length > 1) ? `(${part})` : part;
      })
      .join(` ${infix} `);
  }
  switch (e.op) {
    case 'not':
      return `~(${first})`;
    case 'at':
      return `${first}[${rest.join(', ')}]`;
    case 'contains_all':
      return `${first}.contains(${rest.join(', ')}, all=True)`;
    case 'if_else':
      return `(${first}).if_else(${rest.join(', ')})`;
    default:
      return `${first}.${METHODS[e.op] ?? e.op}(${rest.join(', ')})`;
  }
}
