import { describe, expect, it } from 'vitest';
import type { IPageLabel } from '../../protocol';
import { labelAt } from './hit-test';

const label = (id: string, part: Partial<IPageLabel>): IPageLabel => ({
  id,
  field: 'f',
  element: 'Detection',
  label: id,
  confidence: null,
  index: null,
  box: null,
  shapes: [],
  closed: false,
  filled: false,
  raster: null,
  ...part
});
const tolerance = { x: 0.01, y: 0.01 };

describe('the label under the pointer', () => {
  const big = label('big', { box: [0, 0, 1, 1] });
  const small = label('small', { box: [0.4, 0.4, 0.1, 0.1] });
  const line = label('line', { element: 'Polyline', shapes: [[0, 0.2, 1, 0.2]] });
  const point = label('point', { element: 'Keypoint', shapes: [[0.9, 0.9, NaN, NaN]] });
  const all = [big, small, line, point];

  it('is the smallest box', () => {
    expect(labelAt(all, 0.45, 0.45, tolerance)?.id).toBe('small');
    expect(labelAt(all, 0.8, 0.6, tolerance)?.id).toBe('big');
  });
  it('is a line or a point nearby, before any box', () => {
    expect(labelAt(all, 0.5, 0.205, tolerance)?.id).toBe('line');
    expect(labelAt(all, 0.9, 0.91, tolerance)?.id).toBe('point');
  });
  it('is none outside of all', () => {
    expect(labelAt([small], 0.1, 0.1, tolerance)).toBeNull();
  });
});
