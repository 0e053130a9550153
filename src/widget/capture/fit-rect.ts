/** Where CSS `object-fit` puts a picture in its box. */
import type { IRect } from '../../protocol';

export type ObjectFit = 'fill' | 'contain' | 'cover' | 'none' | 'scale-down';

interface ISize {
  width: number;
  height: number;
}

/** The rectangle, centred, in the box's coordinates; it may be larger than the box. */
export function fitRect(picture: ISize, box: ISize, fit: ObjectFit): IRect {
  if (fit === 'fill') {
    return { x: 0, y: 0, width: box.width, height: box.height };
  }
  const [x, y] = [box.width / picture.width, box.height / picture.height];
  const scale = {
    contain: Math.min(x, y),
    cover: Math.max(x, y),
    none: 1,
    'scale-down': Math.min(x, y, 1)
  }[fit];
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: (box.width - width) / 2, y: (box.height - height) / 2, width, height };
}
