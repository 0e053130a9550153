import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, field } from '../../../protocol';
import {
  COMPARISONS,
  conditionExpression,
  conditionOf,
  parseValue,
  UNARY,
  type Comparison
} from './condition';

describe('values as typed', () => {
  it('are numbers, truths, none, or text', () => {
    expect(parseValue(' 0.8 ')).toBe(0.8);
    expect(parseValue('true')).toBe(true);
    expect(parseValue('none')).toBeNull();
    expect(parseValue('coin')).toBe('coin');
    expect(parseValue('"12"')).toBe('12');
  });
});

describe('conditions', () => {
  it('come back from the expression they write', () => {
    const comparisons = Object.keys(COMPARISONS) as Comparison[];
    fc.assert(
      fc.property(
        fc.constantFrom(...comparisons),
        fc.oneof(fc.integer().map(String), fc.constantFrom('coin', 'true', 'none', '"12"')),
        (comparison, value) => {
          const back = conditionOf(conditionExpression({ path: 'x', comparison, value }));
          expect(back?.path).toBe('x');
          expect(back?.comparison).toBe(comparison);
          if (!UNARY.has(comparison) && back) {
            expect(conditionExpression(back)).toEqual(
              conditionExpression({ path: 'x', comparison, value })
            );
          }
        }
      )
    );
  });

  it('are none where a form could not show them', () => {
    expect(conditionOf(call('gt', call('length', field('x')), field('y')))).toBeNull();
  });
});

describe('values of a field whose type is known', () => {
  it('are of that type', () => {
    expect(parseValue('12', 'string')).toBe('12');
    expect(parseValue('2026-05-01', 'date')).toEqual({ $date: Date.UTC(2026, 4, 1) });
    expect(
      conditionExpression({ path: 'code', comparison: 'is_in', value: '1, "a, b"' }, 'string')
    ).toEqual(call('is_in', field('code'), { literal: ['1', 'a, b'] }));
  });

  it('come back from a moment', () => {
    const moment = call('gt', field('x'), { literal: { $date: 1_700_000_000_000 } });
    const back = conditionOf(moment);
    expect(back && conditionExpression(back)).toEqual(moment);
  });
});
