/**
 * The typed expression language of views: a small abstract syntax tree that Python and TypeScript
 * build fluently and that `src/bridge/query` compiles to SQL or evaluates over documents.
 *
 * Evaluation context: `field` paths are relative to the current element (the sample in `match`, the
 * label in `filter_labels`, the list element inside `filter`, `map` …) unless `root` is true.
 */
import { z } from 'zod';
import { OPERATORS, type Operator } from './expression-operators';

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
      .refine(
        e => e.op !== 'cases' || e.args.length % 2 === 1,
        'cases takes pairs of condition and value, and what else it is'
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
