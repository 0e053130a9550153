/** Axes: where ticks stand and what they say. */
import { formatNumber } from '../text';

export interface ITick {
  value: number;
  text: string;
}

const DAY = 86_400_000;
const YEAR = 365.25 * DAY;
/** Steps of time axes in milliseconds. */
const TIME_STEPS = [
  1000,
  5000,
  15_000,
  60_000,
  300_000,
  900_000,
  3_600_000,
  3 * 3_600_000,
  6 * 3_600_000,
  DAY,
  2 * DAY,
  7 * DAY,
  30 * DAY,
  91 * DAY,
  YEAR
];

/** The round step of 1, 2 or 5 times a power of ten that makes about `wanted` ticks. */
export function roundStep(span: number, wanted: number): number {
  const raw = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = raw / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** Ticks of numbers in [low, high]; whole numbers only if `whole`. */
export function numberTicks(low: number, high: number, wanted: number, whole = false): ITick[] {
  if (!(high > low)) {
    return [{ value: low, text: formatNumber(low) }];
  }
  const step = Math.max(roundStep(high - low, wanted), whole ? 1 : 0);
  const decimals = Math.min(100, Math.max(0, 2 - Math.floor(Math.log10(step))));
  return multiples(low, high, step).map(value => {
    // 3 × 0.1 is not 0.3; what is rounded must not leave the axis, so the step says how far.
    const rounded = Number(value.toFixed(decimals));
    return { value: rounded, text: formatNumber(rounded === 0 ? 0 : rounded) };
  });
}

/** Ticks of moments in [low, high], milliseconds since the epoch, written in UTC. */
export function timeTicks(low: number, high: number, wanted: number): ITick[] {
  const span = high - low;
  if (!(span > 0)) {
    return [{ value: low, text: new Date(low).toISOString().slice(0, 10) }];
  }
  const step =
    TIME_STEPS.find(candidate => span / candidate <= wanted) ??
    YEAR * roundStep(span / YEAR, wanted);
  const [from, length] = step >= YEAR ? [0, 4] : step >= DAY ? [0, 10] : [11, 5];
  return multiples(low, high, step).map(value => ({
    value,
    text: new Date(value).toISOString().slice(from, from + length)
  }));
}
