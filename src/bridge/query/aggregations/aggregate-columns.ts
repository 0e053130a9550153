/** Aggregations answered by the columns. */
import type { Aggregation } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { ColumnValue, IDatasetColumns } from '../columns';
import { compareValues, type Value } from '../expressions';
import { NotColumnar, type Rel, type RelAggregate } from '../relational';
import type { IViewRows } from '../views';
import { columnSource, type IColumnSource } from './column-source';
import { histogram } from './histogram';
import { columnValues } from './column-values';

/** An aggregation of a field. */
export type FieldAggregation = Aggregation & { field: string };

const aggregate = (name: RelAggregate, value: Rel | null): Rel => ({
  kind: 'aggregate',
  aggregate: name,
  value,
  distinct: false,
  type: 'number'
});

/** A value of a column as JSON. */
function plain(columns: IDatasetColumns, source: IColumnSource, value: ColumnValue): Value {
  if (value === null) {
    return null;
  }
  if (source.coded) {
    return columns.dictionary.texts[value as number] ?? null;
  }
  return source.type === 'date' ? { $date: value as number } : value;
}

/** Refuses sums of texts and the like. */
export function requireNumbers(aggregation: FieldAggregation, type: string): void {
  const numeric = ['sum', 'mean', 'std', 'histogram_values', 'bounds'].includes(aggregation.name);
  const ordered = aggregation.name === 'bounds' || aggregation.name === 'histogram_values';
  if (numeric && type !== 'number' && type !== 'any' && !(ordered && type === 'date')) {
    throw new RequestError(
      'wrong_type',
      `${aggregation.name} needs numbers${ordered ? ' or dates' : ''}, but the values of ` +
        `'${aggregation.field}' are ${type === 'null' ? 'documents' : `of type ${type}`}.`,
      { field: aggregation.field }
    );
  }
}

/** @throws NotColumnar if documents must be read. */
export async function aggregateColumns(
  columns: IDatasetColumns,
  view: IViewRows,
  aggregation: FieldAggregation
): Promise<unknown> {
  const source = await columnSource(columns, view, aggregation.field);
  const { rows, value } = source;
  requireNumbers(aggregation, source.type);
  const one = async (name: RelAggregate): Promise<number> => {
    const [[found = null] = []] = await columns.rows({
      columns: [{ name: 'value', value: aggregate(name, value) }],
      rows
    });
    return Number(found ?? 0);
  };
  switch (aggregation.name) {
    case 'count':
      return one('count');
    case 'sum':
      return one('sum');
    case 'mean':
      return one('mean');
    case 'std':
      return one('deviation');
    case 'distinct':
    case 'count_values': {
      const counts = await countValues(columns, source, aggregation);
      return aggregation.name === 'count_values'
        ? counts
        : counts.map(([found]) => found).filter(found => found !== null);
    }
    case 'bounds': {
      const [[low = null, high = null] = []] = await columns.rows({
        columns: [
          { name: 'low', value: aggregate('min', value) },
          { name: 'high', value: aggregate('max', value) }
        ],
        rows
      });
      return [plain(columns, source, low), plain(columns, source, high)];
    }
    case 'histogram_values': {
      const [values = new Float64Array(0)] = await columns.numbers(
        { columns: [{ name: 'value', value: value as Rel }], rows },
        NaN
      );
      const range = aggregation.range ?? null;
      return histogram(values, aggregation.bins, range, source.type === 'date');
    }
    case 'values':
      if (source.nested) {
        throw new NotColumnar('lists in every label');
      }
      return columnValues(columns, view, source, aggregation.unwind);
  }
}

/** `[value, count]` in order of value, null first. */
async function countValues(
  columns: IDatasetColumns,
  source: IColumnSource,
  aggregation: FieldAggregation
): Promise<[Value, number][]> {
  if (source.value === null) {
    throw documents(aggregation);
  }
  const found = await columns.rows({
    columns: [
      { name: 'value', value: source.value },
      { name: 'count', value: aggregate('count', null) }
    ],
    rows: source.rows,
    groupBy: [source.value]
  });
  return found
    .map(([value = null, count]): [Value, number] => [plain(columns, source, value), Number(count)])
    .sort(([a], [b]) => compareValues(a, b));
}

export const documents = (aggregation: FieldAggregation): RequestError =>
  new RequestError(
    'wrong_type',
    `${aggregation.name} needs single values, but '${aggregation.field}' holds documents. ` +
      'Name one of their attributes.',
    { field: aggregation.field }
  );
