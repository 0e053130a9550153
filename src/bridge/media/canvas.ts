/**
 * A picture in memory that others are painted into: RGBA, rows from the top, always opaque. What
 * comes by the thousand (boxes, points, masks) is painted here; SVG would take ten times as long.
 */
import { channelsOf, inkOn, type IRect, type OverlayShape } from '../../protocol';
import { HALO_OPACITY } from '../picture';
import { plainRow, smoothedRow } from './raster-rows';

type Raster = Extract<OverlayShape, { kind: 'raster' }>;
type Path = Extract<OverlayShape, { kind: 'path' }>;
type Dot = Extract<OverlayShape, { kind: 'dot' }>;

export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;

  /** Sizes in CSS pixels; everything painted is in CSS pixels too. */
  constructor(
    width: number,
    height: number,
    readonly scale: number,
    ground: string
  ) {
    this.width = Math.max(1, Math.round(width * scale));
    this.height = Math.max(1, Math.round(height * scale));
    this.data = new Uint8ClampedArray(this.width * this.height * 4).fill(255);
    this.fill({ x: 0, y: 0, width, height }, ground);
  }

  /** Whole device pixels that a rectangle covers. */
  pixels({ x, y, width, height }: IRect): IRect {
    const left = Math.round(x * this.scale);
    const top = Math.round(y * this.scale);
    return {
      x: left,
      y: top,
      width: Math.max(1, Math.round((x + width) * this.scale) - left),
      height: Math.max(1, Math.round((y + height) * this.scale) - top)
    };
  }

  fill(rect: IRect, color: string): void {
    const area = this._inside(this.pixels(rect));
    const [r, g, b] = channelsOf(color);
    for (let y = area.y; y < area.y + area.height; y++) {
      let at = (y * this.width + area.x) * 4;
      for (let x = 0; x < area.width; x++, at += 4) {
        this.data[at] = r;
        this.data[at + 1] = g;
        this.data[at + 2] = b;
      }
    }
  }

  /** Paints RGBA `pixels` of exactly the size of `pixels(rect)`. */
  image(rect: IRect, pixels: Uint8Array): void {
    const whole = this.pixels(rect);
    const area = this._inside(whole);
    for (let y = area.y; y < area.y + area.height; y++) {
      let from = ((y - whole.y) * whole.width + area.x - whole.x) * 4;
      let at = (y * this.width + area.x) * 4;
      for (let x = 0; x < area.width; x++, at += 4, from += 4) {
        const alpha = (pixels[from + 3] as number) / 255;
        const [r, g, b] = [
          pixels[from] as number,
          pixels[from + 1] as number,
          pixels[from + 2] as number
        ];
        this._blend(at, r, g, b, alpha);
      }
    }
  }

  /** Paints a raster, heat maps smoothly as browsers do, cut off at `clip`. */
  raster(raster: Raster, clip: IRect, opacity: number): void {
    const { rect, mode, columns, rows } = raster;
    if (columns === 0 || rows === 0) {
      return;
    }
    const whole = this.pixels(rect);
    const area = this._inside(whole, this.pixels(clip));
    const part = { whole, left: area.x, width: area.width };
    const row = mode === 'heat' ? smoothedRow(raster, part) : plainRow(raster, part);
    for (let y = area.y; y < area.y + area.height; y++) {
      const pixels = row(y);
      let at = (y * this.width + area.x) * 4;
      for (let from = 0; from < 4 * area.width; at += 4, from += 4) {
        const alpha = pixels[from + 3] as number;
        if (alpha !== 0) {
          const [r, g, b] = [pixels[from], pixels[from + 1], pixels[from + 2]];
          this._blend(at, r as number, g as number, b as number, (opacity * alpha) / 255);
        }
      }
    }
  }

  /** The outline of a rectangle with its halo, cut off at `clip`. */
  outline(rect: IRect, { color, width, halo }: Path, clip: IRect): void {
    this._frame(rect, width / 2 + halo, inkOn(color), HALO_OPACITY, clip);
    this._frame(rect, width / 2, color, 1, clip);
  }

  /** A filled circle with its halo, cut off at `clip`. */
  disc({ x, y, radius, halo, color }: Dot, clip: IRect): void {
    this._circle(x, y, radius + halo, inkOn(color), HALO_OPACITY, clip);
    this._circle(x, y, radius, color, 1, clip);
  }

  /** A line of twice `half` in width around the rectangle, without painting a pixel twice. */
  private _frame(
    { x, y, width, height }: IRect,
    half: number,
    color: string,
    alpha: number,
    clip: IRect
  ): void {
    const [left, top, right, bottom] = [x - half, y - half, x + width + half, y + height + half];
    const thick = 2 * half;
    if (right - left <= 2 * thick || bottom - top <= 2 * thick) {
      this._area(left, top, right, bottom, color, alpha, clip);
      return;
    }
    this._area(left, top, right, top + thick, color, alpha, clip);
    this._area(left, bottom - thick, right, bottom, color, alpha, clip);
    this._area(left, top + thick, left + thick, bottom - thick, color, alpha, clip);
    this._area(right - thick, top + thick, right, bottom - thick, color, alpha, clip);
  }

  /** Fills a rectangle whose edges may lie between pixels. */
  private _area(
    left: number,
    top: number,
    right: number,
    bottom: number,
    color: string,
    alpha: number,
    clip: IRect
  ): void {
    const s = this.scale;
    const [x0, y0, x1, y1] = [left * s, top * s, right * s, bottom * s];
    const area = this._inside(covering(x0, y0, x1, y1), this.pixels(clip));
    const [r, g, b] = channelsOf(color);
    for (let y = area.y; y < area.y + area.height; y++) {
      const down = Math.min(y + 1, y1) - Math.max(y, y0);
      let at = (y * this.width + area.x) * 4;
      for (let x = area.x; x < area.x + area.width; x++, at += 4) {
        const across = Math.min(x + 1, x1) - Math.max(x, x0);
        this._blend(at, r, g, b, alpha * down * across);
      }
    }
  }

  private _circle(
    x: number,
    y: number,
    radius: number,
    color: string,
    alpha: number,
    clip: IRect
  ): void {
    const s = this.scale;
    const [cx, cy, cr] = [x * s, y * s, radius * s];
    const area = this._inside(
      covering(cx - cr - 1, cy - cr - 1, cx + cr + 1, cy + cr + 1),
      this.pixels(clip)
    );
    const [r, g, b] = channelsOf(color);
    for (let py = area.y; py < area.y + area.height; py++) {
      for (let px = area.x; px < area.x + area.width; px++) {
        const distance = Math.hypot(px + 0.5 - cx, py + 0.5 - cy);
        const inside = Math.min(1, cr - distance + 0.5);
        if (inside > 0) {
          this._blend((py * this.width + px) * 4, r, g, b, alpha * inside);
        }
      }
    }
  }

  /** The part of whole pixels that lies on the canvas (and in `clip`). */
  private _inside(area: IRect, clip: IRect = area): IRect {
    const x = Math.max(0, area.x, clip.x);
    const y = Math.max(0, area.y, clip.y);
    const right = Math.min(this.width, area.x + area.width, clip.x + clip.width);
    const bottom = Math.min(this.height, area.y + area.height, clip.y + clip.height);
    return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
  }

  private _blend(at: number, r: number, g: number, b: number, alpha: number): void {
    const { data } = this;
    const rest = 1 - alpha;
    data[at] = r * alpha + (data[at] as number) * rest;
    data[at + 1] = g * alpha + (data[at + 1] as number) * rest;
    data[at + 2] = b * alpha + (data[at + 2] as number) * rest;
  }
}

/** Whole pixels that a rectangle touches; none if it is not finite. */
function covering(x0: number, y0: number, x1: number, y1: number): IRect {
  if (![x0, y0, x1, y1].every(Number.isFinite)) {
    return { x: 0, y: 0, width: 0, height: 0 };
  }
  const [x, y] = [Math.floor(x0), Math.floor(y0)];
  return { x, y, width: Math.ceil(x1) - x, height: Math.ceil(y1) - y };
}
