/** What a capture takes and gives. */
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
