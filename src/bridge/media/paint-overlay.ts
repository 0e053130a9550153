/** Paints the shapes of a tile that need no SVG and returns the others. */
import type { IRect, OverlayShape } from '../../protocol';
import type { Canvas } from './canvas';

/** The rectangle that an outline is, or null if it is another shape. */
export function rectangleOf(shape: Extract<OverlayShape, { kind: 'path' }>): IRect | null {
  const { points, closed, fill, dashes } = shape;
  if (!closed || fill || dashes !== null || points.length !== 8) {
    return null;
  }
  const [x0, y0, x1, y1, x2, y2, x3, y3] = points as [
    ...[number, number, number, number],
    ...[number, number, number, number]
  ];
  return y0 === y1 && x1 === x2 && y2 === y3 && x3 === x0 && x2 >= x0 && y2 >= y0
    ? { x: x0, y: y0, width: x2 - x0, height: y2 - y0 }
    : null;
}

/** @param opacity of masks */
export function paintOverlay(
  canvas: Canvas,
  shapes: readonly OverlayShape[],
  tile: IRect,
  opacity: number
): OverlayShape[] {
  return shapes.filter(shape => {
    if (shape.kind === 'raster') {
      canvas.raster(shape, tile, opacity);
      return false;
    }
    if (shape.kind === 'dot') {
      canvas.disc(shape, tile);
      return false;
    }
    const rectangle = shape.kind === 'path' ? rectangleOf(shape) : null;
    if (rectangle && shape.kind === 'path') {
      canvas.outline(rectangle, shape, tile);
      return false;
    }
    return true;
  });
}
