/** Keys of the viewer; `?` lists them. */
import * as React from 'react';
import { KeyLevel, useModel } from '../../model';

export interface IViewerCommands {
  /** One step out. */
  leave(): void;
  step(by: number): void;
  goTo(end: 'first' | 'last'): void;
  stepLabel(by: number): void;
  select(): void;
  tag(): void;
}

/** Binds while the viewer is open; always the latest commands run. */
export function useViewerKeys(commands: IViewerCommands): void {
  const { keys } = useModel();
  const latest = React.useRef(commands);
  latest.current = commands;
  React.useEffect(() => {
    const bind = (chords: string | readonly string[], run: () => void): (() => void) =>
      keys.bind(chords, KeyLevel.Viewer, run);
    const ends = [
      bind('Escape', () => latest.current.leave()),
      bind(['ArrowRight', 'ArrowDown', 'PageDown'], () => latest.current.step(1)),
      bind(['ArrowLeft', 'ArrowUp', 'PageUp'], () => latest.current.step(-1)),
      bind('Home', () => latest.current.goTo('first')),
      bind('End', () => latest.current.goTo('last')),
      bind(']', () => latest.current.stepLabel(1)),
      bind('[', () => latest.current.stepLabel(-1)),
      bind('t', () => latest.current.tag()),
      // What lies behind the viewer is out of reach.
      bind(['/', 'Mod+a'], () => undefined),
      // Space presses a button that was reached with Tab; anywhere else it selects.
      keys.bind('Space', KeyLevel.Viewer, event => {
        if (event.target instanceof HTMLButtonElement || event.target instanceof HTMLInputElement) {
          return false;
        }
        latest.current.select();
        return true;
      })
    ];
    return () => ends.forEach(end => end());
  }, [keys]);
}
