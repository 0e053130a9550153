/** What an expression becomes in relational form. */
import type { Expression } from '../../../protocol';
import type { ILabelField } from '../schema';
import type { ILabelTable } from './layout';
import type { IRows, Rel, RelKey } from './relation';

/** A label filter of a view: labels of `field` for which the expression is true. */
export interface ILabelFilter {
  kind: 'labels';
  field: string;
  /** The expression, read with the transforms `before` it. */
  expression: Expression;
  before: readonly Transform[];
  /** Name of the set of its labels, if the columns could not tell and documents were asked. */
  set: string | null;
}

/** A change of content that no column knows: what reads the field afterwards needs documents. */
export interface IContentChange {
  kind: 'change';
  /** Top-level field that it changes. */
  field: string;
  /** Top-level fields that it reads, its own included. */
  reads: ReadonlySet<string>;
  /** Tells changes apart in caches. */
  key: string;
  /** The sample with its new content; the argument stays as it is. */
  apply(sample: Readonly<Record<string, unknown>>, rid: number): Record<string, unknown>;
}

/** Parts of a field that are left out. What is left is as the columns say. */
export interface IHiding extends Omit<IContentChange, 'kind'> {
  kind: 'hide';
}

/** What a view does to the content of samples. Stages that follow see the content it leaves. */
export type Transform = ILabelFilter | IContentChange | IHiding;

/** Whether columns no longer say what the top-level field holds. */
export const isChanged = (transforms: readonly Transform[], field: string): boolean =>
  transforms.some(transform => transform.kind === 'change' && transform.field === field);

/** Where an expression stands. */
export type LowerScope = { filters: readonly Transform[] } & (
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
