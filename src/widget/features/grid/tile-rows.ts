/** The rows of tiles that exist as elements: those on the screen and a little around it. */
import { tilesOfRow, type IRowLayout } from '../../../protocol';
import { Tile } from './tile';

interface IRow {
  element: HTMLDivElement;
  tiles: Tile[];
}

/** Elements kept for later use. */
const MAX_SPARE = 200;

export class TileRows {
  /**
   * @param _parent the scroller's content
   * @param _onRelease called before a tile goes back to the pool
   */
  constructor(
    private readonly _parent: HTMLElement,
    private readonly _onRelease: (tile: Tile) => void
  ) {}

  /** Tiles that exist, by index in the view. */
  readonly tiles = new Map<number, Tile>();

  /**
   * Makes rows `from … to - 1` exist and no others.
   * @param offset of the scroller's window (ScrollMap)
   * @returns tiles that are new
   */
  show(layout: IRowLayout, from: number, to: number, offset: number, dpr: number): Tile[] {
    for (const [index, row] of this._rows) {
      if (index < from || index >= to) {
        this._remove(index, row);
      }
    }
    const added: Tile[] = [];
    for (let index = from; index < to; index++) {
      if (!this._rows.has(index)) {
        added.push(...this._add(layout, index, offset, dpr));
      }
    }
    return added;
  }

  /** The scroller's window moved: rows are placed anew, nothing is painted. */
  reposition(layout: IRowLayout, offset: number): void {
    for (const [index, { element }] of this._rows) {
      element.style.top = `${(layout.top[index] as number) - offset}px`;
    }
  }

  /** Forgets all rows; those that come next with the same samples keep what is painted. */
  clear(): void {
    this._kept = new Map(this.tiles);
    for (const [index, row] of this._rows) {
      this._rows.delete(index);
      row.element.remove();
      this._spareRows.push(row.element);
    }
    this.tiles.clear();
  }

  /** Ends the keeping that `clear` began. */
  settle(): void {
    for (const tile of this._kept.values()) {
      this._release(tile);
    }
    this._kept.clear();
  }

  private _add(layout: IRowLayout, index: number, offset: number, dpr: number): Tile[] {
    const element = this._spareRows.pop() ?? document.createElement('div');
    const rects = tilesOfRow(layout, index);
    const first = layout.first[index] as number;
    element.className = 'lunette-Grid-row';
    element.setAttribute('role', 'row');
    element.setAttribute('aria-rowindex', String(index + 1));
    element.style.top = `${(layout.top[index] as number) - offset}px`;
    element.style.height = `${rects[0]?.height ?? 0}px`;
    const tiles = rects.map((rect, column) => {
      const kept = this._kept.get(first + column);
      this._kept.delete(first + column);
      const tile = kept ?? this._spareTiles.pop() ?? new Tile();
      tile.place(first + column, column, rect, dpr);
      this.tiles.set(first + column, tile);
      return tile;
    });
    element.replaceChildren(...tiles.map(tile => tile.element));
    this._parent.append(element);
    this._rows.set(index, { element, tiles });
    return tiles;
  }

  private _remove(index: number, row: IRow): void {
    this._rows.delete(index);
    for (const tile of row.tiles) {
      this.tiles.delete(tile.index);
      this._release(tile);
    }
    row.element.remove();
    if (this._spareRows.length < MAX_SPARE) {
      this._spareRows.push(row.element);
    }
  }

  private _release(tile: Tile): void {
    this._onRelease(tile);
    tile.release();
    if (this._spareTiles.length < MAX_SPARE) {
      this._spareTiles.push(tile);
    }
  }

  private readonly _rows = new Map<number, IRow>();
  private _kept = new Map<number, Tile>();
  private readonly _spareRows: HTMLDivElement[] = [];
  private readonly _spareTiles: Tile[] = [];
}
