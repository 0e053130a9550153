/** What the viewer's canvas shows: picture, pixel grid, labels, those in front last. */
import { overlayShapes, type IPageLabel, type IRect, type OverlayShape } from '../../../protocol';
import type { AppModel } from '../../model';
import { overlayStyle, paintShapes } from '../../overlays';
import { paintPixelGrid } from './pixel-grid';
import type { IPicture } from './use-picture';
import { pictureRect, type ISize, type ITransform } from './zoom-transform';

export interface IViewerPainting {
  picture: IPicture;
  transform: ITransform;
  size: ISize;
  labels: readonly IPageLabel[];
  /** Ids of the labels in front: hovered and pinned. */
  front: readonly (string | null)[];
  /** No labels, only the picture. */
  bare: boolean;
}

export const FONT_SIZE = 12;
/** CSS pixels per pixel of the picture from which pixels are told apart. */
const PIXEL_GRID = 8;

/** One unit of `ctx` is a CSS pixel. */
export function paintViewer(
  model: AppModel,
  ctx: CanvasRenderingContext2D,
  painting: IViewerPainting
): void {
  const { picture, transform, size, labels, front, bare } = painting;
  const rect = pictureRect(transform, picture);
  ctx.imageSmoothingEnabled = !picture.full || transform.scale < 4;
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(picture.image, rect.x, rect.y, rect.width, rect.height);
  if (picture.full && transform.scale >= PIXEL_GRID) {
    paintPixelGrid(ctx, rect, transform.scale, size);
  }
  if (bare) {
    return;
  }
  const style = overlayStyle(model, { fontSize: FONT_SIZE, allText: true });
  const room = { x: 0, y: 0, ...size };
  const shapes = (
    some: (label: IPageLabel) => boolean,
    within: IRect,
    strokeWidth: number
  ): OverlayShape[] => overlayShapes(labels.filter(some), rect, within, { ...style, strokeWidth });
  const inFront = ({ id }: IPageLabel): boolean => front.includes(id);
  const whole = ({ box, shapes: parts }: IPageLabel): boolean => box === null && parts.length === 0;
  const isRaster = ({ kind }: OverlayShape): boolean => kind === 'raster';
  const raised = shapes(label => inFront(label) && !whole(label), room, 3);
  // Labels of the whole picture stand in its own corner, not in the room's.
  const ofPicture = shapes(whole, visiblePart(rect, size), 2);
  paintShapes(
    ctx,
    [
      // What is in front is so with its line and text; its mask must not cover other texts.
      ...raised.filter(isRaster),
      ...ofPicture.filter(isRaster),
      ...shapes(label => !inFront(label) && !whole(label), room, 2),
      ...ofPicture.filter(shape => !isRaster(shape)),
      ...raised.filter(shape => !isRaster(shape))
    ],
    { fontSize: FONT_SIZE, opacity: style.opacity }
  );
}

function visiblePart(rect: IRect, size: ISize): IRect {
  const x = Math.max(0, rect.x);
  const y = Math.max(0, rect.y);
  return {
    x,
    y,
    width: Math.min(size.width, rect.x + rect.width) - x,
    height: Math.min(size.height, rect.y + rect.height) - y
  };
}
