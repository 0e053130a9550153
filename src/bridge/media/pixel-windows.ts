/** Windows into the numbers of pictures: what the viewer shows of the pixel under the pointer. */
import type { IPixelWindow } from '../../protocol';
import { RequestError } from '../request-error';
import { inspectImage } from './image-file';
import { brokenImage } from './media-error';
import { readPixelValues, type IPixelValues } from './pixel-values';
import { toneMapOf, type IToneMap } from './tone-map';

/** Bytes of numbers that are kept; larger pictures are decoded for every window. */
const MAX_KEPT_BYTES = 256 * 1024 * 1024;
/** The numbers of the last picture are kept so long, in milliseconds. */
const KEPT_MS = 20_000;

interface IOpened {
  key: string;
  values: IPixelValues;
  tones: IToneMap;
}

export interface IWindowRequest {
  filepath: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export class PixelWindows {
  /** @throws RequestError of code `media`, or `invalid` if the window lies outside */
  async read(request: IWindowRequest): Promise<{ result: IPixelWindow; payload: Uint8Array }> {
    const { values, tones } = await this._open(request.filepath);
    const { x, y } = request;
    if (x >= values.width || y >= values.height) {
      throw new RequestError(
        'invalid',
        `The picture has ${values.width} × ${values.height} pixels; there is none at ${x}, ${y}.`
      );
    }
    const width = Math.min(request.width, values.width - x);
    const height = Math.min(request.height, values.height - y);
    const { data, bands, type } = values;
    const row = width * bands * data.BYTES_PER_ELEMENT;
    const payload = new Uint8Array(row * height);
    for (let i = 0; i < height; i++) {
      const from = ((y + i) * values.width + x) * bands;
      const part = data.subarray(from, from + width * bands);
      payload.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), row * i);
    }
    return { result: { x, y, width, height, type, bands, ...tones }, payload };
  }

  /** Decoded once for everybody who asks at the same time, and for what follows. */
  private async _open(filepath: string): Promise<IOpened> {
    const file = await inspectImage(filepath);
    const key = `${file.path}\n${file.stamp}`;
    if (this._last?.key !== key) {
      const opening = readPixelValues(file).then(values => ({
        key,
        values,
        tones: toneMapOf(values)
      }));
      this._last = { key, opening };
    }
    clearTimeout(this._timer);
    this._timer = setTimeout(() => (this._last = null), KEPT_MS);
    this._timer.unref();
    try {
      const opened = await this._last.opening;
      if (opened.values.data.byteLength > MAX_KEPT_BYTES) {
        this._last = null;
      }
      return opened;
    } catch (error) {
      this._last = null;
      throw error instanceof RequestError ? error : brokenImage(filepath, error);
    }
  }

  private _last: { key: string; opening: Promise<IOpened> } | null = null;
  private _timer: NodeJS.Timeout | undefined;
}
