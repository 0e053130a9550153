/** Keys that go through the members of a group; `?` lists them. */
import * as React from 'react';
import { KeyLevel, useModel } from '../../model';
import type { IGroupMembers } from './use-group-members';

/** Binds while a group is shown; otherwise the keys go on to others. */
export function useCarouselKeys(group: IGroupMembers | null): void {
  const { keys } = useModel();
  const latest = React.useRef(group);
  latest.current = group;
  React.useEffect(() => {
    const bind = (chord: string, place: (group: IGroupMembers) => number): (() => void) =>
      keys.bind(chord, KeyLevel.Viewer, () => {
        latest.current?.goTo(place(latest.current));
        return latest.current !== null;
      });
    const ends = [
      bind('Shift+ArrowRight', ({ at }) => at + 1),
      bind('Shift+ArrowLeft', ({ at }) => at - 1),
      bind('Shift+Home', () => 0),
      bind('Shift+End', ({ total }) => (total ?? 1) - 1)
    ];
    return () => ends.forEach(end => end());
  }, [keys]);
}
