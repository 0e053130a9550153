/** The whole App, put together. */
import * as React from 'react';
import { Grid } from '../features/grid';
import { SelectionBar } from '../features/selectionbar';
import { Viewer } from '../features/viewer';
import { ModelProvider, useAppState, type AppModel } from '../model';
import { classNames, ErrorBoundary, Notices } from '../ui';
import { bindAppKeys } from './app-keys';
import { ConnectionBanner } from './connection-banner';
import { SidebarFrame } from './sidebar-frame';
import { StateScreen } from './state-screen';
import { Toolbar } from './toolbar';

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
  const hasGrid = useAppState(
    ({ opened, problem }) => opened !== null && opened.count > 0 && problem === null
  );
  return (
    <div className="lunette-App-body">
      <SidebarFrame />
      <main className={classNames('lunette-App-main', waiting && 'lunette-mod-stale')}>
        {slow && <div className="lunette-Progress" role="progressbar" aria-label="Loading" />}
        {hasGrid ? (
          <ErrorBoundary name="The grid">
            <Grid />
          </ErrorBoundary>
        ) : (
          <StateScreen />
        )}
        <ErrorBoundary name="The selection bar">
          <SelectionBar />
        </ErrorBoundary>
      </main>
    </div>
  );
}
