/** Bounds and edges as people read them; times in the reader's zone. */
import { formatMoment, formatNumber } from '../../ui';
import type { RangeFacetData } from './range-scale';

/** A day has no zone: it is written as it is stored. */
const formatDay = (ms: number): string =>
  new Date(ms).toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

export function rangeText(type: RangeFacetData['type']): (value: number) => string {
  return type === 'date' ? formatDay : type === 'datetime' ? formatMoment : formatNumber;
}

/** All digits, and for times the moment in UTC: what a hover shows. */
export function exactText(type: RangeFacetData['type'], value: number): string {
  return type === 'date'
    ? new Date(value).toISOString().slice(0, 10)
    : type === 'datetime'
      ? new Date(value).toISOString()
      : String(value);
}

const two = (n: number): string => String(n).padStart(2, '0');

/** What an `<input>` of type `date` or `datetime-local` holds. */
export function inputText(type: RangeFacetData['type'], value: number): string {
  const at = new Date(value);
  if (type === 'date') {
    return at.toISOString().slice(0, 10);
  }
  if (type === 'datetime') {
    const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
  }
  return String(Number(value.toPrecision(type === 'float' ? 4 : 12)));
}

/** The value of what was typed; null if it is none. */
export function parseInput(type: RangeFacetData['type'], text: string): number | null {
  const trimmed = text.trim().replace(/[\s\u202f]/g, '');
  if (trimmed === '') {
    return null;
  }
  // Without a zone, a date is read as UTC and a date with a time as local: as they are written.
  const value =
    type === 'date' || type === 'datetime'
      ? Date.parse(trimmed)
      : Number(trimmed.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}
