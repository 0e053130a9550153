/**
 * The typed expression language of views: a small abstract syntax tree that Python and TypeScript
 * build fluently and that `src/bridge/query` compiles to SQL or evaluates over documents.
 *
 * Evaluation context: `field` paths are relative to the current element (the sample in `match`, the
 * label in `filter_labels`, the list element inside `filter`, `map` …) unless `root` is true.
 */
import { z } from 'zod';

/** A JSON literal; dates travel as `{ $date: ms since epoch, UTC }`, other floats as `{ $number }`. */
export const literalSchema: z.ZodType<Literal> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.strictObject({ $date: z.number() }),
    z.strictObject({ $number: z.enum(['NaN', 'Infinity', '-Infinity']) }),
    z.array(literalSchema)
  ])
);

export type Literal =
  | null
  | boolean
  | number
  | string
  | { $date: number }
  | { $number: 'NaN' | 'Infinity' | '-Infinity' }
  | Literal[];

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
  and: [1, 64],
  or: [1, 64],
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
  round: [1, 2],
  sqrt: [1, 1],
  exp: [1, 1],
  ln: [1, 1],
  log10: [1, 1],
  // null and type
  is_null: [1, 1],
  is_number: [1, 1],
  is_string: [1, 1],
  is_array: [1, 1],
  /** (value, list): is the value equal to an element of the list? */
  is_in: [2, 2],
  to_string: [1, 1],
  to_double: [1, 1],
  to_int: [1, 1],
  to_bool: [1, 1],
  // lists
  length: [1, 1],
  /** (list, value): is the value an element? `contains_all`/`contains_any`: (list, list of values). */
  contains: [2, 2],
  contains_all: [2, 2],
  contains_any: [2, 2],
  /** (list, expression on each element). */
  filter: [2, 2],
  map: [2, 2],
  sum: [1, 1],
  mean: [1, 1],
  /** Least or greatest of a list (one operand) or of several operands, ignoring null. */
  min: [1, 64],
  max: [1, 64],
  /** (list, zero-based index; negative counts from the end). */
  at: [2, 2],
  // strings
  strlen: [1, 1],
  lower: [1, 1],
  upper: [1, 1],
  concat: [1, 64],
  /** (string, text or list of texts, case sensitive: boolean literal). */
  starts_with: [2, 3],
  ends_with: [2, 3],
  contains_str: [2, 3],
  matches_str: [2, 3],
  /** (string, regular expression, options such as "i"). */
  re_match: [2, 3],
  // control
  /** (condition, then, otherwise). */
  if_else: [3, 3]
} as const satisfies Record<string, readonly [number, number]>;

export type Operator = keyof typeof OPERATORS;

/** A field read. `path` is dotted; the empty path is the current element itself. */
export interface IFieldExpression {
  field: string;
  /** Read from the sample even inside a nested context (`F("$a.b")`). */
  root?: boolean;
}
export interface ILiteralExpression {
  literal: Literal;
}
export interface IOperatorExpression {
  op: Operator;
  args: Expression[];
}
export type Expression = IFieldExpression | ILiteralExpression | IOperatorExpression;

const operatorNames = Object.keys(OPERATORS) as [Operator, ...Operator[]];

export const expressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.strictObject({ field: z.string().max(1000), root: z.boolean().optional() }),
    z.strictObject({ literal: literalSchema }),
    z
      .strictObject({ op: z.enum(operatorNames), args: z.array(expressionSchema) })
      .refine(
        e => e.args.length >= OPERATORS[e.op][0] && e.args.length <= OPERATORS[e.op][1],
        'wrong number of operands for this operator'
      )
  ])
);

export const isField = (e: Expression): e is IFieldExpression => 'field' in e;
export const isLiteral = (e: Expression): e is ILiteralExpression => 'literal' in e;
export const isOperator = (e: Expression): e is IOperatorExpression => 'op' in e;

/** Builders, so that TypeScript code reads like the Python `F("x") > 5`. */
export const field = (path: string): IFieldExpression => ({ field: path });
export const literal = (value: Literal): ILiteralExpression => ({ literal: value });
export const call = (op: Operator, ...args: Expression[]): IOperatorExpression => ({ op, args });
