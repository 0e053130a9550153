import { describe, expect, it } from 'vitest';
import { encodeAspect, justifyRows } from '../../../protocol';
import { frameBetween, tilesInFrame } from './tiles-in-frame';

const layout = justifyRows(new Uint8Array(30).fill(encodeAspect(1, 1)), 516, 100, 4);

describe('a selection frame', () => {
  it('takes every tile it touches, in order', () => {
    expect(tilesInFrame(layout, frameBetween(150, 50, 250, 150))).toEqual([1, 2, 6, 7]);
  });

  it('takes the same drawn from any corner', () => {
    expect(tilesInFrame(layout, frameBetween(250, 150, 150, 50))).toEqual([1, 2, 6, 7]);
  });

  it('takes nothing in a gap or below the last row', () => {
    expect(tilesInFrame(layout, frameBetween(101, 10, 103, 20))).toEqual([]);
    expect(tilesInFrame(layout, frameBetween(0, 5000, 500, 6000))).toEqual([]);
  });
});
