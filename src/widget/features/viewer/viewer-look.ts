/** What of the viewer is shown, remembered per session. */
import * as React from 'react';
import { useModel } from '../../model';

export interface IViewerLook {
  /** Labels and fields at the right. */
  panel: boolean;
  /** Neighbours below. */
  filmstrip: boolean;
  /** Zoom and place stay for the next samples. */
  locked: boolean;
}

const DEFAULTS: IViewerLook = { panel: true, filmstrip: true, locked: false };

export function useViewerLook(): [IViewerLook, (change: Partial<IViewerLook>) => void] {
  const { preferences } = useModel();
  const [look, setLook] = React.useState<IViewerLook>(() => ({
    ...DEFAULTS,
    ...preferences.feature<IViewerLook>('viewer')
  }));
  const change = (part: Partial<IViewerLook>): void => {
    const next = { ...look, ...part };
    setLook(next);
    preferences.setFeature('viewer', next);
  };
  return [look, change];
}
