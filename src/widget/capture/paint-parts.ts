/** Paints canvases of the App over the picture of its controls. */
import type { IRect } from '../../protocol';
import type { ICapturePart } from '../model';

/** Class of elements that lie above a canvas: drawers, notices, the viewer. */
export const LAYER_CLASS = 'lunette-mod-layer';

/**
 * The layers that cover `part`. Layers lie above everything that is in no layer; among layers the
 * later one in the document is above.
 */
export function layersAbove(part: Element, layers: readonly Element[]): Element[] {
  const own = layers.filter(layer => layer.contains(part)).pop();
  return layers.filter(
    layer =>
      !layer.contains(part) &&
      (!own || (own.compareDocumentPosition(layer) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)
  );
}

/** Paints one part into its box, but not where layers cover it. */
export function paintPart(
  ctx: CanvasRenderingContext2D,
  part: ICapturePart,
  box: IRect,
  covers: readonly IRect[]
): void {
  if (box.width === 0 || box.height === 0) {
    return;
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.width, box.height);
  ctx.clip();
  for (const cover of covers) {
    ctx.beginPath();
    ctx.rect(box.x, box.y, box.width, box.height);
    ctx.rect(cover.x, cover.y, cover.width, cover.height);
    ctx.clip('evenodd');
  }
  ctx.translate(box.x, box.y);
  part.paint(ctx, { width: box.width, height: box.height });
  ctx.restore();
}
