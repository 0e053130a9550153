import { describe, expect, it } from 'vitest';
import { wheelFactor } from './wheel-factor';

const wheel = (deltaY: number, part: object = {}) =>
  wheelFactor({ deltaY, deltaMode: 0, ctrlKey: false, metaKey: false, ...part });

describe('the wheel', () => {
  it('zooms in when it is turned away, and back by as much', () => {
    expect(wheel(-100)).toBeGreaterThan(1);
    expect(wheel(-100) * wheel(100)).toBeCloseTo(1);
  });
  it('zooms faster when it is a pinch on the trackpad', () => {
    expect(wheel(-5, { ctrlKey: true })).toBeGreaterThan(wheel(-5));
  });
  it('means the same in lines, and never more than a factor of two', () => {
    expect(wheel(-3, { deltaMode: 1 })).toBe(wheel(-48));
    expect(wheel(-5000)).toBe(2);
    expect(wheel(120, { ctrlKey: true })).toBe(wheel(120));
  });
});
