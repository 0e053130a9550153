/** A thin line while the bridge cannot be reached; the App keeps what it has. */
import * as React from 'react';
import { useAppState } from '../model';
import { Icon } from '../ui';

/** Milliseconds without connection before the App speaks of it: a restart is often shorter. */
const PATIENCE = 600;

export function ConnectionBanner(): JSX.Element | null {
  const lost = useAppState(({ connection }) => connection === 'waiting' || connection === 'closed');
  const closed = useAppState(({ connection }) => connection === 'closed');
  const reason = useAppState(state => state.connectionError);
  const known = useAppState(state => state.opened !== null);
  const [shown, setShown] = React.useState(false);
  React.useEffect(() => {
    if (!lost) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), closed ? 0 : PATIENCE);
    return () => clearTimeout(timer);
  }, [closed, lost]);
  if (!shown) {
    return null;
  }
  const keeps = known ? ' What is on the screen stays usable.' : '';
  return (
    <div className="lunette-Banner" role="status">
      <Icon name="warning" />
      <span title={reason ?? undefined}>
        {closed
          ? (reason ?? 'The connection to the bridge is closed.')
          : `The bridge does not answer; connecting again.${keeps}`}
      </span>
    </div>
  );
}
