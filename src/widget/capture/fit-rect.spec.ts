import { describe, expect, it } from 'vitest';
import { fitRect } from './fit-rect';

const video = { width: 320, height: 180 };
const box = { width: 100, height: 100 };

describe('a picture in its box', () => {
  it('is stretched, letter-boxed or cut as CSS says', () => {
    expect(fitRect(video, box, 'fill')).toEqual({ x: 0, y: 0, width: 100, height: 100 });
    expect(fitRect(video, box, 'contain')).toEqual({ x: 0, y: 21.875, width: 100, height: 56.25 });
    expect(fitRect(video, box, 'cover').height).toBe(100);
    expect(fitRect(video, box, 'none')).toEqual({ x: -110, y: -40, width: 320, height: 180 });
    expect(fitRect({ width: 50, height: 20 }, box, 'scale-down').width).toBe(50);
  });
});
