/** The whole App, put together. */
import * as React from 'react';
import { DockArea } from '../features/panels';
import { SelectionBar } from '../features/selectionbar';
import { Viewer } from '../features/viewer';
import { ModelProvider, useAppState, type AppModel } from '../model';
import { classNames, ErrorBoundary, Notices } from '../ui';
import { bindAppKeys } from './app-keys';
import { ConnectionBanner } from './connection-banner';
import { registerOwnPanels } from './panels';
import { SidebarFrame } from './sidebar-frame';
import { Toolbar } from './toolbar';

registerOwnPanels();

export function App({ model }: { model: AppModel }): JSX.Element {
  React.useEffect(() => bindAppKeys(model), [model]);
  return (
    <ModelProvider value={model}>
      <Toolbar />
      <ConnectionBanner />
      <Body />
      <ErrorBoundary name="The viewer">
        <Viewer />
      </ErrorBoundary>
      <Notices />
    </ModelProvider>
  );
}

/** A line along the top while a view is opened; it grows if it is known how far that is. */
function OpeningBar(): JSX.Element {
  const done = useAppState(state => state.openingDone);
  if (done === null) {
    return <div className="lunette-Progress" role="progressbar" aria-label="Loading" />;
  }
  const percent = Math.round(100 * done);
  return (
    <div
      className="lunette-Progress lunette-mod-known"
      role="progressbar"
      aria-label="Preparing the dataset"
      aria-valuenow={percent}
      style={{ '--lunette-done': `${percent}%` } as React.CSSProperties}
    />
  );
}

function Body(): JSX.Element {
  const waiting = useAppState(({ opened, opening }) => opened !== null && opening !== 'no');
  const slow = useAppState(state => state.opening === 'slow');
  return (
    <div className="lunette-App-body">
      <SidebarFrame />
      <main className={classNames('lunette-App-main', waiting && 'lunette-mod-stale')}>
        {slow && <OpeningBar />}
        <ErrorBoundary name="The panels">
          <DockArea />
        </ErrorBoundary>
        <ErrorBoundary name="The selection bar">
          <SelectionBar />
        </ErrorBoundary>
      </main>
    </div>
  );
}
