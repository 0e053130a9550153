/** Says which pages and thumbnails are needed: what is on the screen first, then what is near it. */
import { rowAt, type IRowLayout } from '../../../protocol';
import { thumbnailSize, type AppModel } from '../../model';

/** Views whose pages and thumbnails are fetched ahead, above and below. */
const PREFETCH = 1.5;
/** Longer side of a typical tile over its height: decides the size of thumbnails. */
const TYPICAL_ASPECT = 1.35;
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
    const nearFrom = layout.first[rowAt(layout, top - margin)] as number;
    const nearTo = layout.first[rowAt(layout, top + height + margin) + 1] as number;
    pages.want([from, to], [nearFrom, nearTo]);
    const ids = (start: number, end: number): string[] => {
      const found: string[] = [];
      for (let i = start; i < end; i++) {
        const id = pages.id(i);
        if (id) {
          found.push(id);
        }
      }
      return found;
    };
    const rowHeight = (layout.top[firstRow + 1] as number) - (layout.top[firstRow] as number);
    thumbnails.want(
      ids(from, to),
      [...ids(to, nearTo), ...ids(nearFrom, from)],
      thumbnailSize(rowHeight * TYPICAL_ASPECT * dpr)
    );
    return [from, to];
  }

  dispose(): void {
    clearTimeout(this._timer);
  }

  private _remember(position: number): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._model.preferences.set({ position }), REST);
  }

  private _key = '';
  private _timer: ReturnType<typeof setTimeout> | undefined;
}
