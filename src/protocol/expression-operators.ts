/** The operators of expressions, and what each takes. */

/** Most operands of operators that take any number. */
const MANY = 10_000;

/** Operators and the number of operands each takes: [minimum, maximum]. */
export const OPERATORS = {
  // comparison; null and missing are the same and sort below every number
  eq: [2, 2],
  ne: [2, 2],
  gt: [2, 2],
  ge: [2, 2],
  lt: [2, 2],
  le: [2, 2],
  // logic
  and: [1, MANY],
  or: [1, MANY],
  not: [1, 1],
  // arithmetic; null if any operand is null
  add: [2, 64],
  sub: [2, 2],
  mul: [2, 64],
  div: [2, 2],
  mod: [2, 2],
  pow: [2, 2],
  abs: [1, 1],
  floor: [1, 1],
  ceil: [1, 1],
  /** (number, decimals). */
  round: [1, 2],
  trunc: [1, 2],
  sqrt: [1, 1],
  exp: [1, 1],
  ln: [1, 1],
  log10: [1, 1],
  /** (number, base). */
  log: [2, 2],
  // angles in radians
  sin: [1, 1],
  cos: [1, 1],
  tan: [1, 1],
  arcsin: [1, 1],
  arccos: [1, 1],
  arctan: [1, 1],
  sinh: [1, 1],
  cosh: [1, 1],
  tanh: [1, 1],
  arcsinh: [1, 1],
  arccosh: [1, 1],
  arctanh: [1, 1],
  /** (seed): the same number for the same sample and element; uniform in [0, 1), or normal. */
  rand: [1, 1],
  randn: [1, 1],
  // null and type
  is_null: [1, 1],
  is_number: [1, 1],
  is_string: [1, 1],
  is_array: [1, 1],
  /** `null`, `bool`, `int`, `double`, `string`, `date`, `array`, `object` or `binData`. */
  type: [1, 1],
  /** (value, list): is the value equal to an element of the list? */
  is_in: [2, 2],
  to_string: [1, 1],
  to_double: [1, 1],
  to_int: [1, 1],
  to_bool: [1, 1],
  to_date: [1, 1],
  // lists
  /** The list of its operands. */
  list: [0, MANY],
  length: [1, 1],
  /** (list, value): is the value an element? `contains_all`/`contains_any`: (list, list of values). */
  contains: [2, 2],
  contains_all: [2, 2],
  contains_any: [2, 2],
  /** (list, list): are all elements of the first in the second? */
  is_subset: [2, 2],
  /** Lists as sets: in the order of values, each once; `difference` keeps the order of the first. */
  set_equals: [2, 64],
  unique: [1, 1],
  union: [1, 64],
  intersection: [1, 64],
  difference: [2, 2],
  /** (list, expression on each element). */
  filter: [2, 2],
  map: [2, 2],
  /** (list, expression on each element and `value`, first value). */
  reduce: [3, 3],
  /** What `reduce` has so far. */
  value: [0, 0],
  /** (list, key of each element, by number: boolean literal, descending: boolean literal). */
  sort: [4, 4],
  reverse: [1, 1],
  prepend: [2, 2],
  append: [2, 2],
  /** (list, index, value). */
  insert: [3, 3],
  extend: [2, 64],
  sum: [1, 1],
  mean: [1, 1],
  /** (list, of a sample: boolean literal). */
  std: [1, 2],
  /** Least or greatest of a list (one operand) or of several operands, ignoring null. */
  min: [1, 64],
  max: [1, 64],
  /** (list, zero-based index; negative counts from the end). */
  at: [2, 2],
  /** (list, from, up to and without) as Python slices; null for the beginning and the end. */
  slice: [3, 3],
  /** (list of texts, delimiter). */
  join: [2, 2],
  /** (start, end): whole numbers from start up to and without end. */
  range: [2, 2],
  /** (list, first number): `[number, element]` of each element. */
  enumerate: [2, 2],
  /** (to the longest: boolean literal, what stands for missing elements, lists …). */
  zip: [3, 64],
  // strings
  strlen: [1, 1],
  lower: [1, 1],
  upper: [1, 1],
  concat: [1, 64],
  /** (string, from, up to and without, or else number of characters); null where not said. */
  substr: [4, 4],
  /** (string, characters to remove; white space if null). */
  strip: [1, 2],
  lstrip: [1, 2],
  rstrip: [1, 2],
  /** (string, what is replaced everywhere, by what). */
  replace: [3, 3],
  /** (string, delimiter, most splits): from the left, and from the right. */
  split: [2, 3],
  rsplit: [2, 3],
  /** (string, text or list of texts, case sensitive: boolean literal). */
  starts_with: [2, 3],
  ends_with: [2, 3],
  contains_str: [2, 3],
  matches_str: [2, 3],
  /** (string, regular expression, options such as "i"). */
  re_match: [2, 3],
  // parts of dates, UTC; days of the week from 1, Sunday; weeks from 0, beginning on Sundays
  millisecond: [1, 1],
  second: [1, 1],
  minute: [1, 1],
  hour: [1, 1],
  day_of_week: [1, 1],
  day_of_month: [1, 1],
  day_of_year: [1, 1],
  week: [1, 1],
  month: [1, 1],
  year: [1, 1],
  // control
  /** (condition, then, otherwise). */
  if_else: [3, 3],
  /** (condition, value, condition, value, …, otherwise): the first condition that holds. */
  cases: [1, MANY],
  /** (value, list of values, list of what stands for each); other values are left as they are. */
  map_values: [3, 3],
  /** (value, expression in which the value is the current element). */
  apply: [2, 2],
  /** (value, condition): does it hold for the value or, of a list, for one of the elements? */
  any_value: [2, 2],
  /** (document, path, expression in which the document is the current element). */
  set_field: [3, 3]
} as const satisfies Record<string, readonly [number, number]>;

export type Operator = keyof typeof OPERATORS;

/** The operand of an operator whose paths are relative to an element, and not to what is around. */
export const ELEMENT_OPERANDS: Partial<Record<Operator, number>> = {
  filter: 1,
  map: 1,
  reduce: 1,
  sort: 1,
  apply: 1,
  any_value: 1,
  set_field: 2
};
