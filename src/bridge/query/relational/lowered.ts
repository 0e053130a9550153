/** What an expression becomes in relational form. */
import type { Expression } from '../../../protocol';
import type { ILabelField } from '../schema';
import type { ILabelTable } from './layout';
import type { IRows, Rel, RelKey } from './relation';

/** A label filter of a view: labels of `field` for which the expression is true. */
export interface ILabelFilter {
  field: string;
  /** The expression, read with the label filters `before` it. */
  expression: Expression;
  before: readonly ILabelFilter[];
  /** Name of the set of its labels, if the columns could not tell and documents were asked. */
  set: string | null;
}

/** Where an expression stands. */
export type LowerScope = { filters: readonly ILabelFilter[] } & (
  | { kind: 'sample'; alias: string }
  | { kind: 'label'; field: ILabelField; table: ILabelTable; rows: IRows }
  | { kind: 'element'; value: Rel; rows: IRows }
);

/** Rows of a list with what each row means: a label, or a value. */
export interface IListRows {
  rows: IRows;
  element:
    { kind: 'label'; field: ILabelField; table: ILabelTable } | { kind: 'value'; value: Rel };
}

export type Lowered =
  | { kind: 'scalar'; rel: Rel }
  /** `build` makes rows with aliases of their own; they belong to the row of `alias`. */
  | { kind: 'list'; build: () => IListRows; alias: string; by: RelKey; present: Rel }
  | { kind: 'document'; present: Rel };

/** Thrown when no column covers a part of an expression; documents must be asked. */
export class NotColumnar extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'NotColumnar';
  }
}
