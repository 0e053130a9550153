import { describe, expect, it } from 'vitest';
import { placePopover } from './place-popover';

const view = { width: 800, height: 600 };

describe('a popover', () => {
  it('hangs below its anchor, at its start or end', () => {
    const anchor = { x: 100, y: 50, width: 40, height: 20 };
    const size = { width: 200, height: 100 };
    expect(placePopover(anchor, size, view, 'start')).toMatchObject({ left: 100, top: 72 });
    expect(placePopover({ ...anchor, x: 500 }, size, view, 'end')).toMatchObject({ left: 340 });
  });

  it('stands above where there is more room', () => {
    const anchor = { x: 100, y: 560, width: 40, height: 20 };
    const { top } = placePopover(anchor, { width: 200, height: 100 }, view, 'start');
    expect(top + 100).toBe(558);
  });

  it('stays in the window, and says how much of it can be seen', () => {
    const anchor = { x: 780, y: 300, width: 20, height: 20 };
    const place = placePopover(anchor, { width: 200, height: 900 }, view, 'start');
    expect(place.left).toBe(596);
    expect(place.top).toBeGreaterThanOrEqual(4);
    expect(place.top + place.maxHeight).toBeLessThanOrEqual(596);
  });
});
