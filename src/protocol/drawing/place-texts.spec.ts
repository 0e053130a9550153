import { describe, expect, it } from 'vitest';
import { overlayShapes, type IOverlayStyle } from './overlay-shapes';
import type { IPageLabel } from './page-labels';
import { plateTexts } from './place-texts';
import { resolveColors } from './resolve-colors';

const label: IPageLabel = {
  id: 'a',
  field: 'truth',
  element: 'Detection',
  label: 'coin',
  confidence: 0.876,
  index: 2,
  box: [0.25, 0.5, 0.5, 0.4],
  shapes: [],
  closed: false,
  filled: false,
  raster: null
};
const all = { showLabel: true, showIndex: true, showConfidence: true };

describe('the text of a label', () => {
  it('says class, index and confidence, and what may stand there in less room', () => {
    expect(plateTexts(label, all)).toEqual(['coin #2 0.88', 'coin 0.88', 'coin']);
    expect(plateTexts({ ...label, index: null }, all)).toEqual(['coin 0.88', 'coin']);
  });

  it('says nothing that the settings leave out', () => {
    expect(plateTexts(label, { ...all, showIndex: false })).toEqual(['coin 0.88', 'coin']);
    expect(plateTexts(label, { ...all, showConfidence: false })).toEqual(['coin #2', 'coin']);
    expect(plateTexts(label, { ...all, showLabel: false })).toEqual(['#2 0.88', '0.88', '#2']);
    const nothing = { showLabel: false, showIndex: false, showConfidence: false };
    expect(plateTexts(label, nothing)).toEqual([]);
  });

  it('is the longest that fits the box on a tile, whole in the viewer', () => {
    const style: IOverlayStyle = {
      ...resolveColors({}),
      ...all,
      fields: new Set(['truth']),
      showText: true,
      allText: false,
      fontSize: 11,
      measure: text => text.length * 6,
      selected: new Map()
    };
    const textOn = (width: number, change: Partial<IOverlayStyle> = {}): string[] => {
      const image = { x: 0, y: 0, width, height: 200 };
      const shapes = overlayShapes([label], image, image, { ...style, ...change });
      return shapes.flatMap(shape => (shape.kind === 'text' ? [shape.text] : []));
    };
    expect(textOn(200)).toEqual(['coin #2 0.88']);
    expect(textOn(120)).toEqual(['coin 0.88']);
    expect(textOn(60)).toEqual(['coin']);
    expect(textOn(40)).toEqual([]);
    expect(textOn(120, { allText: true })).toEqual(['coin #2 0.88']);
  });
});
