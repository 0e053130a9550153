/** Paints the visible part of the grid into a captured picture, from remembered geometry. */
import { rowAt, rowCount, tilesOfRow } from '../../../protocol';
import type { GridController } from './grid-controller';

/** The origin of `ctx` is the grid's upper left corner, one unit is a CSS pixel. */
export function paintGrid(ctx: CanvasRenderingContext2D, grid: GridController): void {
  const { layout, scroll, size, inset } = grid;
  if (!layout || rowCount(layout) === 0) {
    return;
  }
  const top = Math.round(scroll.top);
  const last = rowAt(layout, top + size.height);
  for (let row = rowAt(layout, top - inset); row <= last; row++) {
    tilesOfRow(layout, row).forEach((rect, i) => {
      const index = (layout.first[row] as number) + i;
      const place = { ...rect, x: rect.x + inset, y: rect.y + inset - top };
      if (place.y < size.height && place.y + place.height > 0) {
        grid.painter.paintInto(ctx, index, place);
      }
    });
  }
  grid.paintStrip(ctx);
}
