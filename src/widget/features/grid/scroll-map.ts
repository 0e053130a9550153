/**
 * Native scrolling over more pixels than a browser allows an element to be tall. The scroller is at
 * most MAX_HEIGHT tall and shows a window of the whole; `offset` says where that window begins.
 * Its own scroll bar is hidden, so the window may move while nothing is seen of it.
 * All values are CSS pixels; `top` is the height of the whole above the upper edge of the view.
 */
export const MAX_HEIGHT = 8_000_000;
/** Views that must be left to scroll natively before the window moves on. */
const MARGIN_VIEWS = 20;

export class ScrollMap {
  /** What is added to the scroller's own position to get `top`. */
  get offset(): number {
    return this._offset;
  }
  get top(): number {
    return this._top;
  }
  /** The position the scroller should be at. */
  get native(): number {
    return this._top - this._offset;
  }
  /** Height that the scroller's content gets. */
  get nativeHeight(): number {
    return Math.min(this._content, MAX_HEIGHT);
  }
  get maxTop(): number {
    return Math.max(0, this._content - this._view);
  }
  get content(): number {
    return this._content;
  }
  get view(): number {
    return this._view;
  }

  /** Sets the heights of the whole and of the view; keeps `top` as far as it can. */
  resize(content: number, view: number): void {
    this._content = content;
    this._view = view;
    this.jump(this._top);
  }

  /** Moves to any place at once. */
  jump(top: number): void {
    this._top = Math.max(0, Math.min(top, this.maxTop));
    const hidden = this._content - this.nativeHeight;
    this._offset = Math.round(Math.max(0, Math.min(this._top - this.nativeHeight / 2, hidden)));
  }

  /**
   * The scroller moved by itself. True if the window had to move: then the scroller must be set to
   * `native` and everything in it placed anew.
   */
  scrolled(native: number): boolean {
    this._top = Math.max(0, Math.min(native + this._offset, this.maxTop));
    const margin = MARGIN_VIEWS * this._view;
    const hidden = this._content - this.nativeHeight;
    const nearStart = native < margin && this._offset > 0;
    const nearEnd = native > this.nativeHeight - this._view - margin && this._offset < hidden;
    if (nearStart || nearEnd) {
      this.jump(this._top);
      return true;
    }
    return false;
  }

  private _content = 0;
  private _view = 0;
  private _top = 0;
  private _offset = 0;
}
