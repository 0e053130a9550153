/**
 * The strip at the right edge: a scroll bar over the whole view, and a map of where in it the
 * selected samples are.
 */
import { layoutHeight, rowCount, rowOf } from '../../../protocol';
import type { GridController } from './grid-controller';
import { SelectionPlaces } from './selection-places';

const WIDTH = 14;
const MIN_THUMB = 24;
/** Height of a mark on the map, CSS pixels. */
const MARK = 2;
/** Opacity of the thumb at rest, as in grid.css. */
const THUMB_OPACITY = 0.55;

export class ScrollStrip {
  readonly element = document.createElement('div');
  readonly width = WIDTH;

  constructor(private readonly _grid: GridController) {
    this.element.className = 'lunette-Grid-strip';
    this.element.setAttribute('aria-hidden', 'true');
    this._map.className = 'lunette-Grid-map';
    this._thumb.className = 'lunette-Grid-thumb';
    this.element.append(this._map, this._thumb);
    this.element.addEventListener('pointerdown', event => this._onDown(event));
    this.element.addEventListener('pointermove', event => this._onMove(event));
    this.element.addEventListener('lostpointercapture', () => {
      this._grabbed = null;
      this.element.classList.remove('lunette-mod-active');
    });
    // The strip lies beside the scroller, so the wheel would end here.
    this.element.addEventListener(
      'wheel',
      event => {
        event.preventDefault();
        this._grid.scrollToTop(this._grid.scroll.top + event.deltaY);
      },
      { passive: false }
    );
    this._places = new SelectionPlaces(this._grid.model, () => this._drawMap());
  }

  /** The selection, the view or the size changed. */
  update(): void {
    this._places.update();
    this._drawMap();
    this.move();
  }

  /** The view moved. */
  move(): void {
    const { scroll } = this._grid;
    const { height } = this._grid.size;
    const needed = scroll.maxTop > 0;
    this._thumb.style.display = needed ? '' : 'none';
    if (needed) {
      const thumb = this._thumbHeight();
      this._thumb.style.height = `${thumb}px`;
      this._thumb.style.top = `${(scroll.top / scroll.maxTop) * (height - thumb)}px`;
    }
  }

  dispose(): void {
    this._places.dispose();
  }

  private _thumbHeight(): number {
    const { scroll, size } = this._grid;
    return Math.round(Math.max(MIN_THUMB, (scroll.view / scroll.content) * size.height));
  }

  private _onDown(event: PointerEvent): void {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    this.element.classList.add('lunette-mod-active');
    const box = this._thumb.getBoundingClientRect();
    const inside = event.clientY >= box.top && event.clientY <= box.bottom;
    // A press beside the thumb goes there at once: any place is one click away.
    this._grabbed = inside ? event.clientY - box.top : this._thumbHeight() / 2;
    if (!inside) {
      this._dragTo(event.clientY);
    }
  }

  private _onMove(event: PointerEvent): void {
    if (this._grabbed !== null) {
      this._dragTo(event.clientY);
    }
  }

  private _dragTo(clientY: number): void {
    const { top, height } = this.element.getBoundingClientRect();
    const room = height - this._thumbHeight();
    const at = clientY - top - (this._grabbed ?? 0);
    const part = room > 0 ? Math.max(0, Math.min(1, at / room)) : 0;
    this._grid.scrollToTop(part * this._grid.scroll.maxTop);
  }

  /** Draws the map and the thumb into a captured picture of the grid. */
  paintInto(ctx: CanvasRenderingContext2D): void {
    const { scroll, size } = this._grid;
    ctx.save();
    ctx.translate(size.width - WIDTH, 0);
    this._drawMarks(ctx);
    if (scroll.maxTop > 0) {
      const thumb = this._thumbHeight();
      const top = (scroll.top / scroll.maxTop) * (size.height - thumb);
      ctx.globalAlpha = THUMB_OPACITY;
      ctx.fillStyle = this._grid.painter.theme.thumb;
      ctx.beginPath();
      ctx.roundRect(3, top, WIDTH - 6, thumb, 4);
      ctx.fill();
    }
    ctx.restore();
  }

  private _drawMap(): void {
    const { size, dpr, model } = this._grid;
    const used = this._places.indices.length > 0 || model.store.state.selectingAll !== null;
    this._map.style.display = used ? '' : 'none';
    const context = used ? this._map.getContext('2d') : null;
    if (context) {
      this._map.width = Math.round(WIDTH * dpr);
      this._map.height = Math.round(size.height * dpr);
      context.scale(dpr, dpr);
      this._drawMarks(context);
    }
  }

  /** A mark at the height of every selected sample whose place is known. */
  private _drawMarks(ctx: CanvasRenderingContext2D): void {
    const { layout, size, model } = this._grid;
    if (!layout || rowCount(layout) === 0) {
      return;
    }
    ctx.fillStyle = this._grid.painter.theme.accent;
    if (model.store.state.selectingAll !== null) {
      ctx.fillRect(3, 0, WIDTH - 6, size.height);
      return;
    }
    const total = layoutHeight(layout);
    for (const index of this._places.indices) {
      const y = ((layout.top[rowOf(layout, index)] as number) / total) * size.height;
      ctx.fillRect(3, Math.min(size.height - MARK, Math.round(y)), WIDTH - 6, MARK);
    }
  }

  private readonly _map = document.createElement('canvas');
  private readonly _thumb = document.createElement('div');
  private readonly _places: SelectionPlaces;
  /** Where in the thumb it was grabbed, CSS pixels from its top. */
  private _grabbed: number | null = null;
}
