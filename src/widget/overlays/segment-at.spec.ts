import { describe, expect, it } from 'vitest';
import type { IPageLabel } from '../../protocol';
import { maskTargetNames, segmentAt } from './segment-at';

/** A segmentation of 2 × 2 pixels: background, class 1, class 7, class 255. */
const segmentation: IPageLabel = {
  id: 'a'.repeat(24),
  field: 'masks',
  element: 'Segmentation',
  label: null,
  confidence: null,
  index: null,
  box: null,
  shapes: [],
  closed: false,
  filled: false,
  raster: { columns: 2, rows: 2, data: Uint8Array.of(0, 1, 7, 255), table: null }
};
const properties = {
  mask_targets: { masks: { '1': 'road', '255': 'other' } },
  default_mask_targets: { '1': 'something' }
};
const at = (x: number, y: number, label = segmentation): string | null | undefined =>
  segmentAt([label], x, y, properties)?.label;

describe('the class of a mask under the pointer', () => {
  it('is named by the mask targets of its field', () => {
    expect([at(0.75, 0.25), at(0.75, 0.75)]).toEqual(['road', 'other']);
  });

  it('is a number if nobody named it, and nothing in the background', () => {
    expect(at(0.25, 0.75)).toBe('class 7');
    expect(at(0.25, 0.25)).toBeUndefined();
    expect(at(1.2, 0.5)).toBeUndefined();
  });

  it('is named by the default targets in other fields', () => {
    expect(at(0.75, 0.25, { ...segmentation, field: 'more' })).toBe('something');
    expect(maskTargetNames({ default_mask_targets: { '#ff0000': 'car' } }, 'masks').size).toBe(0);
  });

  it('is the label alone where the mask has colours', () => {
    const raster = { columns: 1, rows: 1, data: Uint8Array.of(1), table: new Uint8Array(1024) };
    expect(at(0.5, 0.5, { ...segmentation, raster })).toBeNull();
  });
});
