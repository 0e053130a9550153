/** Everything that the picture of a session is drawn from, as plain data for the media worker. */
import type { IOverlayStyle, IRect, SampleMark } from '../../protocol';

export interface IPictureTile {
  sample_id: string;
  /** Null: the sample went away meanwhile. */
  filepath: string | null;
  /** The part of the picture that the sample is; absent: all of it. */
  crop?: readonly [x: number, y: number, width: number, height: number] | undefined;
  /** In CSS pixels of the picture. */
  rect: IRect;
  /** How it is marked as selected; null if it is not. */
  mark: SampleMark | null;
}

/** How labels are drawn: `IOverlayStyle` without what cannot cross threads. */
export type IPictureStyle = Omit<IOverlayStyle, 'allText' | 'fontSize' | 'measure' | 'strokeWidth'>;

export interface IPictureInput {
  /** CSS pixels, and device pixels per CSS pixel. */
  width: number;
  height: number;
  scale: number;
  theme: 'light' | 'dark';
  /** `webp` is no format that readers of notebooks show, and becomes JPEG. */
  format: 'png' | 'jpeg' | 'webp';
  /** Largest file; quality is given up until it fits. */
  maxBytes: number;
  toolbar: {
    title: string;
    stages: string[];
    counts: string;
  };
  /** In place of tiles: what happened, and what to do next. */
  message: { title: string; detail: string } | null;
  tiles: IPictureTile[];
  style: IPictureStyle;
}
