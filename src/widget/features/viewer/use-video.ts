/** A video in the viewer: its element, what it shows at the moment, and what can be done with it. */
import * as React from 'react';
import type { IVideoInfo } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import type { IPicture } from './use-picture';

export const SPEEDS = [0.25, 0.5, 1, 2] as const;

export interface IVideo {
  /** The frame on the screen; null while there is none. A new object with every frame. */
  picture: IPicture | null;
  /** Number of that frame, from 1. */
  frame: number;
  /** Frames of the video, and per second. */
  frames: number;
  rate: number;
  playing: boolean;
  speed: number;
  loop: boolean;
  /** Why it cannot be played. */
  error: string | null;
  toggle(): void;
  pause(): void;
  /** Shows a frame by its number. */
  seek(frame: number): void;
  step(by: number): void;
  setSpeed(speed: number): void;
  setLoop(loop: boolean): void;
  retry(): void;
}

interface IShown {
  /** Seconds. */
  time: number;
  /** Counts the frames that were shown, so that the same time twice is painted twice. */
  turn: number;
}
const NOTHING: IShown = { time: 0, turn: 0 };

/** Calls `show` for every frame that the video comes to; the result ends that. */
function watchFrames(video: HTMLVideoElement, show: (time: number) => void): () => void {
  if (typeof video.requestVideoFrameCallback === 'function') {
    const next = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
      show(mediaTime);
      handle = video.requestVideoFrameCallback(next);
    };
    let handle = video.requestVideoFrameCallback(next);
    return () => video.cancelVideoFrameCallback(handle);
  }
  // Older browsers do not say which frame they show; its time is near enough.
  let last = -1;
  const look = (): void => {
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.currentTime !== last) {
      last = video.currentTime;
      show(last);
    }
    handle = requestAnimationFrame(look);
  };
  let handle = requestAnimationFrame(look);
  return () => cancelAnimationFrame(handle);
}

/** Number of the frame at a time. Times of frames are rounded, so the nearest beginning counts. */
export const frameAt = (time: number, { rate, frames }: IVideoInfo): number =>
  Math.max(1, Math.min(Math.max(1, frames), Math.floor(time * rate + 0.01) + 1));

/** A time that lies safely inside a frame. */
export const timeOf = (frame: number, { rate }: IVideoInfo): number =>
  rate > 0 ? (frame - 0.5) / rate : 0;

/** Null while `info` is. `id` is the sample's. */
export function useVideo(id: string, info: IVideoInfo | null): IVideo | null {
  const model = useModel();
  const dataset = useAppState(state => state.opened?.mediaDataset ?? null);
  const loops = useAppState(state => state.session?.config.loop_videos ?? false);
  const [shown, setShown] = React.useState(NOTHING);
  const [playing, setPlaying] = React.useState(false);
  const [speed, setSpeed] = React.useState(1);
  const [loop, setLoop] = React.useState(loops);
  const [error, setError] = React.useState<string | null>(null);
  const [attempt, setAttempt] = React.useState(0);
  const element = React.useRef<HTMLVideoElement | null>(null);
  const known = info !== null;

  React.useEffect(() => {
    if (!known || !dataset) {
      return;
    }
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.preload = 'auto';
    element.current = video;
    setShown(NOTHING);
    setError(null);
    const end = watchFrames(video, time => setShown(({ turn }) => ({ time, turn: turn + 1 })));
    const sync = (): void => setPlaying(!video.paused && !video.ended);
    ['play', 'pause', 'ended'].forEach(name => video.addEventListener(name, sync));
    video.addEventListener('loadeddata', () =>
      setShown(({ time, turn }) => ({ time, turn: turn + 1 }))
    );
    video.addEventListener('error', () =>
      setError(video.error?.message || 'This browser cannot play the video.')
    );
    video.src = model.options.mediaUrl(dataset, id);
    return () => {
      end();
      element.current = null;
      video.pause();
      setPlaying(false);
      // Without this the browser goes on loading it.
      video.removeAttribute('src');
      video.load();
    };
  }, [model, dataset, id, known, attempt]);
  React.useEffect(() => {
    const video = element.current;
    if (video) {
      video.playbackRate = speed;
      video.loop = loop;
    }
  }, [speed, loop, dataset, id, known, attempt]);

  const picture = React.useMemo((): IPicture | null => {
    const video = element.current;
    return video && shown.turn > 0 && video.videoWidth > 0
      ? { id, image: video, width: video.videoWidth, height: video.videoHeight, full: true }
      : null;
  }, [id, shown]);
  if (!info) {
    return null;
  }
  const frame = frameAt(shown.time, info);
  const seek = (to: number): void => {
    const video = element.current;
    if (video) {
      video.pause();
      video.currentTime = timeOf(Math.max(1, Math.min(info.frames, to)), info);
    }
  };
  const play = (): void => {
    element.current?.play().catch((reason: unknown) => {
      // Pausing before it began is no error.
      if (!(reason instanceof DOMException && reason.name === 'AbortError')) {
        setError(reason instanceof Error ? reason.message : String(reason));
      }
    });
  };
  return {
    picture,
    frame,
    frames: info.frames,
    rate: info.rate,
    playing,
    speed,
    loop,
    error,
    toggle: () => (playing ? element.current?.pause() : play()),
    pause: () => element.current?.pause(),
    seek,
    step: by => seek(frame + by),
    setSpeed,
    setLoop,
    retry: () => setAttempt(attempt + 1)
  };
}
