/** Values of a sample's fields as people read them. */
import { formatMoment, formatNumber } from '../../ui';

/** One line for any value; long ones are cut. */
export function fieldText(value: unknown): string {
  if (value === null || value === undefined) {
    return 'none';
  }
  if (typeof value === 'number') {
    return formatNumber(value);
  }
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'boolean') {
    return value ? 'true' : 'false';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'empty' : value.map(fieldText).join(', ');
  }
  const document = value as Record<string, unknown>;
  if (typeof document['$date'] === 'number') {
    return formatMoment(document['$date']);
  }
  if (typeof document['$array'] === 'object' && document['$array'] !== null) {
    const { dtype, shape } = document['$array'] as { dtype: string; shape: number[] };
    return `array ${shape.join(' × ')} ${dtype}`;
  }
  return Object.entries(document)
    .filter(([key]) => !key.startsWith('_'))
    .map(([key, inner]) => `${key}: ${fieldText(inner)}`)
    .join(', ');
}

/** The value with all its digits; times as the moment in UTC. */
export function exactFieldText(value: unknown): string {
  if (typeof value === 'number') {
    return String(value);
  }
  if (typeof value === 'object' && value !== null && '$date' in value) {
    return new Date(Number(value.$date)).toISOString();
  }
  return fieldText(value);
}

/** A path with its middle left out, so that folder and file name stay. */
export function shortPath(path: string, length = 44): string {
  if (path.length <= length) {
    return path;
  }
  const tail = Math.ceil(length * 0.65);
  return `${path.slice(0, length - tail - 1)}…${path.slice(-tail)}`;
}
