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

function Body(): JSX.Element {
  const waiting = useAppState(({ opened, opening }) => opened !== null && opening !== 'no');
  const slow = useAppState(state => state.opening === 'slow');
  return (
    <div className="lunette-App-body">
      <SidebarFrame />
      <main className={classNames('lunette-App-main', waiting && 'lunette-mod-stale')}>
        {slow && <div className="lunette-Progress" role="progressbar" aria-label="Loading" />}
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
