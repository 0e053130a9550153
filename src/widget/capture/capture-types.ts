/** What a capture takes and gives. */

/** Formats that readers of notebooks show; `webp` is none of them and is stored as JPEG. */
export type CaptureFormat = 'png' | 'jpeg' | 'webp';

export interface ICaptureOptions {
  /** Device pixels per CSS pixel, 1 by default. */
  scale?: number;
  /** `png` by default. */
  format?: CaptureFormat;
  /** Largest file in bytes; quality is given up until it fits. 2 000 000 by default. */
  maxBytes?: number;
}

export interface ICapture {
  dataUri: string;
  type: 'image/png' | 'image/jpeg';
  /** Size in CSS pixels. */
  width: number;
  height: number;
  /** One line that describes the picture, for who cannot see it. */
  text: string;
  /** What was given up to keep to `maxBytes`; null if nothing was. */
  reduced: string | null;
}

/** Why there is no picture, for people. */
export class CaptureError extends Error {
  override name = 'CaptureError';
}
