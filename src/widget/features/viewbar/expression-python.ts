/** Expressions as Python: what is copied. */
import {
  isField,
  isLiteral,
  type Expression,
  type IOperatorExpression,
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
  contains_any: 'contains'
};
/** Static methods of `ViewExpression`. */
const STATIC: readonly Operator[] = ['rand', 'randn', 'range', 'enumerate'];

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
  const infix = INFIX[e.op];
  return infix ? infixPython(e, parts, infix) : methodPython(e, parts);
}

const isInfix = (e: Expression | undefined): boolean =>
  e !== undefined && !isField(e) && !isLiteral(e) && INFIX[e.op] !== undefined;

function infixPython(
  { op, args }: IOperatorExpression,
  parts: readonly string[],
  infix: string
): string {
  const logic = op === 'and' || op === 'or';
  return parts
    .map((part, i) => (isInfix(args[i]) || (logic && parts.length > 1) ? `(${part})` : part))
    .join(` ${infix} `);
}

/** What a method is called on. */
function subjectPython(e: Expression | undefined, text: string): string {
  if (e && isLiteral(e)) {
    return `ViewExpression(${text})`;
  }
  return isInfix(e) || (e && 'op' in e && e.op === 'not') ? `(${text})` : text;
}

const isNull = (e: Expression | undefined): boolean =>
  e !== undefined && isLiteral(e) && e.literal === null;

function dictPython(keys: readonly string[], values: readonly string[]): string {
  return `{${keys.map((key, i) => `${key}: ${values[i] ?? 'None'}`).join(', ')}}`;
}

function listOf(e: Expression | undefined): string[] {
  return e && isLiteral(e) && Array.isArray(e.literal) ? e.literal.map(literalPython) : [];
}

function methodPython({ op, args }: IOperatorExpression, parts: readonly string[]): string {
  const subject = subjectPython(args[0], parts[0] ?? '');
  const rest = parts.slice(1);
  /** Arguments by name, without those that are not given. */
  const named = (names: readonly string[], from: number): string[] =>
    names.flatMap((name, i) => (isNull(args[from + i]) ? [] : [`${name}=${parts[from + i]}`]));
  switch (op) {
    case 'value':
      return 'VALUE';
    case 'list':
      return `[${parts.join(', ')}]`;
    case 'not':
      return `~(${parts[0]})`;
    case 'at':
      return `${subject}[${rest.join(', ')}]`;
    case 'slice':
      return `${subject}[${rest.map((part, i) => (isNull(args[i + 1]) ? '' : part)).join(':')}]`;
    case 'contains_all':
      return `${subject}.contains(${rest.join(', ')}, all=True)`;
    case 'cases': {
      const last = parts.length - 1;
      const pairs = parts.slice(0, last);
      const [keys, values] = [0, 1].map(odd => pairs.filter((_, i) => i % 2 === odd));
      const dict = dictPython(keys as string[], values as string[]);
      return `F().cases(${[dict, ...named(['default'], last)].join(', ')})`;
    }
    case 'map_values':
      return `${subject}.map_values(${dictPython(listOf(args[1]), listOf(args[2]))})`;
    case 'sort':
      return `${subject}.sort(${named(['key', 'numeric', 'reverse'], 1).join(', ')})`;
    case 'substr':
      return `${subject}.substr(${named(['start', 'end', 'count'], 1).join(', ')})`;
    case 'set_field':
      return `${subject}.set_field(${rest.join(', ')}, relative=False)`;
    case 'zip': {
      const lists = parts.slice(2);
      return `ViewExpression.zip(${[...lists, ...named(['use_longest', 'defaults'], 0)].join(', ')})`;
    }
    default:
      return STATIC.includes(op)
        ? `ViewExpression.${op}(${parts.join(', ')})`
        : `${subject}.${METHODS[op] ?? op}(${rest.join(', ')})`;
  }
}
