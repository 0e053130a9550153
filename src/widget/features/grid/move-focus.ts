/** Where an arrow or page key takes the focus. */
import {
  layoutHeight,
  rowAt,
  rowCount,
  rowOf,
  tilesOfRow,
  type IRowLayout
} from '../../../protocol';

export const MOVING_KEYS = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown'
] as const;
export type MovingKey = (typeof MOVING_KEYS)[number];

/** The tile of `row` that lies nearest below or above the middle `x`. */
function tileNear(layout: IRowLayout, row: number, x: number): number {
  const rects = tilesOfRow(layout, row);
  let best = 0;
  let least = Infinity;
  rects.forEach((rect, i) => {
    const distance = Math.abs(rect.x + rect.width / 2 - x);
    if (distance < least) {
      least = distance;
      best = i;
    }
  });
  return (layout.first[row] as number) + best;
}

/**
 * Index of the tile that gets the focus.
 * @param view height of the visible part in CSS pixels, for the page keys
 */
export function movedFocus(
  layout: IRowLayout,
  index: number,
  key: MovingKey,
  view: number
): number {
  const count = layout.aspects.length;
  if (count === 0) {
    return 0;
  }
  const row = rowOf(layout, index);
  const rows = rowCount(layout);
  const middle = (): number => {
    const rect = tilesOfRow(layout, row)[index - (layout.first[row] as number)];
    return rect ? rect.x + rect.width / 2 : 0;
  };
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(count - 1, index + 1);
    case 'ArrowUp':
      return row === 0 ? index : tileNear(layout, row - 1, middle());
    case 'ArrowDown':
      return row === rows - 1 ? index : tileNear(layout, row + 1, middle());
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageUp':
    case 'PageDown': {
      const step = key === 'PageUp' ? -view : view;
      const y = Math.max(0, Math.min((layout.top[row] as number) + step, layoutHeight(layout)));
      const target = rowAt(layout, y);
      return target === row
        ? key === 'PageUp'
          ? Math.max(0, layout.first[Math.max(0, row - 1)] as number)
          : tileNear(layout, Math.min(rows - 1, row + 1), middle())
        : tileNear(layout, target, middle());
    }
  }
}
