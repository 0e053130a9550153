/** Aggregations of what only documents know, and the yardstick for those of columns. */
import type { Aggregation } from '../../../protocol';
import { compareValues, isDate, type Value } from '../expressions';
import { isList, type ValueType } from '../schema';
import { histogram } from './histogram';
import { quantileIndex } from './quantiles';
import { documentsRefused, requireNumbers } from './requirements';
import type { ISubject } from './subject';

/** All levels of lists as one. Where lists are expected, null is a list that is missing. */
function flat(values: readonly Value[], type: ValueType, into: Value[] = []): Value[] {
  for (const value of values) {
    if (Array.isArray(value)) {
      flat(value, isList(type) ? type.list : 'any', into);
    } else if (value !== null || !isList(type)) {
      into.push(value);
    }
  }
  return into;
}

const amount = (value: Value): number =>
  typeof value === 'number' ? value : isDate(value) ? value.$date : NaN;

function countValues(
  values: readonly Value[],
  aggregation: Aggregation,
  subject: ISubject
): [Value, number][] {
  const counts = new Map<string, [Value, number]>();
  for (const value of values) {
    if (value !== null && typeof value === 'object' && !isDate(value)) {
      throw documentsRefused(aggregation, subject);
    }
    const key = typeof value === 'number' ? String(value) : JSON.stringify(value);
    const known = counts.get(key);
    if (known) {
      known[1] += 1;
    } else {
      counts.set(key, [value, 1]);
    }
  }
  return [...counts.values()].sort(([a], [b]) => compareValues(a, b));
}

const elementType = (type: ValueType): ValueType => (isList(type) ? elementType(type.list) : type);

function kindOf(values: readonly Value[]): string {
  const kinds = new Set(
    values.map(value =>
      isDate(value)
        ? 'date'
        : typeof value === 'number'
          ? 'number'
          : typeof value === 'object'
            ? 'null'
            : typeof value === 'boolean'
              ? 'bool'
              : typeof value
    )
  );
  return kinds.size === 1 ? ([...kinds][0] as string) : 'mixed';
}

function deviation(numbers: readonly number[], mean: number, ofSample: boolean): number {
  const count = numbers.length - (ofSample ? 1 : 0);
  return count > 0 ? Math.sqrt(numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / count) : 0;
}

/** The aggregation of one value (or list) per sample. */
export function aggregateValues(
  perSample: readonly Value[],
  aggregation: Aggregation,
  subject: ISubject
): unknown {
  // Samples without a list have no elements; samples without a single value have null.
  const unknown = subject.type === 'any' && perSample.some(Array.isArray);
  const every = flat(perSample, unknown ? { list: 'any' } : subject.type);
  const all = aggregation.safe
    ? every.filter(value => typeof value !== 'number' || Number.isFinite(value))
    : every;
  const known = all.filter(value => value !== null);
  if (known.length > 0) {
    requireNumbers(aggregation, subject, kindOf(known));
  }
  switch (aggregation.name) {
    case 'count':
      return known.length;
    case 'sum':
    case 'mean':
    case 'std': {
      const numbers = known.map(amount);
      const sum = numbers.reduce((a, b) => a + b, 0);
      const mean = numbers.length > 0 ? sum / numbers.length : 0;
      return aggregation.name === 'sum'
        ? sum
        : aggregation.name === 'mean'
          ? mean
          : deviation(numbers, mean, aggregation.sample === true);
    }
    case 'distinct':
      return countValues(known, aggregation, subject).map(([value]) => value);
    case 'count_values':
      return countValues(all, aggregation, subject);
    case 'bounds': {
      const sorted = [...known].sort(compareValues);
      return [sorted[0] ?? null, sorted.at(-1) ?? null];
    }
    case 'quantiles': {
      const sorted = [...known].sort(compareValues);
      return aggregation.quantiles.map(q => sorted[quantileIndex(q, sorted.length)] ?? null);
    }
    case 'histogram_values':
      return histogram(
        Float64Array.from(all, amount),
        aggregation,
        elementType(subject.type) === 'date' || known.some(value => isDate(value))
      );
    case 'values':
      return aggregation.unwind ? every : [...perSample];
    case 'schema':
    case 'list_schema':
      throw new TypeError(`${aggregation.name} is found while documents are read.`);
  }
}
