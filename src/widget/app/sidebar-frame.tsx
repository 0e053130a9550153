/** The sidebar's place: beside the grid and resizable, or a drawer over it where it is narrow. */
import * as React from 'react';
import { Sidebar } from '../features/sidebar';
import { KeyLevel, useAppState, useModel } from '../model';
import { classNames, ErrorBoundary } from '../ui';

const DEFAULT_WIDTH = 248;
const MIN_WIDTH = 180;
const MAX_WIDTH = 480;
/** Pixels that an arrow key moves the edge. */
const STEP = 16;

export function SidebarFrame(): JSX.Element | null {
  const model = useModel();
  const { actions, preferences } = model;
  const open = useAppState(state => state.sidebarOpen);
  const narrow = useAppState(state => state.narrow);
  const [width, setWidth] = React.useState(preferences.value.sidebarWidth ?? DEFAULT_WIDTH);

  React.useEffect(() => {
    if (!open || !narrow) {
      return;
    }
    return model.keys.bind('Escape', KeyLevel.Viewer, () => actions.setSidebarOpen(false));
  }, [actions, model, narrow, open]);

  if (!open) {
    return null;
  }
  const resize = (next: number): void => {
    const value = Math.round(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, next)));
    setWidth(value);
    preferences.set({ sidebarWidth: value });
  };
  const drag = (event: React.PointerEvent<HTMLDivElement>): void => {
    if (event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId)) {
      const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0;
      resize(event.clientX - left);
    }
  };
  const keys = (event: React.KeyboardEvent): void => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      resize(width + (event.key === 'ArrowLeft' ? -STEP : STEP));
    }
  };
  return (
    <>
      {narrow && (
        <div className="lunette-App-shade" onClick={() => actions.setSidebarOpen(false)} />
      )}
      <aside
        className={classNames(
          'lunette-App-sidebar',
          narrow && 'lunette-mod-drawer lunette-mod-layer'
        )}
        style={{ width }}
        aria-label="Fields and filters"
      >
        <ErrorBoundary name="The sidebar">
          <Sidebar />
        </ErrorBoundary>
        <div
          className="lunette-App-sidebarEdge"
          role="separator"
          aria-orientation="vertical"
          aria-label="Width of the sidebar"
          aria-valuenow={width}
          aria-valuemin={MIN_WIDTH}
          aria-valuemax={MAX_WIDTH}
          tabIndex={0}
          onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
          onKeyDown={keys}
          onDoubleClick={() => resize(DEFAULT_WIDTH)}
        />
      </aside>
    </>
  );
}
