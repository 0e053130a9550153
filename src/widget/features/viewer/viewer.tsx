/** One sample over the App, or over the whole window where the App is small. */
import * as React from 'react';
import { createPortal } from 'react-dom';
import { useAppState, useModel } from '../../model';
import { OpenViewer } from './open-viewer';
import { useSmallApp } from './use-small-app';

export function Viewer(): JSX.Element | null {
  const id = useAppState(state => state.session?.sample_id ?? null);
  const ready = useAppState(state => state.opened !== null && state.dataset !== null);
  return id !== null && ready ? <PlacedViewer id={id} /> : null;
}

function PlacedViewer({ id }: { id: string }): JSX.Element {
  const { options } = useModel();
  const suspended = useAppState(state => state.suspended);
  const narrow = useAppState(state => state.narrow);
  const place = React.useRef<HTMLSpanElement>(null);
  const small = useSmallApp(place);
  return (
    <>
      <span ref={place} hidden />
      {!small ? (
        <OpenViewer id={id} narrow={narrow} />
      ) : (
        !suspended &&
        createPortal(
          <div className="lunette-Viewer-window">
            <OpenViewer id={id} narrow={window.innerWidth < 720} />
          </div>,
          options.dialogRoot
        )
      )}
    </>
  );
}
