import { describe, expect, it } from 'vitest';
import { rangeOf, toggled, united } from './selection';

describe('selecting', () => {
  it('adds a sample and takes it away again', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });

  it('unites without repeating, in the order of selecting', () => {
    expect(united(['c', 'a'], ['a', 'b'])).toEqual(['c', 'a', 'b']);
  });

  it('takes a range in either direction', () => {
    expect(rangeOf(3, 7)).toEqual({ start: 3, count: 5 });
    expect(rangeOf(7, 3)).toEqual({ start: 3, count: 5 });
    expect(rangeOf(4, 4)).toEqual({ start: 4, count: 1 });
  });
});
