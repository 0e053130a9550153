/** Keys of a video in the viewer: Space plays, comma and full stop go frame by frame. */
import * as React from 'react';
import { KeyLevel, useModel } from '../../model';
import type { IVideo } from './use-video';

/** Bound while there is a video; they hear before the keys of the viewer. */
export function useVideoKeys(video: IVideo | null): void {
  const { keys } = useModel();
  const latest = React.useRef(video);
  latest.current = video;
  const there = video !== null;
  React.useEffect(() => {
    if (!there) {
      return;
    }
    const ends = [
      keys.bind('Space', KeyLevel.Viewer, event => {
        if (event.target instanceof HTMLButtonElement) {
          return false;
        }
        latest.current?.toggle();
        return true;
      }),
      keys.bind(',', KeyLevel.Viewer, () => latest.current?.step(-1)),
      keys.bind('.', KeyLevel.Viewer, () => latest.current?.step(1))
    ];
    return () => ends.forEach(end => end());
  }, [keys, there]);
}
