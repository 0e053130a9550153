/** Where the tiles of the picture stand: the first rows of the App's grid. */
import { justifyRows, rowCount, tilesOfRow, type IRect } from '../../protocol';

export const TOOLBAR_HEIGHT = 36;
export const GAP = 4;
/** Most tiles of one page. */
const MAX_TILES = 500;

/** Row height, in CSS pixels, that a zoom of 0 … 10 aims at. */
export function targetRowHeight(zoom: number): number {
  return Math.round(60 * 2 ** (zoom / 3.6));
}

/**
 * Rectangles of the tiles that are at least partly in a picture of `width` × `height`, in the order
 * of the view.
 * @param aspects one code per sample of the view (`encodeAspect`)
 */
export function gridTiles(
  aspects: Uint8Array,
  width: number,
  height: number,
  zoom: number
): IRect[] {
  const layout = justifyRows(
    aspects.subarray(0, MAX_TILES),
    width - 2 * GAP,
    targetRowHeight(zoom),
    GAP
  );
  const top = TOOLBAR_HEIGHT + GAP;
  const tiles: IRect[] = [];
  for (let row = 0; row < rowCount(layout); row++) {
    if (top + (layout.top[row] as number) >= height) {
      break;
    }
    for (const rect of tilesOfRow(layout, row)) {
      tiles.push({ ...rect, x: rect.x + GAP, y: rect.y + top });
    }
  }
  return tiles;
}
