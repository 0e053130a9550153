import { describe, expect, it } from 'vitest';
import { clickedValue } from './use-facet-filter';

const only = (...values: string[]) => ({ kind: 'values' as const, values, exclude: false });
const not = (...values: string[]) => ({ kind: 'values' as const, values, exclude: true });

describe('a click on a value', () => {
  it('filters by it, adds to the filter, and takes it away again', () => {
    expect(clickedValue(null, 'coin', 'toggle')).toEqual(only('coin'));
    expect(clickedValue(only('coin'), 'face', 'toggle')).toEqual(only('coin', 'face'));
    expect(clickedValue(only('coin', 'face'), 'coin', 'toggle')).toEqual(only('face'));
    expect(clickedValue(only('face'), 'face', 'toggle')).toBeNull();
  });

  it('with Alt keeps only it, and a second time all', () => {
    expect(clickedValue(only('coin', 'face'), 'face', 'only')).toEqual(only('face'));
    expect(clickedValue(only('face'), 'face', 'only')).toBeNull();
  });

  it('with Shift leaves it out', () => {
    expect(clickedValue(null, 'coin', 'exclude')).toEqual(not('coin'));
    expect(clickedValue(not('coin'), 'face', 'exclude')).toEqual(not('coin', 'face'));
    expect(clickedValue(only('coin'), 'face', 'exclude')).toEqual(not('face'));
  });

  it('takes a value that is left out back in', () => {
    expect(clickedValue(not('coin', 'face'), 'coin', 'toggle')).toEqual(not('face'));
    expect(clickedValue(not('coin'), 'coin', 'toggle')).toBeNull();
  });
});
