/**
 * Where the picture stands in the viewer: `scale` is CSS pixels per picture pixel, (x, y) the
 * picture's top left corner in CSS pixels from the viewer's.
 */
import type { IRect } from '../../../protocol';

export interface ISize {
  width: number;
  height: number;
}
export interface ITransform {
  scale: number;
  x: number;
  y: number;
}

/** Space around a fitted picture, in CSS pixels. */
const MARGIN = 12;
export const MAX_SCALE = 64;

/** The whole picture, centred; small pictures are enlarged at most four times. */
export function fitTransform(picture: ISize, view: ISize): ITransform {
  const scale = Math.min(
    (view.width - 2 * MARGIN) / picture.width,
    (view.height - 2 * MARGIN) / picture.height,
    4
  );
  return centred(picture, view, Math.max(scale, 1e-3));
}

function centred(picture: ISize, view: ISize, scale: number): ITransform {
  return {
    scale,
    x: (view.width - picture.width * scale) / 2,
    y: (view.height - picture.height * scale) / 2
  };
}

/** Zooms by `factor`; what is at (px, py) stays there. */
export function zoomAt(
  transform: ITransform,
  factor: number,
  px: number,
  py: number,
  picture: ISize,
  view: ISize
): ITransform {
  const least = Math.min(fitTransform(picture, view).scale, 1);
  const scale = Math.max(least, Math.min(MAX_SCALE, transform.scale * factor));
  const ratio = scale / transform.scale;
  return clampTransform(
    { scale, x: px - (px - transform.x) * ratio, y: py - (py - transform.y) * ratio },
    picture,
    view
  );
}

/** Keeps the picture in sight: centred where it is smaller than the view, else without gaps. */
export function clampTransform(transform: ITransform, picture: ISize, view: ISize): ITransform {
  const clamp = (at: number, size: number, room: number): number =>
    size <= room ? (room - size) / 2 : Math.max(room - size - MARGIN, Math.min(MARGIN, at));
  const { scale } = transform;
  return {
    scale,
    x: clamp(transform.x, picture.width * scale, view.width),
    y: clamp(transform.y, picture.height * scale, view.height)
  };
}

/** The same part of the picture in a view of another size; its middle stays in the middle. */
export function transformInto(
  transform: ITransform,
  from: ISize,
  to: ISize,
  picture: ISize
): ITransform {
  if (from.width === to.width && from.height === to.height) {
    return transform;
  }
  const ratio = Math.min(to.width / from.width, to.height / from.height);
  return clampTransform(
    {
      scale: transform.scale * ratio,
      x: to.width / 2 + (transform.x - from.width / 2) * ratio,
      y: to.height / 2 + (transform.y - from.height / 2) * ratio
    },
    picture,
    to
  );
}

/** The picture's rectangle in CSS pixels. */
export function pictureRect(transform: ITransform, picture: ISize): IRect {
  return {
    x: transform.x,
    y: transform.y,
    width: picture.width * transform.scale,
    height: picture.height * transform.scale
  };
}

/**
 * Moves the picture as little as needed so that `box` (relative x, y, width, height) is in sight;
 * of a box larger than the view, its middle.
 */
export function revealed(
  transform: ITransform,
  box: readonly [number, number, number, number],
  picture: ISize,
  view: ISize
): ITransform {
  const move = (start: number, length: number, room: number): number => {
    if (length > room - 2 * MARGIN) {
      return room / 2 - (start + length / 2);
    }
    return start < MARGIN
      ? MARGIN - start
      : start + length > room - MARGIN
        ? room - MARGIN - (start + length)
        : 0;
  };
  const { x, y, width, height } = pictureRect(transform, picture);
  const dx = move(x + box[0] * width, box[2] * width, view.width);
  const dy = move(y + box[1] * height, box[3] * height, view.height);
  return clampTransform({ ...transform, x: x + dx, y: y + dy }, picture, view);
}
