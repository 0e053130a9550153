/** Values and bounds as people read them. */
import { formatCount } from './format-count';

/** A facet's value; `null` is “none”. */
export function formatValue(value: string | number | boolean | null): string {
  if (value === null) {
    return 'none';
  }
  if (typeof value === 'boolean') {
    return value ? 'true' : 'false';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
  }
  return value === '' ? '“”' : value;
}

/** Four significant digits, no exponent where it can be avoided. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) {
    return formatCount(value);
  }
  const text = Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4 ? value.toExponential(2) : null;
  return text ?? String(Number(value.toPrecision(4)));
}

/** A moment in the reader's zone, to the minute. */
export function formatMoment(ms: number): string {
  return new Date(ms).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
