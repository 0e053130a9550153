/** Aggregations answered by the columns. */
import type { Aggregation } from '../../../protocol';
import type { ColumnValue, IDatasetColumns } from '../columns';
import { compareValues, type Value } from '../expressions';
import { NotColumnar, type Rel, type RelAggregate } from '../relational';
import type { IViewRows } from '../views';
import { columnSource, type IColumnSource } from './column-source';
import { columnValues } from './column-values';
import { histogram } from './histogram';
import { quantileIndex } from './quantiles';
import { documentsRefused, requireNumbers } from './requirements';
import type { ISubject } from './subject';

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

/**
 * @param tags of the dataset, in the order in which samples have them
 * @throws NotColumnar if documents must be read.
 */
export async function aggregateColumns(
  columns: IDatasetColumns,
  view: IViewRows,
  aggregation: Aggregation,
  subject: ISubject,
  tags: () => readonly string[]
): Promise<unknown> {
  if (aggregation.name === 'schema' || aggregation.name === 'list_schema') {
    throw new NotColumnar('what values there are');
  }
  const source = await columnSource(columns, view, subject, aggregation.safe === true);
  const { rows, value } = source;
  requireNumbers(aggregation, subject, source.type);
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
      return one(aggregation.sample ? 'sample_deviation' : 'deviation');
    case 'distinct':
    case 'count_values': {
      if (source.value === null) {
        throw documentsRefused(aggregation, subject);
      }
      const counts = await countValues(columns, source, source.value);
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
    case 'quantiles': {
      const count = await one('count');
      const found = await quantiles(columns, source, aggregation.quantiles, count);
      return found.map(element => plain(columns, source, element));
    }
    case 'histogram_values': {
      const [values = new Float64Array(0)] = await columns.numbers(
        { columns: [{ name: 'value', value: value as Rel }], rows },
        NaN
      );
      return histogram(values, aggregation, source.type === 'date');
    }
    case 'values':
      if (source.nested) {
        throw new NotColumnar('lists in every label');
      }
      if (source.value === null) {
        throw new NotColumnar('documents as values');
      }
      return columnValues(columns, view, source, aggregation.unwind, tags);
  }
}

async function quantiles(
  columns: IDatasetColumns,
  { rows, value }: IColumnSource,
  wanted: readonly number[],
  count: number
): Promise<ColumnValue[]> {
  if (count === 0 || wanted.length === 0) {
    return wanted.map(() => null);
  }
  // Asked for by the middle of the element's share, so that rounding cannot lead to another.
  const fractions = wanted.map(q => (quantileIndex(q, count) + 0.5) / count);
  const unique = [...new Set(fractions)];
  const [found = []] = await columns.rows({
    columns: unique.map((fraction, i) => ({
      name: `q${i}`,
      value: { kind: 'quantile', value: value as Rel, fraction, type: 'number' } as const
    })),
    rows
  });
  return fractions.map(fraction => found[unique.indexOf(fraction)] ?? null);
}

/** `[value, count]` in order of value, null first. */
async function countValues(
  columns: IDatasetColumns,
  source: IColumnSource,
  value: Rel
): Promise<[Value, number][]> {
  const found = await columns.rows({
    columns: [
      { name: 'value', value },
      { name: 'count', value: aggregate('count', null) }
    ],
    rows: source.rows,
    groupBy: [value]
  });
  return found
    .map(([one = null, count]): [Value, number] => [plain(columns, source, one), Number(count)])
    .sort(([a], [b]) => compareValues(a, b));
}
