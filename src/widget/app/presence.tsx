/** “2 Apps”: that others see and change the same session. Nothing while this App is the only one. */
import * as React from 'react';
import { useAppState } from '../model';
import { Icon } from '../ui';

export function Presence(): JSX.Element | null {
  const count = useAppState(state => state.appCount);
  const narrow = useAppState(state => state.narrow);
  if (count < 2) {
    return null;
  }
  return (
    <span
      className="lunette-Toolbar-presence"
      title={`${count} Apps show this session; what one does, all of them follow.`}
    >
      <Icon name="people" />
      {narrow ? count : `${count} Apps`}
    </span>
  );
}
