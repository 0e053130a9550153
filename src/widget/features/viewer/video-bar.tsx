/** The line of controls below a video: play, the place in it, speed, loop. */
import * as React from 'react';
import { useAppState } from '../../model';
import { formatCount, IconButton } from '../../ui';
import { SPEEDS, type IVideo } from './use-video';

/** `0:04.20`: seconds with hundredths, for steps of single frames are seen. */
export function placeText(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const two = (n: number): string => String(n).padStart(2, '0');
  const [m, s] = [Math.floor(hundredths / 6000), Math.floor(hundredths / 100) % 60];
  return `${m}:${two(s)}.${two(hundredths % 100)}`;
}

export function VideoBar({ video }: { video: IVideo }): JSX.Element {
  const byFrame = useAppState(state => state.session?.config.use_frame_number ?? false);
  const { frame, frames, rate, playing, speed, loop } = video;
  const time = rate > 0 ? (frame - 1) / rate : 0;
  const whole = rate > 0 ? frames / rate : 0;
  const share = frames > 1 ? ((frame - 1) / (frames - 1)) * 100 : 100;
  return (
    <div className="lunette-VideoBar" role="toolbar" aria-label="Video">
      <IconButton
        icon={playing ? 'pause' : 'play'}
        label={playing ? 'Pause (Space)' : 'Play (Space)'}
        onClick={video.toggle}
      />
      <IconButton icon="back" label="Previous frame (,)" onClick={() => video.step(-1)} />
      <IconButton icon="forward" label="Next frame (.)" onClick={() => video.step(1)} />
      <input
        type="range"
        className="lunette-VideoBar-place"
        min={1}
        max={Math.max(1, frames)}
        step={1}
        value={frame}
        aria-label="Frame"
        aria-valuetext={`Frame ${frame} of ${frames}`}
        style={{
          background: `linear-gradient(to right, var(--jp-brand-color1) ${share}%, var(--jp-border-color1) ${share}%)`
        }}
        onChange={event => video.seek(Number(event.target.value))}
        onKeyDown={event => {
          // The arrows of the slider are steps of the video, not of the view.
          if (event.key.startsWith('Arrow')) {
            event.stopPropagation();
          }
        }}
      />
      <span className="lunette-VideoBar-number" title={`${placeText(time)} of ${placeText(whole)}`}>
        {byFrame ? '' : `${placeText(time)} · `}
        {formatCount(frame)} of {formatCount(frames)}
      </span>
      <button
        type="button"
        className="lunette-VideoBar-speed"
        title="Speed"
        aria-label={`Speed ${speed}; change`}
        onClick={() =>
          video.setSpeed(SPEEDS[(SPEEDS.indexOf(speed as 1) + 1) % SPEEDS.length] ?? 1)
        }
      >
        {speed}×
      </button>
      <IconButton
        icon="loop"
        label={loop ? 'Play once' : 'Play again and again'}
        aria-pressed={loop}
        onClick={() => video.setLoop(!loop)}
      />
    </div>
  );
}
