/** Draws the whole App into one picture. */
import type { AppModel } from '../model';

export interface ICaptureOptions {
  /** Device pixels per CSS pixel, 1 by default. */
  scale?: number;
  type?: 'image/png';
}
export interface ICapture {
  dataUri: string;
  /** Size in CSS pixels. */
  width: number;
  height: number;
}
/** Why there is no picture, for people. */
export class CaptureError extends Error {
  override name = 'CaptureError';
}

export function captureApp(
  _root: HTMLElement,
  _model: AppModel,
  _options: ICaptureOptions = {}
): Promise<ICapture> {
  return Promise.reject(new CaptureError('The picture cannot be drawn yet.'));
}
