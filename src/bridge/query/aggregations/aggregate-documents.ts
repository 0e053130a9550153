/** Aggregations of what only documents know, and the yardstick for those of columns. */
import { compareValues, isDate, type Value } from '../expressions';
import { documents, requireNumbers, type FieldAggregation } from './aggregate-columns';
import { histogram } from './histogram';

/** All levels of lists as one. */
function flat(values: readonly Value[]): Value[] {
  return values.flatMap(value => (Array.isArray(value) ? flat(value) : [value]));
}

const amount = (value: Value): number =>
  typeof value === 'number' ? value : isDate(value) ? value.$date : NaN;

function countValues(values: readonly Value[], aggregation: FieldAggregation): [Value, number][] {
  const counts = new Map<string, [Value, number]>();
  for (const value of values) {
    if (value !== null && typeof value === 'object' && !isDate(value)) {
      throw documents(aggregation);
    }
    const key = JSON.stringify(value);
    const known = counts.get(key);
    counts.set(key, [value, (known?.[1] ?? 0) + 1]);
  }
  return [...counts.values()].sort(([a], [b]) => compareValues(a, b));
}

/** The aggregation of one value (or list) per sample. */
export function aggregateValues(
  perSample: readonly Value[],
  aggregation: FieldAggregation
): unknown {
  // Samples without a list have no elements; samples without a single value have null.
  const unwound = perSample.some(Array.isArray) ? perSample.filter(v => v !== null) : perSample;
  const all = flat(unwound);
  const known = all.filter(value => value !== null);
  const kinds = new Set(
    known.map(value =>
      isDate(value) ? 'date' : typeof value === 'number' ? 'number' : typeof value
    )
  );
  if (known.length > 0) {
    requireNumbers(aggregation, kinds.size === 1 ? ([...kinds][0] as string) : 'mixed');
  }
  const numbers = known.map(amount).filter(n => !Number.isNaN(n));
  const sum = numbers.reduce((a, b) => a + b, 0);
  const mean = numbers.length > 0 ? sum / numbers.length : 0;
  switch (aggregation.name) {
    case 'count':
      return known.length;
    case 'sum':
      return sum;
    case 'mean':
      return mean;
    case 'std':
      return numbers.length > 0
        ? Math.sqrt(numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / numbers.length)
        : 0;
    case 'distinct':
      return countValues(known, aggregation).map(([value]) => value);
    case 'count_values':
      return countValues(all, aggregation);
    case 'bounds': {
      const sorted = [...known].sort(compareValues);
      return [sorted[0] ?? null, sorted.at(-1) ?? null];
    }
    case 'histogram_values':
      return histogram(
        Float64Array.from(all, amount),
        aggregation.bins,
        aggregation.range ?? null,
        kinds.has('date')
      );
    case 'values':
      return aggregation.unwind ? all : [...perSample];
  }
}
