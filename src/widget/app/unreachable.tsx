/** The App never reached its session: says where the way ends. */
import * as React from 'react';
import { useAppState, useModel } from '../model';
import { Icon } from '../ui';
import { HopList } from './hop-list';

/** Milliseconds in which a bridge starts and a page connects, also on a slow machine. */
const PATIENCE = 4000;

/** Whether the App has waited in vain for its first connection. */
export function useUnreachable(): boolean {
  const waiting = useAppState(
    ({ connection, session }) => session === null && connection !== 'open'
  );
  const [late, setLate] = React.useState(false);
  React.useEffect(() => {
    setLate(false);
    if (!waiting) {
      return;
    }
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [waiting]);
  return waiting && late;
}

export function Unreachable(): JSX.Element {
  // The state does not follow the reasons of one attempt after the other.
  const reason = useModel().client.lastError;
  return (
    <div className="lunette-State" role="status">
      <div className="lunette-State-box">
        <Icon name="warning" />
        <h2>The App cannot reach its data</h2>
        {reason && <p>{reason}</p>}
        <HopList />
      </div>
    </div>
  );
}
