import type { IRect } from '../../../protocol';
import type { ISize } from './zoom-transform';

/** Thin lines between the picture's pixels, where they are large enough to be told apart. */
export function paintPixelGrid(
  ctx: CanvasRenderingContext2D,
  rect: IRect,
  scale: number,
  view: ISize
): void {
  const left = Math.max(rect.x, 0);
  const right = Math.min(rect.x + rect.width, view.width);
  const top = Math.max(rect.y, 0);
  const bottom = Math.min(rect.y + rect.height, view.height);
  ctx.beginPath();
  for (let x = rect.x + Math.ceil((left - rect.x) / scale) * scale; x <= right; x += scale) {
    ctx.moveTo(x, top);
    ctx.lineTo(x, bottom);
  }
  for (let y = rect.y + Math.ceil((top - rect.y) / scale) * scale; y <= bottom; y += scale) {
    ctx.moveTo(left, y);
    ctx.lineTo(right, y);
  }
  // The difference to the picture is seen on dark and on light pixels alike.
  ctx.save();
  ctx.globalCompositeOperation = 'difference';
  ctx.strokeStyle = '#282828';
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.restore();
}
