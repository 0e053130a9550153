/** Pictures decoded when they are needed; the last ones are kept. */
import type { IItem } from './items';

const MAX_KEPT = 300;

export class Pictures {
  /** @param ready called when a picture that was asked for can be painted */
  constructor(private readonly _ready: (item: IItem) => void) {}

  /** The decoded picture, or null: then it is on its way, or cannot be shown. */
  get(item: IItem): HTMLImageElement | null {
    const kept = this._images.get(item.index);
    if (kept) {
      this._images.delete(item.index);
      this._images.set(item.index, kept);
      return kept.complete ? kept : null;
    }
    if (item.source === null) {
      return null;
    }
    const image = new Image();
    this._images.set(item.index, image);
    image.onload = () => this._ready(item);
    image.src = item.source;
    if (this._images.size > MAX_KEPT) {
      this._images.delete(this._images.keys().next().value as number);
    }
    return null;
  }

  private readonly _images = new Map<number, HTMLImageElement>();
}
