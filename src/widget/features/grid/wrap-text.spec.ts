import { describe, expect, it } from 'vitest';
import { wrapText } from './wrap-text';

const measure = (text: string): number => text.length * 10;

describe('wrapping', () => {
  it('breaks at spaces', () => {
    expect(wrapText('the file is no image', 80, 5, measure)).toEqual([
      'the file',
      'is no',
      'image'
    ]);
  });

  it('breaks a word that is wider than a line', () => {
    expect(wrapText('abcdefghij', 40, 5, measure)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('ends in an ellipsis where there are too few lines', () => {
    expect(wrapText('the file is no image', 80, 2, measure)).toEqual(['the file', 'is no i…']);
  });

  it('shortens a path in the middle, so that its name stays', () => {
    const [line] = wrapText('/data/photos/2024/IMG_1234.jpg', 200, 1, measure);
    expect(line).toMatch(/^\/data.*….*IMG_1234\.jpg$/);
    expect(measure(line!)).toBeLessThanOrEqual(200);
  });

  it('gives nothing where there is no line', () => {
    expect(wrapText('text', 80, 0, measure)).toEqual([]);
  });
});
