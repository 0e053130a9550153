import { describe, expect, it } from 'vitest';
import { parsePlotDescriptor } from './plot-descriptor';

const whole = { v: 1, session: 'a1', plot: 'plot1', subscription: 'b2', height: 300 };

describe('the descriptor of a plot', () => {
  it('says which plot of which session', () => {
    expect(parsePlotDescriptor(whole)).toEqual({
      session: 'a1',
      plot: 'plot1',
      subscription: 'b2',
      height: 300
    });
  });

  it.each([
    null,
    'text',
    { ...whole, v: 2 },
    { ...whole, session: '../etc' },
    { ...whole, plot: '' },
    { ...whole, subscription: 7 }
  ])('is none: %j', value => {
    expect(parsePlotDescriptor(value)).toBeNull();
  });

  it('has a height that can be shown', () => {
    expect(parsePlotDescriptor({ ...whole, height: 1e9 })?.height).toBe(4000);
    expect(parsePlotDescriptor({ ...whole, height: 'tall' })?.height).toBe(400);
  });
});
