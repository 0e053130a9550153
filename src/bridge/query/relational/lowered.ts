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
  /** Name of the set of its labels, if no condition of a query can tell them. */
  set: string | null;
  /** Most labels of a sample, the first of those that pass; null: all that pass. */
  first: number | null;
}

/** A value that a stage computes of others, each as it was before the stage. */
export interface IComputedValue {
  /** Attribute of the field's labels, or empty for the field itself. */
  part: string;
  /** Relative to the label, or to the sample for the field itself. */
  expression: Expression;
  before: readonly Transform[];
}

/**
 * A change of content. Unless it is a computed value, no column knows what comes out, and what reads
 * the field afterwards needs documents.
 */
export interface IContentChange {
  kind: 'change';
  /** Top-level field that it changes. */
  field: string;
  /** Top-level fields that it reads, its own included. */
  reads: ReadonlySet<string>;
  /** Tells changes apart in caches. */
  key: string;
  computed: IComputedValue | null;
  /** The only part of the field that it changes; null: it may change which labels there are. */
  part: string | null;
  /** The sample with its new content; the argument stays as it is. */
  apply(sample: Readonly<Record<string, unknown>>, rid: number): Record<string, unknown>;
}

/** Parts of a field that are left out. What is left is as the columns say. */
export interface IHiding extends Omit<IContentChange, 'kind' | 'computed' | 'part'> {
  kind: 'hide';
}

/** What a view does to the content of samples. Stages that follow see the content it leaves. */
export type Transform = ILabelFilter | IContentChange | IHiding;

/**
 * Whether columns no longer say what a field holds.
 * @param part attribute of the field's labels, or part of its document; empty: which labels or
 * values there are
 */
export const isChanged = (transforms: readonly Transform[], field: string, part = ''): boolean =>
  transforms.some(
    transform =>
      transform.kind === 'change' &&
      transform.field === field &&
      transform.computed === null &&
      (transform.part === null || transform.part === part.split('.')[0])
  );

/** The value that a stage computed last for a part of a field; null if it is as it is stored. */
export function computedValue(
  transforms: readonly Transform[],
  field: string,
  part: string
): IComputedValue | null {
  for (const transform of [...transforms].reverse()) {
    const computed = transform.kind === 'change' ? transform.computed : null;
    if (computed?.part === part && transform.field === field) {
      return computed;
    }
  }
  return null;
}

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
