/** What a panel's component knows of its panel. */
import * as React from 'react';
import type { Panel } from '../../../protocol';

export interface IPanelHandle {
  panel: Panel;
  /** Changes some of the panel's state, for everybody who shows the session; `undefined` forgets. */
  setState(change: Readonly<Record<string, unknown>>): void;
  close(): void;
}

const PanelContext = React.createContext<IPanelHandle | null>(null);

export const PanelProvider = PanelContext.Provider;

/** The panel around a component. */
export function usePanel(): IPanelHandle {
  const handle = React.useContext(PanelContext);
  if (!handle) {
    throw new Error('A component of a panel was used outside of one.');
  }
  return handle;
}
