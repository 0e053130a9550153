import { describe, expect, it } from 'vitest';
import type { SelectedLabel, SelectedSample } from '../../protocol';
import { onlyLabel, rangeOf, toggledLabel, toggledSample, unitedSamples } from './selection';

const a: SelectedSample = { id: 'a', type: 'default' };
const b: SelectedSample = { id: 'b', type: 'alt' };

describe('samples', () => {
  it('are added at the end and taken away by the same gesture', () => {
    expect(toggledSample([a], 'c', 'alt')).toEqual([a, { id: 'c', type: 'alt' }]);
    expect(toggledSample([a, b], 'b', 'alt')).toEqual([a]);
  });

  it('change their type in place by the alternative gesture, and go by the plain one', () => {
    expect(toggledSample([a, b], 'a', 'alt')).toEqual([{ id: 'a', type: 'alt' }, b]);
    expect(toggledSample([a, b], 'b', 'default')).toEqual([a]);
  });

  it('are united, each once and with the type it had', () => {
    expect(unitedSamples([b], ['c', 'b', 'c'])).toEqual([b, { id: 'c', type: 'default' }]);
  });
});

describe('labels', () => {
  const label = { label_id: '1', sample_id: 'a', field: 'boxes' };
  const other: SelectedLabel = { label_id: '2', sample_id: 'b', field: 'boxes' };

  it('are toggled one by one', () => {
    const both = toggledLabel([other], label, 'default');
    expect(both).toEqual([other, { ...label, type: 'default' }]);
    expect(toggledLabel(both, label, 'alt')[1]).toEqual({ ...label, type: 'alt' });
    expect(toggledLabel(both, label, 'default')).toEqual([other]);
    expect(toggledLabel([other], other, 'default')).toEqual([]);
  });

  it('replace others, and go if they are alone', () => {
    expect(onlyLabel([other], label, 'default')).toEqual([{ ...label, type: 'default' }]);
    expect(onlyLabel([other], other, 'default')).toEqual([]);
    expect(onlyLabel([other], other, 'alt')).toEqual([{ ...other, type: 'alt' }]);
  });
});

it('a range has both of its ends', () => {
  expect(rangeOf(5, 2)).toEqual({ start: 2, count: 4 });
});
