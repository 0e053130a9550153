/** A video with its labels in time, and the controls below it. */
import * as React from 'react';
import type { IPageLabel } from '../../../protocol';
import type { IPick } from './label-picking';
import { PictureCanvas } from './picture-canvas';
import type { IPicture } from './use-picture';
import type { IVideo } from './use-video';
import { VideoBar } from './video-bar';
import type { IViewTransform } from './use-view-transform';

interface IVideoPictureProps {
  video: IVideo;
  /** Shown until the first frame is there. */
  poster: IPicture | null;
  view: React.MutableRefObject<IViewTransform | null>;
  /** Of the sample, and of the frame on the screen. */
  labels: readonly IPageLabel[];
  hovered: string | null;
  pinned: string | null;
  locked: boolean;
  onHover(label: IPageLabel | null, at: { x: number; y: number } | null): void;
  onPick(label: IPageLabel | null, how: IPick): void;
  onPixel(at: { x: number; y: number } | null): void;
  onScale(scale: number): void;
}

export function VideoPicture({ video, poster, ...canvas }: IVideoPictureProps): JSX.Element {
  const picture = video.picture ?? poster;
  return (
    <>
      <div className="lunette-VideoPicture-room">
        {picture && <PictureCanvas picture={picture} {...canvas} />}
      </div>
      <VideoBar video={video} />
    </>
  );
}
