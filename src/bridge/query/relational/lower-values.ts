/** Operators on single values in relational form. */
import { isLiteral, type Expression, type Operator } from '../../../protocol';
import { lowerLiteral } from './lower-comparison';
import { NotColumnar } from './lowered';
import {
  call,
  isNull,
  truth,
  type DatePart,
  type Rel,
  type RelOperator,
  type RelType
} from './relation';

/** Operators on numbers that mean the same in columns, and are called the same. */
const ARITHMETIC: ReadonlySet<string> = new Set<Operator & RelOperator>([
  'add',
  'sub',
  'mul',
  'div',
  'mod',
  'pow',
  'abs',
  'floor',
  'ceil',
  'round',
  'trunc',
  'sqrt',
  'exp',
  'ln',
  'log10',
  'log',
  'sin',
  'cos',
  'tan',
  'arcsin',
  'arccos',
  'arctan',
  'sinh',
  'cosh',
  'tanh',
  'arcsinh',
  'arccosh',
  'arctanh'
]);
const DATE_PARTS: ReadonlySet<string> = new Set<DatePart>([
  'millisecond',
  'second',
  'minute',
  'hour',
  'day_of_week',
  'day_of_month',
  'day_of_year',
  'week',
  'month',
  'year'
]);
const TEXT_TESTS: Partial<Record<Operator, RelOperator>> = {
  starts_with: 'starts_with',
  ends_with: 'ends_with',
  contains_str: 'contains',
  matches_str: 'eq'
};

const literalOf = (e: Expression | undefined): unknown =>
  e && isLiteral(e) ? e.literal : undefined;

function expect(value: Rel | null, types: readonly RelType[]): Rel {
  if (value === null) {
    throw new NotColumnar('a list where a value is needed');
  }
  if (value.type !== 'null' && !types.includes(value.type)) {
    throw new NotColumnar(`a ${value.type} where ${types.join(' or ')} is needed`);
  }
  return value;
}

/**
 * An operator on values.
 *
 * @param args its operands, of which literals are looked at
 * @param values the operands in relational form; null for lists of literals
 * @throws NotColumnar
 */
export function lowerOnValues(
  op: Operator,
  args: readonly Expression[],
  values: readonly (Rel | null)[]
): Rel {
  const first = values[0] ?? truth(false);
  if (ARITHMETIC.has(op)) {
    return arithmetic(op as RelOperator, values);
  }
  if (DATE_PARTS.has(op)) {
    return call(op as DatePart, 'number', expect(first, ['date']));
  }
  const test = TEXT_TESTS[op];
  if (test) {
    return textTest(test, first, args);
  }
  switch (op) {
    case 'to_string':
      return expect(first, ['string']);
    case 'to_double':
    case 'to_int': {
      const amount = { ...expect(first, ['number', 'date']), type: 'number' } as Rel;
      return op === 'to_int' ? call('trunc', 'number', amount) : amount;
    }
    case 'to_bool':
      return call('if', 'bool', isNull(first), lowerLiteral(null), call('is_true', 'bool', first));
    case 'to_date':
      return expect(first, ['date']);
    case 'strlen':
      return call('strlen', 'number', expect(first, ['string']));
    case 'lower':
    case 'upper':
      return call(op, 'string', expect(first, ['string']));
    case 'concat':
      return call('concat', 'string', ...values.map(value => expect(value, ['string'])));
    case 'substr':
      return substring(expect(first, ['string']), args);
    case 'replace': {
      const [old, by] = [literalOf(args[1]), literalOf(args[2])];
      if (typeof old !== 'string' || old === '' || typeof by !== 'string') {
        throw new NotColumnar('a replacement that is no literal');
      }
      return call(
        'replace',
        'string',
        expect(first, ['string']),
        lowerLiteral(old),
        lowerLiteral(by)
      );
    }
    case 'strip':
    case 'lstrip':
    case 'rstrip': {
      const characters = literalOf(args[1]);
      if (typeof characters !== 'string' || characters === '') {
        throw new NotColumnar('white space as documents know it');
      }
      return call(op, 'string', expect(first, ['string']), lowerLiteral(characters));
    }
    case 're_match':
      return regularExpression(expect(first, ['string']), args);
    default:
      throw new NotColumnar(`${op} has no form in columns`);
  }
}

function arithmetic(op: RelOperator, operands: readonly (Rel | null)[]): Rel {
  const dated = op === 'add' || op === 'sub';
  const values = operands.map(value => expect(value, dated ? ['number', 'date'] : ['number']));
  const dates = values.filter(value => value.type === 'date').length;
  const date = op === 'add' ? dates > 0 : dates === 1 && values[0]?.type === 'date';
  return call(op, date && dated ? 'date' : 'number', ...values);
}

function regularExpression(text: Rel, [, pattern, options]: readonly Expression[]): Rel {
  const [wanted, flags] = [literalOf(pattern), options ? literalOf(options) : ''];
  if (typeof wanted !== 'string' || typeof flags !== 'string') {
    throw new NotColumnar('a regular expression that is no literal');
  }
  const inline = flags ? `(?${flags})` : '';
  return call('regular_expression', 'bool', text, lowerLiteral(inline + wanted));
}

/** Places are counted from 0 there and from 1 here; from the end, and unknown ones, only there. */
function substring(text: Rel, [, ...places]: readonly Expression[]): Rel {
  const [start = 0, end, count] = places.map(place => literalOf(place) ?? undefined);
  const known = [start, end ?? 0, count ?? 0];
  if (!known.every((n): n is number => typeof n === 'number' && n >= 0 && Number.isInteger(n))) {
    throw new NotColumnar('a part of a text that is not counted from its beginning');
  }
  if (places.some(place => !isLiteral(place))) {
    throw new NotColumnar('a part of a text by numbers that are no literals');
  }
  const from = start as number;
  const length =
    count !== undefined
      ? (count as number)
      : end !== undefined
        ? Math.max(0, (end as number) - from)
        : Number.MAX_SAFE_INTEGER;
  const whole = Math.min(length, 2 ** 31 - 1);
  return call('substr', 'string', text, lowerLiteral(from + 1), lowerLiteral(whole));
}

function textTest(op: RelOperator, value: Rel, args: readonly Expression[]): Rel {
  const wanted = literalOf(args[1]);
  const sensitive = args[2] ? literalOf(args[2]) : true;
  if (wanted === undefined || typeof sensitive !== 'boolean') {
    throw new NotColumnar('a text to look for that is no literal');
  }
  const text = expect(value, ['string']);
  const fold = (rel: Rel): Rel => (sensitive ? rel : call('lower', 'string', rel));
  const tests = (Array.isArray(wanted) ? (wanted as unknown[]) : [wanted])
    .filter(part => typeof part === 'string')
    .map(part => call(op, 'bool', fold(text), fold(lowerLiteral(part))));
  return tests.length > 0 ? call('or', 'bool', ...tests) : truth(false);
}
