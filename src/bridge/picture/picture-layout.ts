/** Where the tiles of the picture stand: the first rows of the App's grid. */
import { justifyRows, rowCount, tilesOfRow, type IRect } from '../../protocol';

export const TOOLBAR_HEIGHT = 36;
export const GAP = 4;
/** Most tiles of one page. */
const MAX_TILES = 500;

/** The App's strip at the right edge, which is left free. */
const STRIP_WIDTH = 14;

/** Row height, in CSS pixels, that a zoom of 0 … 10 aims at; as in the App. */
export const rowHeightOf = (zoom: number): number => Math.round(48 * 2 ** (zoom / 3));

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
    width - STRIP_WIDTH - 2 * GAP,
    rowHeightOf(zoom),
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
