/** What stays in place when the layout changes. */
import { rowAt, rowCount, rowOf, type IRowLayout } from '../../../protocol';

/**
 * The tile to keep where it is: the focused one if it is on the screen, else the first of the row at
 * the upper edge. `above` is how far its row's top is from the upper edge. Null at the very top,
 * which stays the top.
 */
export function anchorOf(
  layout: IRowLayout,
  top: number,
  height: number,
  focusIndex: number
): { index: number; above: number } | null {
  if (top === 0 || rowCount(layout) === 0) {
    return null;
  }
  const rowTop = (row: number): number => layout.top[row] as number;
  if (focusIndex < layout.aspects.length) {
    const row = rowOf(layout, focusIndex);
    if (rowTop(row + 1) > top && rowTop(row) < top + height) {
      return { index: focusIndex, above: rowTop(row) - top };
    }
  }
  const row = rowAt(layout, top);
  return { index: layout.first[row] as number, above: rowTop(row) - top };
}

/** Whether two views have the same shapes, and so the same layout. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
