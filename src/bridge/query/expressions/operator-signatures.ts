/** What operators take and give, as types. */
import type { Operator } from '../../../protocol';
import { isList, type ValueType } from '../schema';

/** What an operand must be; `any` and null are accepted everywhere. */
export type Wanted =
  | 'value'
  | 'number'
  /** A number or a date. */
  | 'amount'
  | 'date'
  | 'text'
  /** A text or a list of texts. */
  | 'texts'
  | 'list'
  | 'numbers'
  | 'list of texts'
  | 'list of values'
  | 'document'
  | 'index';

const WORDS: Record<Wanted, string> = {
  value: 'a value',
  number: 'numbers',
  amount: 'numbers',
  date: 'a date',
  text: 'a text',
  texts: 'a text to look for',
  list: 'a list',
  numbers: 'numbers',
  'list of texts': 'a list of texts',
  'list of values': 'a list of values',
  document: 'a document',
  index: 'a number as index'
};

/** For messages: what an operand must be. */
export const describeWanted = (wanted: Wanted): string => WORDS[wanted];

const orAny = (type: ValueType, wanted: ValueType): boolean =>
  type === wanted || type === 'any' || type === 'null';

/** Whether values of a type can be what is wanted. */
export function accepts(wanted: Wanted, type: ValueType): boolean {
  if (type === 'any' || type === 'null') {
    return true;
  }
  switch (wanted) {
    case 'value':
      return true;
    case 'number':
    case 'index':
      return type === 'number';
    case 'amount':
      return type === 'number' || type === 'date';
    case 'date':
      return type === 'date';
    case 'text':
      return type === 'string';
    case 'texts':
      return type === 'string' || (isList(type) && orAny(type.list, 'string'));
    case 'list':
    case 'list of values':
      return isList(type);
    case 'numbers':
      return isList(type) && orAny(type.list, 'number');
    case 'list of texts':
      return isList(type) && orAny(type.list, 'string');
    case 'document':
      return type === 'document';
  }
}

/** Type of an operator's value: itself, or found from the types of the operands. */
type Gives = ValueType | ((types: readonly ValueType[]) => ValueType);

export interface ISignature {
  /** What the operands must be; the last is for all that follow. */
  takes: readonly Wanted[];
  gives: Gives;
}

export const elementOf = (type: ValueType | undefined): ValueType =>
  type !== undefined && isList(type) ? type.list : 'any';

/** The one type that all have, null aside. */
export function commonType(types: readonly ValueType[]): ValueType {
  const known = types.filter(type => type !== 'null');
  const [first = 'null'] = known;
  return known.every(type => JSON.stringify(type) === JSON.stringify(first)) ? first : 'any';
}

const first: Gives = ([type = 'null']) => type;
const NUMBERS: ValueType = { list: 'number' };
const TEXTS: ValueType = { list: 'string' };

const signature = (takes: Wanted | readonly Wanted[], gives: Gives): ISignature => ({
  takes: typeof takes === 'string' ? [takes] : takes,
  gives
});

function dated(types: readonly ValueType[], difference: boolean): ValueType {
  const dates = types.filter(type => type === 'date').length;
  return (difference ? dates === 1 && types[0] === 'date' : dates > 0) ? 'date' : 'number';
}

/** Least or greatest: of one list, or of the operands. */
const extreme = signature('value', types =>
  types.length === 1 ? elementOf(types[0]) : commonType(types)
);
const comparison = signature('value', 'bool');
const arithmetic = signature('number', 'number');
const textTest = signature(['text', 'texts', 'value'], 'bool');
const datePart = signature('date', 'number');
const sets: ISignature = signature('list', types => ({ list: commonType(types.map(elementOf)) }));
const withElement = (
  types: readonly ValueType[],
  ...added: (ValueType | undefined)[]
): ValueType =>
  types[0] === 'null'
    ? 'any'
    : { list: commonType([elementOf(types[0]), ...added.map(t => t ?? 'null')]) };

/** Operators all of whose operands stand where the expression stands. */
export const SIGNATURES: Readonly<Partial<Record<Operator, ISignature>>> = {
  eq: comparison,
  ne: comparison,
  gt: comparison,
  ge: comparison,
  lt: comparison,
  le: comparison,
  and: comparison,
  or: comparison,
  not: comparison,
  is_null: comparison,
  is_number: comparison,
  is_string: comparison,
  is_array: comparison,
  is_in: signature(['value', 'list of values'], 'bool'),
  type: signature('value', 'string'),
  to_string: signature('value', 'string'),
  to_double: signature('value', 'number'),
  to_int: signature('value', 'number'),
  to_bool: signature('value', 'bool'),
  to_date: signature('value', 'date'),

  add: signature('amount', types => dated(types, false)),
  sub: signature('amount', types => dated(types, true)),
  mul: arithmetic,
  div: arithmetic,
  mod: arithmetic,
  pow: arithmetic,
  abs: arithmetic,
  floor: arithmetic,
  ceil: arithmetic,
  round: arithmetic,
  trunc: arithmetic,
  sqrt: arithmetic,
  exp: arithmetic,
  ln: arithmetic,
  log10: arithmetic,
  log: arithmetic,
  sin: arithmetic,
  cos: arithmetic,
  tan: arithmetic,
  arcsin: arithmetic,
  arccos: arithmetic,
  arctan: arithmetic,
  sinh: arithmetic,
  cosh: arithmetic,
  tanh: arithmetic,
  arcsinh: arithmetic,
  arccosh: arithmetic,
  arctanh: arithmetic,
  rand: arithmetic,
  randn: arithmetic,

  list: signature('value', types => ({ list: types.length > 0 ? commonType(types) : 'any' })),
  length: signature('list', 'number'),
  contains: signature(['list', 'value'], 'bool'),
  contains_all: signature(['list', 'list of values'], 'bool'),
  contains_any: signature(['list', 'list of values'], 'bool'),
  is_subset: signature(['list', 'list of values'], 'bool'),
  set_equals: signature('list', 'bool'),
  unique: signature('list', first),
  union: sets,
  intersection: sets,
  difference: signature('list', first),
  reverse: signature('list', first),
  prepend: signature(['list', 'value'], types => withElement(types, types[1])),
  append: signature(['list', 'value'], types => withElement(types, types[1])),
  insert: signature(['list', 'index', 'value'], types => withElement(types, types[2])),
  extend: sets,
  sum: signature('numbers', 'number'),
  mean: signature('numbers', 'number'),
  std: signature(['numbers', 'value'], 'number'),
  min: extreme,
  max: extreme,
  at: signature(['list', 'index'], types => elementOf(types[0])),
  slice: signature(['list', 'index'], first),
  join: signature(['list of texts', 'text'], 'string'),
  range: signature('number', NUMBERS),
  enumerate: signature(['list', 'number'], { list: { list: 'any' } }),
  zip: signature(['value', 'value', 'list'], { list: { list: 'any' } }),

  strlen: signature('text', 'number'),
  lower: signature('text', 'string'),
  upper: signature('text', 'string'),
  concat: signature('text', 'string'),
  substr: signature(['text', 'number'], 'string'),
  strip: signature('text', 'string'),
  lstrip: signature('text', 'string'),
  rstrip: signature('text', 'string'),
  replace: signature('text', 'string'),
  split: signature(['text', 'text', 'number'], TEXTS),
  rsplit: signature(['text', 'text', 'number'], TEXTS),
  starts_with: textTest,
  ends_with: textTest,
  contains_str: textTest,
  matches_str: textTest,
  re_match: signature('text', 'bool'),

  millisecond: datePart,
  second: datePart,
  minute: datePart,
  hour: datePart,
  day_of_week: datePart,
  day_of_month: datePart,
  day_of_year: datePart,
  week: datePart,
  month: datePart,
  year: datePart,

  if_else: signature('value', ([, then = 'null', otherwise = 'null']) =>
    commonType([then, otherwise])
  ),
  cases: signature('value', types =>
    commonType(types.filter((_, i) => i % 2 === 1 || i === types.length - 1))
  ),
  map_values: signature(['value', 'list of values', 'list of values'], types =>
    commonType([types[0] ?? 'null', elementOf(types[2])])
  ),
  value: signature('value', 'any')
};
