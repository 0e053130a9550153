/** Thumbnails of videos say in their media type what a page needs to know of them. */

export interface IVideoThumbnail {
  /** Seconds. */
  duration: number;
  /** Frames per second, and frames. */
  rate: number;
  frames: number;
  /** Whether it is a frame of the video, and not a tile that stands for one. */
  poster: boolean;
}

const PATTERN = /^image\/webp; video="([\d.e+-]+) ([\d.e+-]+) (\d+)"; poster=([01])$/;

export const videoThumbnailType = ({ duration, rate, frames, poster }: IVideoThumbnail): string =>
  `image/webp; video="${duration} ${rate} ${frames}"; poster=${poster ? 1 : 0}`;

/** What the type says of a video; null if it is no video's. */
export function readVideoThumbnailType(type: string): IVideoThumbnail | null {
  const match = PATTERN.exec(type);
  return (
    match && {
      duration: Number(match[1]),
      rate: Number(match[2]),
      frames: Number(match[3]),
      poster: match[4] === '1'
    }
  );
}
