/** Paints overlay shapes; the bridge paints the same shapes into pictures without a browser. */
import { inkOn, type OverlayShape } from '../../protocol';
import { labelFont } from './label-font';
import { rasterImage } from './raster-image';

export interface IPaintOptions {
  /** Font size of text plates in CSS pixels. */
  fontSize: number;
  /** Opacity of masks and of filled polygons, 0 … 1. */
  opacity: number;
}

const HALO_OPACITY = 0.65;
const DASH = [6, 4];

/** The contrasting edge around a stroke: dark around light colours, light around dark ones. */
export function haloOf(color: string): string {
  return inkOn(color) === '#000000'
    ? `rgba(0, 0, 0, ${HALO_OPACITY})`
    : `rgba(255, 255, 255, ${HALO_OPACITY})`;
}

/** Paints shapes in order. One unit of `ctx` is a CSS pixel. */
export function paintShapes(
  ctx: CanvasRenderingContext2D,
  shapes: readonly OverlayShape[],
  options: IPaintOptions
): void {
  ctx.save();
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  ctx.font = labelFont(options.fontSize);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const shape of shapes) {
    switch (shape.kind) {
      case 'raster': {
        const { x, y, width: w, height: h } = shape.rect;
        if (shape.columns > 0 && shape.rows > 0) {
          ctx.globalAlpha = options.opacity;
          ctx.imageSmoothingEnabled = shape.mode === 'heat';
          ctx.drawImage(rasterImage(shape), x, y, w, h);
          ctx.imageSmoothingEnabled = true;
          ctx.globalAlpha = 1;
        }
        break;
      }
      case 'path':
        tracePath(ctx, shape.points, shape.closed);
        if (shape.fill) {
          ctx.globalAlpha = options.opacity;
          ctx.fillStyle = shape.color;
          ctx.fill();
          ctx.globalAlpha = 1;
        }
        ctx.strokeStyle = haloOf(shape.dashes ?? shape.color);
        ctx.lineWidth = shape.width + 2 * shape.halo;
        ctx.stroke();
        ctx.lineWidth = shape.width;
        if (shape.dashes !== null) {
          ctx.strokeStyle = inkOn(shape.dashes);
          ctx.stroke();
          ctx.setLineDash(DASH);
          ctx.lineCap = 'butt';
        }
        ctx.strokeStyle = shape.dashes ?? shape.color;
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.lineCap = 'round';
        break;
      case 'dot':
        ctx.beginPath();
        ctx.arc(shape.x, shape.y, shape.radius + shape.halo, 0, 2 * Math.PI);
        ctx.fillStyle = haloOf(shape.color);
        ctx.fill();
        ctx.beginPath();
        ctx.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
        ctx.fillStyle = shape.color;
        ctx.fill();
        break;
      case 'text': {
        const { x, y, width: w, height: h } = shape.rect;
        ctx.fillStyle = shape.color;
        ctx.fillRect(x, y, w, h);
        ctx.fillStyle = shape.ink;
        ctx.fillText(shape.text, x + 4, y + h / 2 + 0.5);
        break;
      }
    }
  }
  ctx.restore();
}

function tracePath(
  ctx: CanvasRenderingContext2D,
  points: readonly number[],
  closed: boolean
): void {
  ctx.beginPath();
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] as number;
    const y = points[i + 1] as number;
    if (i === 0) {
      ctx.moveTo(x, y);
    } else {
      ctx.lineTo(x, y);
    }
  }
  if (closed) {
    ctx.closePath();
  }
}
