/** Aggregations over the samples and labels of a view. */
import type { Aggregation } from '../../../protocol';
import type { IDocumentReader } from '../../store/document-store';
import type { IDatasetColumns } from '../columns';
import { readPath, toJson, type Inflate, type Value } from '../expressions';
import { NotColumnar } from '../relational';
import { forEachSample, type IViewRows } from '../views';
import { aggregateColumns, type FieldAggregation } from './aggregate-columns';
import { aggregateValues } from './aggregate-documents';

export interface IAggregateContext {
  columns: IDatasetColumns;
  reader: IDocumentReader;
  checkpoint(): Promise<void>;
  inflate: Inflate;
}

/**
 * Results as JSON: `bounds` is `[least, greatest]`, `count_values` a list of `[value, count]`,
 * `histogram_values` `{counts, edges, other}`. List fields are unwound, except by `values`.
 * @throws RequestError naming the field that is unknown or of a wrong type.
 */
export async function aggregate(
  context: IAggregateContext,
  view: IViewRows,
  aggregation: Aggregation
): Promise<unknown> {
  if (aggregation.name === 'count' && (aggregation.field ?? null) === null) {
    return view.rids.length;
  }
  const onField = aggregation as FieldAggregation;
  try {
    // Documents as values have no columns.
    if (onField.name !== 'values' || !isDocument(view, onField.field)) {
      return await aggregateColumns(context.columns, view, onField);
    }
  } catch (error) {
    if (!(error instanceof NotColumnar)) {
      throw error;
    }
  }
  const order = new Map<number, number>();
  view.rids.forEach((rid, i) => order.set(rid, i));
  const perSample = new Array<Value>(view.rids.length).fill(null);
  const head = onField.field.split('.')[0] as string;
  await forEachSample(
    context.reader,
    context.columns.info.id,
    context.columns.schema,
    view.rids,
    new Set([head]),
    view.transforms,
    context.checkpoint,
    (sample, rid) => {
      perSample[order.get(rid) as number] = readPath(sample as Value, onField.field);
    }
  );
  return toJson(aggregateValues(perSample, onField), context.inflate);
}

function isDocument(view: IViewRows, path: string): boolean {
  const { kind } = view.schema.resolve(path);
  return kind === 'labels' || kind === 'elements' || kind === 'document';
}
