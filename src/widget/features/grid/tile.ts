/** One tile's element: taken from a pool, placed, painted once per change, given back. */
import type { IRect, SampleMark } from '../../../protocol';

/** Rectangles relative to the row, in CSS pixels. */
export class Tile {
  readonly element = document.createElement('div');
  readonly canvas = document.createElement('canvas');
  /** Index in the view; -1 while in the pool. */
  index = -1;
  /** Sample on the canvas, or null if nothing is painted. */
  id: string | null = null;
  /** The mark it was painted with as selected; null if it was not. */
  mark: SampleMark | null = null;
  /** Size of the tile in device pixels. */
  pixels = { width: 0, height: 0 };
  rect: IRect = { x: 0, y: 0, width: 0, height: 0 };

  constructor() {
    this.element.className = 'lunette-Grid-tile';
    this.element.setAttribute('role', 'gridcell');
    this.element.tabIndex = -1;
    this.canvas.setAttribute('aria-hidden', 'true');
    this.element.append(this.canvas);
    const context = this.canvas.getContext('2d', { alpha: false });
    if (!context) {
      throw new Error('This browser has no 2-D canvas, which the App needs to draw pictures.');
    }
    this._context = context;
  }

  /** Puts the tile at `rect` of its row for sample `index`; column is counted from 0. */
  place(index: number, column: number, rect: IRect, dpr: number): void {
    if (this.index !== index) {
      this.index = index;
      this.blank();
    }
    this.rect = rect;
    // Edges on whole device pixels, so that the picture is sharp at any browser zoom.
    const left = Math.round(rect.x * dpr);
    const width = Math.max(1, Math.round((rect.x + rect.width) * dpr) - left);
    const height = Math.max(1, Math.round(rect.height * dpr));
    const { style } = this.element;
    style.left = `${left / dpr}px`;
    style.width = `${width / dpr}px`;
    style.height = `${height / dpr}px`;
    // The canvas keeps what is on it, stretched, until it is painted at the new size.
    this.pixels = { width, height };
    this.element.setAttribute('aria-colindex', String(column + 1));
  }

  /** The canvas's context at the tile's size; one unit is a CSS pixel. What was on it is gone. */
  begin(): CanvasRenderingContext2D {
    const { canvas, pixels, rect, _context: context } = this;
    if (canvas.width !== pixels.width || canvas.height !== pixels.height) {
      canvas.width = pixels.width;
      canvas.height = pixels.height;
    }
    context.setTransform(pixels.width / rect.width, 0, 0, pixels.height / rect.height, 0, 0);
    return context;
  }

  /** Hides what was painted, because it is another sample's. */
  blank(): void {
    this.id = null;
    this.mark = null;
    this.canvas.style.visibility = 'hidden';
    this.element.removeAttribute('title');
    this.element.removeAttribute('aria-selected');
    this.element.setAttribute('aria-label', `Sample ${this.index + 1}`);
  }

  release(): void {
    this.index = -1;
    this.element.tabIndex = -1;
    this.element.classList.remove('lunette-mod-framed');
    this.blank();
  }

  private readonly _context: CanvasRenderingContext2D;
}
