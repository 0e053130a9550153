/** The frame that is drawn with the pointer; tiles it touches become the selection. */
import type { GridController } from './grid-controller';
import { frameBetween, tilesInFrame } from './tiles-in-frame';

/** Pixels from the edge of the view within which it scrolls by itself, and its greatest speed. */
const EDGE = 32;
const SPEED = 18;

export class SelectionFrame {
  constructor(private readonly _grid: GridController) {
    this._element.className = 'lunette-Grid-frame';
  }

  get active(): boolean {
    return this._start !== null;
  }

  /** Begins at a point of the window; `scrolled` is where the grid stood at the press. */
  start(clientX: number, clientY: number, scrolled: number): void {
    const box = this._grid.viewport.getBoundingClientRect();
    this._start = { x: clientX - box.left, y: clientY - box.top + scrolled };
    this._grid.content.append(this._element);
  }

  move(clientX: number, clientY: number): void {
    this._pointer = { x: clientX, y: clientY };
    this._draw();
    if (this._scrolling === 0) {
      this._scrolling = requestAnimationFrame(() => this._scrollAtEdge());
    }
  }

  /** Selects the tiles; `adds` keeps what was selected before. */
  async finish(adds: boolean): Promise<void> {
    const { model } = this._grid;
    const indices = this._indices;
    this.cancel();
    const first = indices[0];
    const last = indices[indices.length - 1];
    if (first === undefined || last === undefined) {
      if (!adds) {
        model.actions.clearSamples();
      }
      return;
    }
    const all = await model.actions.idsOf(first, last - first + 1);
    if (all) {
      const ids = indices.map(index => all[index - first]).filter(id => id !== undefined);
      if (adds) {
        model.actions.addToSelection(ids);
      } else {
        model.actions.select(ids);
      }
    }
  }

  cancel(): void {
    this._start = null;
    this._element.remove();
    cancelAnimationFrame(this._scrolling);
    this._scrolling = 0;
    this._mark([]);
  }

  private _draw(): void {
    const { _start: start, _grid: grid } = this;
    if (!start || !grid.layout) {
      return;
    }
    const box = grid.viewport.getBoundingClientRect();
    const x = Math.max(0, Math.min(this._pointer.x - box.left, box.width));
    const y = this._pointer.y - box.top + grid.scroll.top;
    const frame = frameBetween(start.x, start.y, x, y);
    const { style } = this._element;
    style.left = `${frame.x}px`;
    style.top = `${frame.y - grid.scroll.offset}px`;
    style.width = `${frame.width}px`;
    style.height = `${frame.height}px`;
    const inset = grid.inset;
    this._mark(tilesInFrame(grid.layout, { ...frame, x: frame.x - inset, y: frame.y - inset }));
  }

  private _mark(indices: number[]): void {
    this._indices = indices;
    const marked = new Set(indices);
    for (const [index, { element }] of this._grid.rows.tiles) {
      element.classList.toggle('lunette-mod-framed', marked.has(index));
    }
  }

  private _scrollAtEdge(): void {
    this._scrolling = 0;
    if (!this.active) {
      return;
    }
    const { top, bottom } = this._grid.viewport.getBoundingClientRect();
    const above = top + EDGE - this._pointer.y;
    const below = this._pointer.y - (bottom - EDGE);
    const way = above > 0 ? -above : below > 0 ? below : 0;
    if (way !== 0) {
      const step = Math.sign(way) * Math.min(SPEED, Math.abs(way) / 2);
      this._grid.scrollToTop(this._grid.scroll.top + step);
      this._draw();
      this._scrolling = requestAnimationFrame(() => this._scrollAtEdge());
    }
  }

  private readonly _element = document.createElement('div');
  private _start: { x: number; y: number } | null = null;
  private _pointer = { x: 0, y: 0 };
  private _indices: number[] = [];
  private _scrolling = 0;
}
