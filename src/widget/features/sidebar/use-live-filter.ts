/** Filters while a handle is still dragged: as fast as answers come, and always the last one. */
import * as React from 'react';
import { useModel } from '../../model';

/** Milliseconds between two looks whether the view is ready for another filter. */
const BEAT = 60;

export interface ILiveFilter<T> {
  /** A value while dragging: sent once the view before it is on the screen. */
  offer(value: T): void;
  /** The value at the end: sent at once. */
  settle(value: T): void;
}

export function useLiveFilter<T>(send: (value: T) => void): ILiveFilter<T> {
  const { store } = useModel();
  const latest = React.useRef(send);
  latest.current = send;
  const timer = React.useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const waiting = React.useRef<{ value: T } | null>(null);

  React.useEffect(() => () => clearTimeout(timer.current), []);

  return React.useMemo(() => {
    const beat = (): void => {
      timer.current = undefined;
      const next = waiting.current;
      if (next && store.state.opening === 'no') {
        waiting.current = null;
        latest.current(next.value);
      } else if (next) {
        timer.current = setTimeout(beat, BEAT);
      }
    };
    return {
      offer: value => {
        waiting.current = { value };
        timer.current ??= setTimeout(beat, BEAT);
      },
      settle: value => {
        clearTimeout(timer.current);
        timer.current = undefined;
        waiting.current = null;
        latest.current(value);
      }
    };
  }, [store]);
}
