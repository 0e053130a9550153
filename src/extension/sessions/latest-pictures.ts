/**
 * What an App's cells look like now, without being asked: a picture is taken when the App was left
 * alone for a while after a change, so that a notebook that is saved has it at hand.
 */
import type { IDisposable } from '@lumino/disposable';
import type { IAppHandle, ICapture } from '../../widget';

/** An App that nothing happened to for so long, in ms, is idle. */
const IDLE = 1500;

export class LatestPictures implements IDisposable {
  constructor(
    app: Pick<IAppHandle, 'onChange'>,
    private readonly _capture: () => Promise<ICapture>
  ) {
    this._stop = app.onChange(() => this._onChange());
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** The last picture of a cell, which is what it shows if `isFresh`; null if there is none yet. */
  of(subscription: string): ICapture | null {
    return this._pictures.get(subscription) ?? null;
  }

  /** Whether `of` is what the cell shows now. */
  isFresh(subscription: string): boolean {
    return subscription === this._cell
      ? this._taken === this._changes
      : this._pictures.has(subscription);
  }

  /**
   * Brings the picture of the cell that has the App up to date; nothing happens for other cells.
   * @throws Error if the App could not be drawn
   */
  async refresh(subscription: string): Promise<void> {
    const changes = this._changes;
    if (subscription !== this._cell || this.isFresh(subscription)) {
      return;
    }
    const picture = await this._capture();
    if (subscription === this._cell && !this._isDisposed) {
      this._pictures.set(subscription, picture);
      this._taken = changes;
    }
  }

  /** The App goes from one cell (null: elsewhere) to another; `picture` is how it looked. */
  moved(from: string | null, picture: ICapture | null, to: string | null): void {
    if (from !== null && picture) {
      this._pictures.set(from, picture);
    }
    this._cell = to;
    this._onChange();
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._timer);
    this._stop();
  }

  private _onChange(): void {
    this._changes += 1;
    clearTimeout(this._timer);
    if (this._cell !== null && !this._isDisposed) {
      this._timer = setTimeout(() => void this._takeIdly(), IDLE);
    }
  }

  private async _takeIdly(): Promise<void> {
    const subscription = this._cell;
    // In a page in the background nobody looks, and a picture would be taken of nothing new.
    if (subscription === null || document.hidden) {
      return;
    }
    try {
      await this.refresh(subscription);
    } catch (error) {
      console.warn('Lunette: the picture of the App is not up to date.', error);
    }
  }

  private _isDisposed = false;
  /** The cell that has the App. */
  private _cell: string | null = null;
  /** Changes heard of, and how many of them the picture of `_cell` has. */
  private _changes = 0;
  private _taken = -1;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private readonly _pictures = new Map<string, ICapture>();
  private readonly _stop: () => void;
}
