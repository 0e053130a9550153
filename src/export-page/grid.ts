/** The thumbnails in justified rows; only those near the screen have a canvas. */
import {
  fitInside,
  justifyRows,
  layoutHeight,
  rowAt,
  rowCount,
  tilesOfRow,
  type ExportStyle,
  type IPageLabel,
  type IRect,
  type IRowLayout
} from '../protocol';
import { h, prepared } from './dom';
import type { IItem } from './items';
import { paintItem } from './paint-item';
import { Pictures } from './pictures';

const GAP = 4;
const FONT_SIZE = 11;
/** Lower tiles have no texts, as in the App. */
const MIN_TEXT_HEIGHT = 72;

export interface IGridOptions {
  style: ExportStyle;
  labelsOf(item: IItem): readonly IPageLabel[];
  fields(): ReadonlySet<string>;
  open(at: number): void;
}

export class Grid {
  readonly element = h('div', {
    className: 'grid',
    tabIndex: 0,
    attributes: { role: 'list', 'aria-label': 'Samples' }
  });

  constructor(private readonly _options: IGridOptions) {
    this.element.append(this._canvas);
    this.element.addEventListener('scroll', () => this._schedule(), { passive: true });
    new ResizeObserver(() => this._layOut()).observe(this.element);
  }

  show(items: readonly IItem[]): void {
    this._items = items;
    this._layOut();
  }

  /** Row height that is aimed at, in CSS pixels. */
  setSize(height: number): void {
    this._target = height;
    this._layOut();
  }

  /** Paints everything in sight again. */
  repaint(): void {
    this._tiles.forEach(({ canvas }) => canvas.remove());
    this._tiles.clear();
    this._schedule();
  }

  focusTile(at: number): void {
    this._tiles.get(at)?.canvas.focus();
  }

  private _layOut(): void {
    const width = this.element.clientWidth - 2 * GAP;
    if (width <= 0) {
      return;
    }
    const aspects = Uint8Array.from(this._items, ({ aspect }) => aspect);
    this._layout = justifyRows(aspects, width, this._target, GAP);
    this._canvas.style.height = `${layoutHeight(this._layout) + 2 * GAP}px`;
    this.repaint();
  }

  private _schedule(): void {
    cancelAnimationFrame(this._frame);
    this._frame = requestAnimationFrame(() => this._update());
  }

  /** Gives canvases to the tiles near the screen and takes them from the others. */
  private _update(): void {
    const layout = this._layout;
    const near = new Set<number>();
    if (layout && this._items.length > 0) {
      const { scrollTop, clientHeight } = this.element;
      const last = Math.min(rowCount(layout) - 1, rowAt(layout, scrollTop + 1.5 * clientHeight));
      for (let row = rowAt(layout, scrollTop - clientHeight / 2); row <= last; row++) {
        tilesOfRow(layout, row).forEach((rect, i) => {
          const at = (layout.first[row] as number) + i;
          near.add(at);
          if (!this._tiles.has(at)) {
            this._add(at, rect);
          }
        });
      }
    }
    for (const [at, { canvas }] of this._tiles) {
      if (!near.has(at)) {
        canvas.remove();
        this._tiles.delete(at);
      }
    }
  }

  private _add(at: number, rect: IRect): void {
    const item = this._items[at] as IItem;
    const { x, y, width, height } = rect;
    const canvas = h('canvas', {
      className: 'tile',
      tabIndex: -1,
      style: `left: ${x + GAP}px; top: ${y + GAP}px; width: ${width}px; height: ${height}px`,
      title: item.error ?? item.name,
      attributes: { role: 'listitem', 'aria-label': item.name }
    });
    canvas.addEventListener('click', () => this._options.open(at));
    canvas.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        this._options.open(at);
      }
    });
    this._tiles.set(at, { canvas, rect });
    this._canvas.append(canvas);
    this._paint(at);
  }

  private _paint(at: number): void {
    const tile = this._tiles.get(at);
    const item = this._items[at];
    const image = item && this._pictures.get(item);
    if (!tile || !item) {
      return;
    }
    const { width, height } = tile.rect;
    const ctx = prepared(tile.canvas, width, height);
    const room = { x: 0, y: 0, width, height };
    if (ctx && image) {
      paintItem(ctx, this._options.style, {
        image,
        labels: this._options.labelsOf(item),
        rect: fitInside(room, image.naturalWidth, image.naturalHeight),
        room,
        fields: this._options.fields(),
        fontSize: FONT_SIZE,
        allText: false,
        showText: height >= MIN_TEXT_HEIGHT
      });
    }
    tile.canvas.classList.toggle('broken', item.source === null);
  }

  private _target = 150;
  private _frame = 0;
  private _items: readonly IItem[] = [];
  private _layout: IRowLayout | null = null;
  private readonly _canvas = h('div', { className: 'grid-canvas' });
  private readonly _tiles = new Map<number, { canvas: HTMLCanvasElement; rect: IRect }>();
  private readonly _pictures = new Pictures(item => {
    for (const at of this._tiles.keys()) {
      if (this._items[at] === item) {
        this._paint(at);
      }
    }
  });
}
