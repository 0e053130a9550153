/**
 * How a dataset lies in columns: one table of samples (`rid`, the id as `i0 i1 i2`, scalar columns,
 * flags that say whether a document or list is there), one of sample tags (`rid`, `tag`), one per
 * list field (`rid`, `pos`, `value`), and per label field one of labels (`rid`, `pos`, `i0 i1 i2`,
 * attributes, `b0 … b3` the box) and one of label tags (`rid`, `pos`, `tag`). Texts marked `coded`
 * are numbers of the dataset's dictionary (`code`, `value`).
 */
import type { FieldType } from '../../../protocol';
import type { ScalarType } from '../schema';

export interface IColumn {
  /** Dotted path of the field, or name of the attribute. */
  path: string;
  type: ScalarType;
  fieldType: FieldType;
  /** Name in the table. */
  column: string;
  coded: boolean;
}
export interface IListTable {
  path: string;
  table: string;
  value: IColumn;
}
export interface ILabelTable {
  field: string;
  document: string;
  table: string;
  tags: string;
  attributes: readonly IColumn[];
  box: boolean;
}
export interface IColumnLayout {
  samples: string;
  tags: string;
  dictionary: string;
  columns: readonly IColumn[];
  /** Path of a document, list or label field → flag column. */
  present: Readonly<Record<string, string>>;
  lists: readonly IListTable[];
  labels: readonly ILabelTable[];
}

/** The texts behind codes. Only grows, while a dataset's columns live. */
export interface IDictionary {
  readonly texts: readonly string[];
  codeOf(text: string): number | undefined;
}
