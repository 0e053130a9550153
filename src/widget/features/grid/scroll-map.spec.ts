import { describe, expect, it } from 'vitest';
import { MAX_HEIGHT, ScrollMap } from './scroll-map';

function mapOf(content: number, view = 600): ScrollMap {
  const map = new ScrollMap();
  map.resize(content, view);
  return map;
}

describe('a grid that fits into an element', () => {
  it('scrolls as the browser does', () => {
    const map = mapOf(10_000);
    expect(map.nativeHeight).toBe(10_000);
    expect(map.scrolled(1234)).toBe(false);
    expect(map.top).toBe(1234);
    expect(map.offset).toBe(0);
  });

  it('ends where its content ends', () => {
    const map = mapOf(10_000);
    map.jump(1e9);
    expect(map.top).toBe(9_400);
    expect(mapOf(100).maxTop).toBe(0);
  });
});

describe('a grid that is taller than any element', () => {
  const content = 150_000_000;

  it('never makes the element taller than a browser allows', () => {
    expect(mapOf(content).nativeHeight).toBe(MAX_HEIGHT);
  });

  it('reaches any place at once, to the pixel', () => {
    const map = mapOf(content);
    for (const top of [0, 1, 7_999_999, 75_000_001, content - 600]) {
      map.jump(top);
      expect(map.top).toBe(top);
      expect(map.native).toBeGreaterThanOrEqual(0);
      expect(map.native).toBeLessThanOrEqual(MAX_HEIGHT - 600);
      expect(map.native + map.offset).toBe(top);
    }
  });

  it('moves one pixel for one pixel of the wheel, wherever it is', () => {
    const map = mapOf(content);
    map.jump(75_000_000);
    const before = map.native;
    expect(map.scrolled(before + 100)).toBe(false);
    expect(map.top).toBe(75_000_100);
  });

  it('moves its window before the scroller comes to an end, and stays where it was', () => {
    const map = mapOf(content);
    expect(map.scrolled(MAX_HEIGHT - 700)).toBe(true);
    expect(map.top).toBe(MAX_HEIGHT - 700);
    expect(map.native).toBeLessThan(MAX_HEIGHT - 20 * 600);
    expect(map.native + map.offset).toBe(map.top);
  });

  it('lets the scroller come to its end at the real ends', () => {
    const map = mapOf(content);
    expect(map.scrolled(0)).toBe(false);
    map.jump(content);
    expect(map.native).toBe(MAX_HEIGHT - 600);
    expect(map.scrolled(MAX_HEIGHT - 600)).toBe(false);
    expect(map.top).toBe(content - 600);
  });
});
