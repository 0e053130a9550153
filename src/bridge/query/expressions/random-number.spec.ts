/** Random numbers of expressions. */
import { describe, expect, it } from 'vitest';
import { call, field, literal } from '../../../protocol';
import { evaluate } from './evaluate';
import type { Value } from './values';

const SAMPLE: Value = {
  id: '0102030405060708090a0b0c',
  texts: ['b', 'a', 'b'],
  boxes: [{ _id: new Uint8Array(12).fill(1) }, { _id: new Uint8Array(12).fill(2) }]
};
const value = (expression: Parameters<typeof evaluate>[0]): Value =>
  evaluate(expression, { current: SAMPLE, sample: SAMPLE });

describe('random numbers', () => {
  const rand = (op: 'rand' | 'randn', seed: number, sample: Value = SAMPLE): number =>
    evaluate(call(op, literal(seed)), { current: sample, sample }) as number;
  const samples = Array.from({ length: 4000 }, (_, i) => ({
    id: `0102030405060708090a${i.toString(16).padStart(4, '0')}`
  }));

  it('stay as they are, and differ by seed, sample and label', () => {
    expect(rand('rand', 1)).toBe(rand('rand', 1));
    expect(rand('rand', 1)).not.toBe(rand('rand', 2));
    expect(rand('rand', 2 ** 40)).not.toBe(rand('rand', 2 ** 41));
    const [a, b] = value(call('map', field('boxes'), call('rand', literal(1)))) as number[];
    expect(a).not.toBe(b);
    const places = value(call('map', field('texts'), call('rand', literal(1)))) as number[];
    expect(new Set(places).size).toBe(3);
  });

  it('are uniform, or normal', () => {
    const uniform = samples.map(sample => rand('rand', 7, sample));
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    const mean = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(mean(uniform.map(x => (x - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
    const normal = samples.map(sample => rand('randn', 7, sample));
    expect(Math.abs(mean(normal))).toBeLessThan(0.1);
    expect(mean(normal.map(x => x * x))).toBeCloseTo(1, 0);
  });
});
