/** Which tiles a selection frame touches. */
import { rowAt, rowCount, tilesOfRow, type IRect, type IRowLayout } from '../../../protocol';

/** Indices of the tiles that `frame` (coordinates of the whole grid) overlaps, ascending. */
export function tilesInFrame(layout: IRowLayout, frame: IRect): number[] {
  const indices: number[] = [];
  const bottom = frame.y + frame.height;
  const right = frame.x + frame.width;
  for (let row = rowAt(layout, frame.y); row < rowCount(layout); row++) {
    if ((layout.top[row] as number) >= bottom) {
      break;
    }
    tilesOfRow(layout, row).forEach((tile, i) => {
      if (
        tile.x < right &&
        frame.x < tile.x + tile.width &&
        tile.y < bottom &&
        frame.y < tile.y + tile.height
      ) {
        indices.push((layout.first[row] as number) + i);
      }
    });
  }
  return indices;
}

/** The rectangle between two corners. */
export function frameBetween(ax: number, ay: number, bx: number, by: number): IRect {
  return {
    x: Math.min(ax, bx),
    y: Math.min(ay, by),
    width: Math.abs(ax - bx),
    height: Math.abs(ay - by)
  };
}
