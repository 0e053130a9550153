/** What a view comes to: its samples in order, and how its labels are filtered. */
import type { IDatasetColumns } from '../columns';
import {
  ExpressionLowering,
  NotColumnar,
  type IExpressionContext,
  type ILabelFilter,
  type Rel,
  type Transform
} from '../relational';
import type { DatasetSchema } from '../schema';
import type { ISampleGroups } from './sample-groups';

export interface IViewRows {
  /** Row ids in the order of the view. */
  rids: Uint32Array;
  /** All samples of the dataset in their own order. */
  whole: boolean;
  /** What its stages do to the content of samples, in order (views/transforms.ts). */
  transforms: readonly Transform[];
  /** What is readable after the view. */
  schema: DatasetSchema;
  /** After `group_by`: all groups that it made, of which the rows are the first samples. */
  groups: ISampleGroups | null;
  /** Queries asked, and why documents had to be read, if they had to. */
  queries: readonly string[];
  fallbacks: readonly string[];
  /** Name of a set with the view's rows, made when first asked for. */
  set(): Promise<string>;
}

/** Lowering over the columns of a dataset. Label filters apply where labels are read. */
export function loweringFor(columns: IDatasetColumns, schema: DatasetSchema): ExpressionLowering {
  let serial = 0;
  const context: IExpressionContext = {
    schema,
    layout: columns.layout,
    dictionary: columns.dictionary,
    newAlias: letter => `${letter}${++serial}`,
    lower: (expression, scope) => lowering.lower(expression, scope),
    labelWhere: (field, rows, filters) => {
      const table = columns.layout.labels.find(labels => labels.field === field.name);
      return filters
        .filter(
          (filter): filter is ILabelFilter =>
            filter.kind === 'labels' && filter.field === field.name
        )
        .map((filter): Rel => {
          if (filter.set !== null) {
            return {
              kind: 'in_set',
              alias: rows.alias,
              by: 'label',
              set: filter.set,
              type: 'bool'
            };
          }
          if (!table) {
            throw new NotColumnar(`'${field.name}' has no columns`);
          }
          return lowering.condition(filter.expression, {
            kind: 'label',
            field,
            table,
            rows,
            filters: filter.before
          });
        });
    }
  };
  const lowering = new ExpressionLowering(context);
  return lowering;
}
