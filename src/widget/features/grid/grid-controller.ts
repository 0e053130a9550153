/**
 * The grid without React: lays out the whole view, scrolls, keeps tiles and paints them within a time
 * budget per frame. React renders nothing while scrolling.
 */
import {
  justifyRows,
  layoutHeight,
  rowAt,
  rowCount,
  rowOf,
  type IRowLayout
} from '../../../protocol';
import type { AppModel, IOpenedView, Repaint } from '../../model';
import { FetchAhead } from './fetch-ahead';
import { anchorOf, sameBytes } from './layout-anchor';
import { PaintQueue } from './paint-queue';
import { ScrollMap } from './scroll-map';
import { ScrollStrip } from './scroll-strip';
import type { Tile } from './tile';
import { TilePainter } from './tile-painter';
import { TileRows } from './tile-rows';
import { watchPixelRatio } from './watch-pixel-ratio';

/** Space between tiles and around them, CSS pixels. */
export const GAP = 4;
/** Part of a view's height that is kept ready above and below. */
const OVERSCAN = 0.5;

/** Height that rows come near to at a zoom of 0 … 10. */
export const rowHeightOf = (zoom: number): number => Math.round(48 * 2 ** (zoom / 3));

export class GridController {
  readonly viewport = document.createElement('div');
  readonly content = document.createElement('div');
  readonly painter: TilePainter;
  readonly scroll = new ScrollMap();
  readonly rows: TileRows;
  /** Space around all tiles, CSS pixels. */
  readonly inset = GAP;
  /** The tile that has the focus, or would get it. */
  focusIndex = 0;

  constructor(
    readonly host: HTMLElement,
    readonly model: AppModel
  ) {
    this.viewport.className = 'lunette-Grid-viewport';
    this.viewport.setAttribute('role', 'grid');
    this.viewport.setAttribute('aria-label', 'Samples');
    this.viewport.setAttribute('aria-multiselectable', 'true');
    this.viewport.tabIndex = 0;
    this.content.className = 'lunette-Grid-content';
    this.content.setAttribute('role', 'presentation');
    this.viewport.append(this.content);
    host.append(this.viewport);
    this.painter = new TilePainter(model, host);
    this._queue = new PaintQueue(this.painter);
    this._fetch = new FetchAhead(model);
    this.rows = new TileRows(this.content, tile => this._onRelease(tile));
    this._strip = new ScrollStrip(this);
    host.append(this._strip.element);

    this.viewport.addEventListener('scroll', () => this._onScroll(), { passive: true });
    // Begins again whenever the element comes (back) into the document or is shown: moving it in the
    // document loses the browser's scroll position, and no other event tells of that.
    this.viewport.addEventListener('animationstart', event => {
      if (event.target === this.viewport) {
        this.restore();
      }
    });
    const observer = new ResizeObserver(() => this.measure());
    observer.observe(host);
    this._ends.push(
      watchPixelRatio(() => this.measure()),
      () => observer.disconnect(),
      model.store.subscribe(() => this._onState()),
      model.onRepaint(what => this._onRepaint(what))
    );
    this._state = model.store.state;
    this.focusIndex = model.visible[0];
    this.measure();
    if (this.focusIndex > 0) {
      this.scrollTo(this.focusIndex, 'start');
    }
  }

  get layout(): IRowLayout | null {
    return this._layout;
  }
  get dpr(): number {
    return this._dpr;
  }
  /** Size of the grid's box when it was last seen; kept while it is hidden. */
  get size(): { width: number; height: number } {
    return this._size;
  }

  /** Looks at the size and lays out anew if it changed; a size of 0 (hidden) changes nothing. */
  measure(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === 0 || height === 0) {
      return;
    }
    const dpr = window.devicePixelRatio || 1;
    const changed = width !== this._size.width || dpr !== this._dpr || !this._layout;
    this._size = { width, height };
    this._dpr = dpr;
    if (changed) {
      this._relayout();
    } else {
      this.scroll.resize(this._height(), height);
      this.restore();
    }
  }

  /** Puts the scroller where it belongs and paints what is there. */
  restore(): void {
    if (this.viewport.clientHeight === 0) {
      return;
    }
    this.content.style.height = `${this.scroll.nativeHeight}px`;
    if (this._layout) {
      this.rows.reposition(this._layout, this.scroll.offset - GAP);
    }
    if (Math.abs(this.viewport.scrollTop - this.scroll.native) >= 1) {
      this.viewport.scrollTop = this.scroll.native;
    }
    this.requestUpdate();
  }

  /** Scrolls so that `top` of the whole grid is at the upper edge. */
  scrollToTop(top: number): void {
    this.scroll.jump(top);
    this.restore();
  }

  /** Scrolls as little as it takes to see the tile, or until its row is at the upper edge. */
  scrollTo(index: number, place: 'nearest' | 'start' = 'nearest'): void {
    const layout = this._layout;
    if (!layout || rowCount(layout) === 0) {
      return;
    }
    const row = rowOf(layout, Math.min(index, layout.aspects.length - 1));
    const top = layout.top[row] as number;
    const bottom = (layout.top[row + 1] as number) + GAP;
    if (place === 'start' || top < this.scroll.top) {
      this.scrollToTop(top);
    } else if (bottom + GAP > this.scroll.top + this._size.height) {
      this.scrollToTop(bottom + GAP - this._size.height);
    }
  }

  /** Moves the focus to a tile, scrolls to it and gives it the keyboard. */
  focusTile(index: number): void {
    this._setFocusIndex(index);
    this.scrollTo(index);
    this._update();
    (this.rows.tiles.get(index)?.element ?? this.viewport).focus({ preventScroll: true });
  }

  /** Gives the keyboard to the focused tile, or to the first in sight if it is not: nothing scrolls. */
  takeKeyboard(): void {
    const [from, to] = this.model.visible;
    if (this.focusIndex < from || this.focusIndex >= to) {
      this._setFocusIndex(from);
    }
    const tile = this.rows.tiles.get(this.focusIndex);
    (tile?.element ?? this.viewport).focus({ preventScroll: true });
  }

  /** Paints the strip at the right edge into a captured picture. */
  paintStrip(ctx: CanvasRenderingContext2D): void {
    this._strip.paintInto(ctx);
  }

  /** Whether every tile on the screen can be painted whole; asks for what is missing. */
  isComplete(): boolean {
    this._update();
    const [from, to] = this.model.visible;
    return Array.from({ length: to - from }, (_, i) => from + i).every(index =>
      this.painter.isComplete(index)
    );
  }

  requestUpdate(): void {
    if (this._frame === 0 && !this.model.store.state.suspended) {
      this._frame = requestAnimationFrame(() => {
        this._frame = 0;
        this._update();
      });
    }
  }

  dispose(): void {
    cancelAnimationFrame(this._frame);
    for (const end of this._ends.splice(0)) {
      end();
    }
    this._fetch.dispose();
    this._strip.dispose();
    this.host.replaceChildren();
  }

  private _height(): number {
    return this._layout ? layoutHeight(this._layout) + 2 * GAP : 0;
  }

  private _relayout(): void {
    const { opened, zoom } = this.model.store.state;
    if (!opened || this._size.width === 0) {
      return;
    }
    const before = this._layout;
    const anchor = before
      ? anchorOf(before, this.scroll.top, this._size.height, this.focusIndex)
      : null;
    this._layout = justifyRows(
      opened.aspects,
      this._size.width - this._strip.width - 2 * GAP,
      rowHeightOf(zoom),
      GAP
    );
    this.viewport.setAttribute('aria-rowcount', String(rowCount(this._layout)));
    const focused = this.viewport.contains(document.activeElement);
    this.rows.clear();
    this.scroll.resize(this._height(), this._size.height);
    if (anchor && anchor.index < opened.count) {
      const row = rowOf(this._layout, anchor.index);
      this.scroll.jump((this._layout.top[row] as number) - anchor.above);
    }
    this.restore();
    this._update();
    this.rows.settle();
    if (focused && !this.viewport.contains(document.activeElement)) {
      // Tiles that move to another row leave the document for a moment, and lose the keyboard.
      const tile = this.rows.tiles.get(this.focusIndex);
      (tile?.element ?? this.viewport).focus({ preventScroll: true });
    }
    this._strip.update();
  }

  private _onScroll(): void {
    if (this.viewport.clientHeight === 0) {
      return;
    }
    if (this.scroll.scrolled(this.viewport.scrollTop)) {
      this.restore();
    }
    this.requestUpdate();
  }

  private _onState(): void {
    const before = this._state;
    const now = this.model.store.state;
    this._state = now;
    if (before.opened !== now.opened) {
      this._onOpened(before.opened, now.opened);
    } else if (before.zoom !== now.zoom) {
      this._relayout();
    }
    if (
      before.selected !== now.selected ||
      before.selectingAll !== now.selectingAll ||
      before.session?.sample_selection_style !== now.session?.sample_selection_style
    ) {
      this._markSelection();
    }
    const closed = before.session?.sample_id;
    if (closed && !now.session?.sample_id && before.session?.view === now.session?.view) {
      void this._returnTo(closed);
    }
    if (before.suspended && !now.suspended) {
      this.measure();
      this._strip.update();
    }
  }

  /** The viewer closed: the keyboard goes back to the sample that was seen last. */
  private async _returnTo(id: string): Promise<void> {
    const index = await this.model.indexOf(id).catch(error => {
      this.model.actions.report(error);
      return null;
    });
    const { activeElement } = document;
    const free =
      activeElement === document.body || this.host.parentElement?.contains(activeElement);
    if (index !== null && free) {
      this.focusTile(index);
    }
  }

  private _onOpened(before: IOpenedView | null, now: IOpenedView | null): void {
    if (!now) {
      return;
    }
    const another =
      before?.dataset !== now.dataset || JSON.stringify(before.view) !== JSON.stringify(now.view);
    if (another) {
      this.rows.clear();
      this.rows.settle();
      this._layout = null;
      this._setFocusIndex(0);
      this.scroll.jump(0);
    } else {
      this.focusIndex = Math.min(this.focusIndex, Math.max(0, now.count - 1));
    }
    if (another || !sameBytes(before.aspects, now.aspects)) {
      this._relayout();
    }
    this._strip.update();
  }

  private _onRepaint(what: Repaint): void {
    if (what === 'all') {
      this.painter.refresh();
      for (const tile of this.rows.tiles.values()) {
        this._queue.add(tile);
      }
    } else if ('ids' in what) {
      const ids = new Set(what.ids);
      for (const tile of this.rows.tiles.values()) {
        const id = tile.id ?? this.model.pages?.id(tile.index);
        if (id && ids.has(id)) {
          this._queue.add(tile);
        }
      }
    } else {
      for (let i = what.start; i < what.start + what.count; i++) {
        const tile = this.rows.tiles.get(i);
        if (tile) {
          this._queue.add(tile);
        }
      }
    }
    this._fetch.reset();
    this.requestUpdate();
  }

  private _markSelection(): void {
    for (const tile of this.rows.tiles.values()) {
      if (tile.id !== null && tile.mark !== this.painter.markOf(tile.id)) {
        this._queue.add(tile);
      }
    }
    this._strip.update();
    this.requestUpdate();
  }

  private _update(): void {
    const layout = this._layout;
    if (!layout || rowCount(layout) === 0) {
      return;
    }
    const { top, offset } = this.scroll;
    const { height } = this._size;
    const from = rowAt(layout, top - OVERSCAN * height);
    const to = rowAt(layout, top + (1 + OVERSCAN) * height) + 1;
    for (const tile of this.rows.show(layout, from, to, offset - GAP, this._dpr)) {
      tile.element.tabIndex = tile.index === this.focusIndex ? 0 : -1;
      this._queue.add(tile);
    }
    const [first, end] = this._fetch.update(layout, top, height, this._dpr);
    if (this._queue.run(first, end)) {
      this.requestUpdate();
    }
    this._strip.move();
  }

  private _onRelease(tile: Tile): void {
    this._queue.forget(tile);
    if (document.activeElement === tile.element) {
      this.viewport.focus({ preventScroll: true });
    }
  }

  private _setFocusIndex(index: number): void {
    const before = this.rows.tiles.get(this.focusIndex);
    if (before) {
      before.element.tabIndex = -1;
    }
    this.focusIndex = index;
    const now = this.rows.tiles.get(index);
    if (now) {
      now.element.tabIndex = 0;
    }
  }

  private _layout: IRowLayout | null = null;
  private _size = { width: 0, height: 0 };
  private _dpr = 1;
  private _frame = 0;
  private _state: AppModel['store']['state'];
  private readonly _queue: PaintQueue;
  private readonly _fetch: FetchAhead;
  private readonly _strip: ScrollStrip;
  private readonly _ends: (() => void)[] = [];
}
