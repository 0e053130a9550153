/** The canvas that a picture of the App is put together on. */
import type { IRect } from '../../protocol';
import type { ICapturePart } from '../model';
import { CaptureError } from './capture-types';
import type { IPictureSource } from './encode-picture';
import { paintPart } from './paint-parts';

interface ISize {
  width: number;
  height: number;
}

export class AppPicture implements IPictureSource {
  /** `size` in CSS pixels, `scale` device pixels per CSS pixel. */
  constructor(
    private readonly _size: ISize,
    scale: number
  ) {
    const { width, height } = _size;
    [this._canvas, this._ctx] = canvasOf(Math.round(width * scale), Math.round(height * scale));
    this._ctx.scale(this._canvas.width / width, this._canvas.height / height);
  }

  paintChrome(chrome: CanvasImageSource): void {
    this._ctx.drawImage(chrome, 0, 0, this._size.width, this._size.height);
  }

  /** Paints a part where it is, but not where `covers` lie over it. */
  paint(part: ICapturePart, box: IRect | undefined, covers: readonly IRect[]): void {
    if (box) {
      paintPart(this._ctx, part, box, covers);
    }
  }

  /** @throws CaptureError if the browser does not let the canvas be read */
  pixels(): ImageData {
    const { width, height } = this._canvas;
    return readable(() => this._ctx.getImageData(0, 0, width, height));
  }

  /** @throws CaptureError if the browser does not let the canvas be read */
  async jpeg(quality: number, factor: number): Promise<Uint8Array> {
    let canvas = this._canvas;
    if (factor !== 1) {
      const { width, height } = canvas;
      const [smaller, ctx] = canvasOf(Math.round(width * factor), Math.round(height * factor));
      ctx.imageSmoothingQuality = 'high';
      ctx.drawImage(canvas, 0, 0, smaller.width, smaller.height);
      canvas = smaller;
    }
    const blob = await new Promise<Blob | null>(resolve =>
      readable(() => canvas.toBlob(resolve, 'image/jpeg', quality))
    );
    if (!blob) {
      throw new CaptureError('The browser could not encode the picture as JPEG.');
    }
    return new Uint8Array(await blob.arrayBuffer());
  }

  private readonly _canvas: HTMLCanvasElement;
  private readonly _ctx: CanvasRenderingContext2D;
}

function canvasOf(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, width);
  canvas.height = Math.max(1, height);
  const ctx = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!ctx) {
    throw new CaptureError('The browser gave no canvas for the picture; is it out of memory?');
  }
  return [canvas, ctx];
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'SecurityError') {
      throw new CaptureError(
        'This browser does not let a page read a picture of its own elements back, so the App ' +
          'cannot be frozen here; the bridge can draw the picture instead.'
      );
    }
    throw error;
  }
}
