/**
 * The small relational form that views are lowered to: values over the rows of column tables, and
 * selections of rows. Only a dialect turns it into a query language.
 *
 * Values may be null. Truth values of operators never are: `eq`, `lt` and `le` treat null as a value
 * of its own below all others.
 */
import type { ScalarType } from '../schema';

export type RelType = ScalarType | 'null';

export type RelOperator =
  | 'eq'
  | 'lt'
  | 'le'
  | 'in'
  | 'and'
  | 'or'
  | 'not'
  | 'is_true'
  | 'is_null'
  | 'is_finite'
  | 'if'
  /** Condition, value, condition, value, …, otherwise. */
  | 'case'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'mod'
  | 'pow'
  | 'abs'
  | 'floor'
  | 'ceil'
  | 'trunc'
  | 'round'
  | 'sqrt'
  | 'exp'
  | 'ln'
  | 'log10'
  /** (number, base) */
  | 'log'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'arcsin'
  | 'arccos'
  | 'arctan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'arcsinh'
  | 'arccosh'
  | 'arctanh'
  | DatePart
  | 'least'
  | 'greatest'
  | 'strlen'
  | 'lower'
  | 'upper'
  | 'concat'
  /** (text, first character from 1, how many) */
  | 'substr'
  /** (text, what, by what) */
  | 'replace'
  /** (text, characters) */
  | 'strip'
  | 'lstrip'
  | 'rstrip'
  | 'starts_with'
  | 'ends_with'
  | 'contains'
  | 'regular_expression';

/** Parts of dates in UTC. */
export type DatePart =
  | 'millisecond'
  | 'second'
  | 'minute'
  | 'hour'
  | 'day_of_week'
  | 'day_of_month'
  | 'day_of_year'
  | 'week'
  | 'month'
  | 'year';

export type RelAggregate =
  | 'count'
  | 'sum'
  | 'mean'
  | 'min'
  | 'max'
  | 'first'
  | 'deviation'
  /** Of a population of which these are a sample. */
  | 'sample_deviation';

/** How rows of two tables belong together: of the same sample, or of the same label. */
export type RelKey = 'sample' | 'label';

export type Rel =
  | { kind: 'column'; alias: string; column: string; type: ScalarType }
  /** Id of the sample or label as 24 hexadecimal digits. */
  | { kind: 'id'; alias: string; type: 'string' }
  /** Text of a code. */
  | { kind: 'text'; code: Rel; dictionary: string; type: 'string' }
  | { kind: 'literal'; value: null | boolean | number | string; type: RelType }
  | { kind: 'call'; op: RelOperator; args: Rel[]; type: RelType }
  /** Uniform in [0, 1), from the seed and the ids of the sample and the label. */
  | { kind: 'random'; seed: number; sample: string; label: string | null; type: 'number' }
  /** Is the code one of these (or null)? */
  | { kind: 'code_in'; code: Rel; codes: readonly number[]; orNull: boolean; type: 'bool' }
  /** Is the row of `alias` among these rows? */
  | { kind: 'in_rows'; alias: string; by: RelKey; rows: IRows; type: 'bool' }
  | { kind: 'in_set'; alias: string; by: RelKey; set: string; type: 'bool' }
  /** Where the sample of `alias` stands in a set that was made with positions. */
  | { kind: 'set_position'; alias: string; set: string; type: 'number' }
  /** An aggregate of the rows that belong to the row of `alias`; null over none but for `count`. */
  | {
      kind: 'of_rows';
      aggregate: RelAggregate;
      value: Rel | null;
      alias: string;
      by: RelKey;
      rows: IRows;
      type: RelType;
    }
  /** The least value that at least this fraction of the selected rows does not exceed. */
  | { kind: 'quantile'; value: Rel; fraction: number; type: RelType }
  /** An aggregate over the selected rows. */
  | {
      kind: 'aggregate';
      aggregate: RelAggregate;
      value: Rel | null;
      distinct: boolean;
      type: RelType;
    };

/** Rows of a table; `sample` is the alias of the sample they belong to, if `where` reads it. */
export interface IRows {
  table: string;
  alias: string;
  samples: string;
  sample: string | null;
  where: Rel[];
}

export interface ISelect {
  columns: readonly { name: string; value: Rel }[];
  rows: IRows;
  groupBy?: readonly Rel[];
  /** Null sorts first, last if reversed. */
  orderBy?: readonly { value: Rel; reverse: boolean }[];
  limit?: number;
}

/** Turns a selection into text of a query language. */
export interface IDialect {
  select(query: ISelect): string;
}

export const call = (op: RelOperator, type: RelType, ...args: Rel[]): Rel => ({
  kind: 'call',
  op,
  args,
  type
});
export const truth = (value: boolean): Rel => ({ kind: 'literal', value, type: 'bool' });
export const not = (value: Rel): Rel => call('not', 'bool', value);
export const isNull = (value: Rel): Rel => call('is_null', 'bool', value);
export const column = (alias: string, name: string, type: ScalarType): Rel => ({
  kind: 'column',
  alias,
  column: name,
  type
});
export const rid = (alias: string): Rel => column(alias, 'rid', 'number');
export const position = (alias: string): Rel => column(alias, 'pos', 'number');
