import { Token } from '@lumino/coreutils';
import type { BridgeConnection } from './sessions/connection';
import type { KnownSessions } from './sessions/known-sessions';
import type { SessionRegistry } from './sessions/session-registry';

/** What the plugins of this extension share. */
export interface ILunette {
  connection: BridgeConnection;
  registry: SessionRegistry;
  known: KnownSessions;
}

export const ILunette = new Token<ILunette>(
  'lunette:ILunette',
  'The Apps of this page and the way to the bridge.'
);

export namespace CommandIDs {
  export const freezeCell = 'lunette:freeze-cell';
  export const freezeAll = 'lunette:freeze-all';
  export const reactivateCell = 'lunette:reactivate-cell';
  export const showPanel = 'lunette:show-panel';
  /** Arguments: `session`, or `dataset` by name; `area`: `main` or `left`. */
  export const open = 'lunette:open';
  export const openCellInMain = 'lunette:open-cell-in-main';
}
