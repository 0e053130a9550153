import { PNG } from 'pngjs';

export type Color = readonly [red: number, green: number, blue: number];

export interface IBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A channel further away than this is a pixel that a person sees as wrong. */
const VISIBLY = 32;

/** Pixels of a screenshot or of a picture in a notebook. */
export class Picture {
  /** @param bytes a PNG file */
  static decode(bytes: Buffer): Picture {
    const { width, height, data } = PNG.sync.read(bytes);
    return new Picture(width, height, data);
  }

  private constructor(
    readonly width: number,
    readonly height: number,
    private readonly _data: Buffer
  ) {}

  at(x: number, y: number): Color {
    const i = 4 * (Math.round(y) * this.width + Math.round(x));
    const [r = 0, g = 0, b = 0] = this._data.subarray(i, i + 3);
    return [r, g, b];
  }

  /** The part inside a box, which is cut where it is outside of the picture. */
  crop(box: IBox): Picture {
    const left = Math.max(0, Math.round(box.x));
    const top = Math.max(0, Math.round(box.y));
    const width = Math.max(0, Math.min(this.width - left, Math.round(box.width)));
    const height = Math.max(0, Math.min(this.height - top, Math.round(box.height)));
    const data = Buffer.alloc(4 * width * height);
    for (let y = 0; y < height; y++) {
      const start = 4 * ((top + y) * this.width + left);
      this._data.copy(data, 4 * y * width, start, start + 4 * width);
    }
    return new Picture(width, height, data);
  }

  /** Different colours, counted up to `most`: 1 is an empty surface. */
  colors(most = 1000): number {
    const seen = new Set<number>();
    for (let i = 0; i < this._data.length && seen.size < most; i += 4) {
      seen.add(this._data.readUInt32LE(i));
    }
    return seen.size;
  }

  /** Part of the pixels that have this colour, within `tolerance` in every channel. */
  shareOf(color: Color, tolerance = 12): number {
    let found = 0;
    for (let i = 0; i < this._data.length; i += 4) {
      if (color.every((channel, k) => Math.abs(channel - (this._data[i + k] ?? 0)) <= tolerance)) {
        found++;
      }
    }
    return found / (this.width * this.height);
  }

  /** Part of the pixels in which some channel is visibly off; pictures of the same size. */
  differenceTo(other: Picture): number {
    if (this.width !== other.width || this.height !== other.height) {
      throw new Error(
        `Pictures of ${this.width} × ${this.height} and ${other.width} × ${other.height} pixels cannot be compared.`
      );
    }
    let off = 0;
    for (let i = 0; i < this._data.length; i += 4) {
      for (let k = i; k < i + 3; k++) {
        if (Math.abs((this._data[k] ?? 0) - (other._data[k] ?? 0)) > VISIBLY) {
          off++;
          break;
        }
      }
    }
    return off / (this.width * this.height);
  }

  /** As a PNG file, to be attached to a test. */
  encode(): Buffer {
    const png = new PNG({ width: this.width, height: this.height });
    this._data.copy(png.data);
    return PNG.sync.write(png);
  }
}

/** Whether two colours are the same within `tolerance` in every channel. */
export function near(a: Color, b: Color, tolerance = 12): boolean {
  return a.every((channel, k) => Math.abs(channel - (b[k] ?? 0)) <= tolerance);
}

/** `#rrggbb` as channels. */
export function colorOfHex(hex: string): Color {
  const n = parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}
