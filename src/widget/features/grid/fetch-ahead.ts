/** Says which pages and thumbnails are needed: what is on the screen first, then what is near it. */
import { rowAt, tilesOfRow, type IRowLayout } from '../../../protocol';
import { thumbnailSize, type AppModel, type IThumbnailWish } from '../../model';

/** Views whose pages and thumbnails are fetched ahead, above and below. */
const PREFETCH = 1.5;
/** Milliseconds of rest before the position is remembered. */
const REST = 400;

export class FetchAhead {
  constructor(private readonly _model: AppModel) {}

  /** Asks anew at the next update, because something that was asked for has come or changed. */
  reset(): void {
    this._key = '';
  }

  /**
   * @param top of the view in the whole grid, `height` of the view, CSS pixels
   * @returns the samples on the screen, `from … to - 1`
   */
  update(layout: IRowLayout, top: number, height: number, dpr: number): [number, number] {
    const firstRow = rowAt(layout, top);
    const lastRow = rowAt(layout, top + height);
    const from = layout.first[firstRow] as number;
    const to = layout.first[lastRow + 1] as number;
    const { pages, thumbnails } = this._model;
    const key = `${from} ${to} ${layout.aspects.length} ${layout.width} ${dpr}`;
    if (!pages || key === this._key) {
      return [from, to];
    }
    this._key = key;
    this._model.visible = [from, to];
    this._remember(from);
    const margin = PREFETCH * height;
    const nearFirst = rowAt(layout, top - margin);
    const nearLast = rowAt(layout, top + height + margin);
    pages.want(
      [from, to],
      [layout.first[nearFirst] as number, layout.first[nearLast + 1] as number]
    );
    thumbnails.want(this._wishes(layout, firstRow, lastRow + 1, dpr), [
      ...this._wishes(layout, lastRow + 1, nearLast + 1, dpr),
      ...this._wishes(layout, nearFirst, firstRow, dpr)
    ]);
    return [from, to];
  }

  dispose(): void {
    clearTimeout(this._timer);
  }

  /** The thumbnails of rows `from … to - 1`, as far as their pages are here. */
  private _wishes(layout: IRowLayout, from: number, to: number, dpr: number): IThumbnailWish[] {
    const wishes: IThumbnailWish[] = [];
    for (let row = from; row < to; row++) {
      tilesOfRow(layout, row).forEach(({ width, height }, i) => {
        const id = this._model.pages?.id((layout.first[row] as number) + i);
        if (id) {
          wishes.push({ id, size: thumbnailSize(Math.max(width, height) * dpr) });
        }
      });
    }
    return wishes;
  }

  private _remember(position: number): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._model.preferences.set({ position }), REST);
  }

  private _key = '';
  private _timer: ReturnType<typeof setTimeout> | undefined;
}
