/** Where the picture stands in the viewer. */
import type { IRect } from '../protocol';

export interface ISize {
  width: number;
  height: number;
}

const MARGIN = 12;
/** CSS pixels per pixel of the picture. */
const MAX_SCALE = 32;

export class Zoom {
  /** Null: the whole picture, in the middle. */
  private _rect: IRect | null = null;

  fit(): void {
    this._rect = null;
  }

  /** The picture's rectangle in a room, CSS pixels. */
  rect(picture: ISize, room: ISize): IRect {
    if (this._rect) {
      return this._rect;
    }
    const scale = Math.min(
      (room.width - 2 * MARGIN) / picture.width,
      (room.height - 2 * MARGIN) / picture.height,
      4
    );
    const width = Math.max(1, picture.width * scale);
    const height = Math.max(1, picture.height * scale);
    return { x: (room.width - width) / 2, y: (room.height - height) / 2, width, height };
  }

  /** What is at (x, y) stays there. */
  zoom(factor: number, x: number, y: number, picture: ISize, room: ISize): void {
    const old = this.rect(picture, room);
    const least = Math.min(1, new Zoom().rect(picture, room).width / picture.width);
    const scale = old.width / picture.width;
    const ratio = Math.max(least, Math.min(MAX_SCALE, scale * factor)) / scale;
    this._rect = kept(
      {
        x: x - (x - old.x) * ratio,
        y: y - (y - old.y) * ratio,
        width: old.width * ratio,
        height: old.height * ratio
      },
      room
    );
  }

  pan(dx: number, dy: number, picture: ISize, room: ISize): void {
    const old = this.rect(picture, room);
    this._rect = kept({ ...old, x: old.x + dx, y: old.y + dy }, room);
  }
}

/** In sight: in the middle where there is room, else without gaps. */
function kept(rect: IRect, room: ISize): IRect {
  const clamp = (at: number, size: number, space: number): number =>
    size <= space ? (space - size) / 2 : Math.max(space - size - MARGIN, Math.min(MARGIN, at));
  return {
    ...rect,
    x: clamp(rect.x, rect.width, room.width),
    y: clamp(rect.y, rect.height, room.height)
  };
}
