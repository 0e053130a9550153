/** A picture in memory that others are painted into: RGBA, rows from the top, no holes. */
import { classColor, heatColor, type IRect, type OverlayShape } from '../../protocol';

type Raster = Extract<OverlayShape, { kind: 'raster' }>;

const channelsOf = (color: string): [number, number, number] => {
  const value = /^#[0-9a-f]{6}$/i.test(color) ? parseInt(color.slice(1), 16) : 0x808080;
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};

export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;

  /** Sizes in CSS pixels; everything painted is in CSS pixels too. */
  constructor(
    width: number,
    height: number,
    readonly scale: number,
    ground: string
  ) {
    this.width = Math.max(1, Math.round(width * scale));
    this.height = Math.max(1, Math.round(height * scale));
    this.data = new Uint8Array(this.width * this.height * 4);
    this.fill({ x: 0, y: 0, width, height }, ground);
  }

  /** Device pixels that a rectangle covers. */
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
    const [r, g, b] = channelsOf(color);
    const area = this.pixels(rect);
    this._each(area, area, at => this._blend(at, r, g, b, 1));
  }

  /** Paints RGBA `pixels` of exactly the size of `pixels(rect)`. */
  image(rect: IRect, pixels: Uint8Array): void {
    const area = this.pixels(rect);
    this._each(area, area, (at, x, y) => {
      const from = (y * area.width + x) * 4;
      this._blend(
        at,
        pixels[from] as number,
        pixels[from + 1] as number,
        pixels[from + 2] as number,
        (pixels[from + 3] as number) / 255
      );
    });
  }

  /** Paints a raster without smoothing, cut off at `clip`. */
  raster({ rect, mode, columns, rows, data, color }: Raster, clip: IRect, opacity: number): void {
    if (columns === 0 || rows === 0) {
      return;
    }
    const area = this.pixels(rect);
    const own = channelsOf(color);
    const colors = Array.from({ length: 256 }, (_, value) =>
      mode === 'mask'
        ? own
        : mode === 'classes'
          ? channelsOf(classColor(Math.max(1, value)))
          : heatColor(value / 255)
    );
    this._each(area, this.pixels(clip), (at, x, y) => {
      const column = Math.min(columns - 1, Math.floor((x * columns) / area.width));
      const row = Math.min(rows - 1, Math.floor((y * rows) / area.height));
      const value = data[row * columns + column] as number;
      if (value !== 0) {
        const [r, g, b] = colors[value] as [number, number, number];
        this._blend(at, r, g, b, opacity);
      }
    });
  }

  /** Calls with the byte offset and the position inside `area` of each of its pixels in `clip`. */
  private _each(area: IRect, clip: IRect, paint: (at: number, x: number, y: number) => void): void {
    const left = Math.max(0, area.x, clip.x);
    const top = Math.max(0, area.y, clip.y);
    const right = Math.min(this.width, area.x + area.width, clip.x + clip.width);
    const bottom = Math.min(this.height, area.y + area.height, clip.y + clip.height);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        paint((y * this.width + x) * 4, x - area.x, y - area.y);
      }
    }
  }

  private _blend(at: number, r: number, g: number, b: number, alpha: number): void {
    const { data } = this;
    const rest = 1 - alpha;
    data[at] = r * alpha + (data[at] as number) * rest;
    data[at + 1] = g * alpha + (data[at + 1] as number) * rest;
    data[at + 2] = b * alpha + (data[at + 2] as number) * rest;
    data[at + 3] = 255;
  }
}
