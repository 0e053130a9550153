/** The one toolbar: dataset, stages of the view, exact counts, zoom, the rest in a menu. */
import * as React from 'react';
import { PanelsMenu } from '../features/panels';
import { ViewBar } from '../features/viewbar';
import { useAppState, useModel } from '../model';
import { classNames, ErrorBoundary, IconButton } from '../ui';
import { AppMenu } from './app-menu';
import { Counts } from './counts';
import { SliceMenu } from './slice-menu';

export function Toolbar(): JSX.Element {
  const { actions } = useModel();
  const open = useAppState(state => state.sidebarOpen);
  const name = useAppState(
    ({ dataset, session }) => dataset?.name ?? (session ? (session.dataset ?? 'No dataset') : '')
  );
  return (
    <div className="lunette-Toolbar" role="toolbar" aria-label="Lunette">
      <IconButton
        icon="sidebar"
        label={open ? 'Hide fields and filters' : 'Show fields and filters'}
        aria-pressed={open}
        onClick={() => actions.setSidebarOpen(!open)}
      />
      <span className="lunette-Toolbar-dataset" title={name}>
        {name}
      </span>
      <SliceMenu />
      <div className="lunette-Toolbar-view">
        <ErrorBoundary name="The view bar">
          <ViewBar />
        </ErrorBoundary>
      </div>
      <Counts />
      <Zoom />
      <PanelsMenu />
      <AppMenu />
    </div>
  );
}

function Zoom(): JSX.Element {
  const { actions } = useModel();
  const zoom = useAppState(state => state.zoom);
  const narrow = useAppState(state => state.narrow);
  return (
    <input
      className={classNames(
        'lunette-Slider',
        'lunette-Toolbar-zoom',
        narrow && 'lunette-mod-short'
      )}
      type="range"
      min={0}
      max={10}
      step={0.25}
      value={zoom}
      aria-label="Size of the pictures"
      title="Size of the pictures (+ and −)"
      onChange={event => actions.setZoom(Number(event.target.value))}
    />
  );
}
