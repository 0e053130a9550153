/** Tiles that are due to be painted: those on the screen first, within a time budget per frame. */
import type { Tile } from './tile';
import type { TilePainter } from './tile-painter';

/** Milliseconds of painting per frame, so that scrolling stays smooth. */
const BUDGET = 7;

export class PaintQueue {
  constructor(private readonly _painter: TilePainter) {}

  add(tile: Tile): void {
    this._due.add(tile);
  }
  forget(tile: Tile): void {
    this._due.delete(tile);
  }

  /**
   * Paints; samples `from … to - 1` are on the screen. True if some are left for the next frame.
   * Tiles whose page is not here are dropped: they are added again when it comes.
   */
  run(from: number, to: number): boolean {
    if (this._due.size === 0) {
      return false;
    }
    const start = performance.now();
    const onScreen = (tile: Tile): number => Number(tile.index >= from && tile.index < to);
    let painted = 0;
    for (const tile of [...this._due].sort((a, b) => onScreen(b) - onScreen(a))) {
      if (painted > 0 && performance.now() - start > BUDGET) {
        return true;
      }
      this._due.delete(tile);
      if (tile.index >= 0 && this._painter.paint(tile)) {
        painted += 1;
      }
    }
    return false;
  }

  private readonly _due = new Set<Tile>();
}
