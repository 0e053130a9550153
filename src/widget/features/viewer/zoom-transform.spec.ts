import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampTransform, fitTransform, pictureRect, transformInto, zoomAt } from './zoom-transform';

const picture = { width: 400, height: 300 };
const view = { width: 800, height: 600 };

describe('the viewer', () => {
  it('fits the whole picture, centred', () => {
    const rect = pictureRect(fitTransform(picture, view), picture);
    expect(rect.height).toBe(576);
    expect(rect.x + rect.width / 2).toBeCloseTo(400);
    expect(rect.y + rect.height / 2).toBeCloseTo(300);
  });

  it('does not enlarge a tiny picture beyond recognition', () => {
    expect(fitTransform({ width: 16, height: 16 }, view).scale).toBe(4);
  });

  it('keeps what is under the pointer while zooming in', () => {
    const start = fitTransform(picture, view);
    const zoomed = zoomAt(start, 4, 420, 310, picture, view);
    const at = (t: typeof start) => [(420 - t.x) / t.scale, (310 - t.y) / t.scale];
    expect(at(zoomed)[0]).toBeCloseTo(at(start)[0]!);
    expect(at(zoomed)[1]).toBeCloseTo(at(start)[1]!);
  });

  it('shows the same in a smaller view, smaller', () => {
    const small = { width: 400, height: 250 };
    const zoomed = zoomAt(fitTransform(picture, view), 3, 400, 300, picture, view);
    const shrunk = transformInto(zoomed, view, small, picture);
    expect(shrunk.scale).toBeCloseTo((zoomed.scale * 250) / 600);
    expect((200 - shrunk.x) / shrunk.scale).toBeCloseTo((400 - zoomed.x) / zoomed.scale);
    expect(transformInto(zoomed, view, { ...view }, picture)).toBe(zoomed);
  });

  it('never loses the picture', () => {
    const coordinate = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(
        coordinate,
        coordinate,
        fc.double({ min: 0.1, max: 30, noNaN: true }),
        (x, y, scale) => {
          const rect = pictureRect(clampTransform({ x, y, scale }, picture, view), picture);
          expect(rect.x).toBeLessThan(view.width);
          expect(rect.x + rect.width).toBeGreaterThan(0);
          expect(rect.y).toBeLessThan(view.height);
          expect(rect.y + rect.height).toBeGreaterThan(0);
        }
      )
    );
  });
});
