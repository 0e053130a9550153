import { Token } from '@lumino/coreutils';
import type { AppPlaces } from './places/app-places';
import type { BridgeActions } from './sessions/bridge-actions';
import type { BridgeConnection } from './sessions/connection';
import type { KnownSessions } from './sessions/known-sessions';
import type { SessionRegistry } from './sessions/session-registry';
import type { LunetteSettings } from './settings/lunette-settings';

/** What the plugins of this extension share. */
export interface ILunette {
  connection: BridgeConnection;
  bridge: BridgeActions;
  registry: SessionRegistry;
  known: KnownSessions;
  places: AppPlaces;
  settings: LunetteSettings;
}

export const ILunette = new Token<ILunette>(
  'lunette:ILunette',
  'The Apps of this page and the way to the bridge.'
);

/** Commands with `context` in their arguments are about what was clicked for a context menu. */
export namespace CommandIDs {
  export const freezeCell = 'lunette:freeze-cell';
  export const freezeNotebook = 'lunette:freeze-notebook';
  export const freezeAll = 'lunette:freeze-all';
  export const reactivateCell = 'lunette:reactivate-cell';
  export const showPanel = 'lunette:show-panel';
  /** Arguments: `session`, or `dataset` by name; `area`: `main`, `left`, `right` or `tab`. */
  export const open = 'lunette:open';
  /** Arguments: `place`: `cell`, `left`, `right`, `main` or `tab`; `session`, or the current one. */
  export const moveTo = 'lunette:move-to';
  export const openCellInMain = 'lunette:open-cell-in-main';
  /** Argument: `path` of a folder or picture, or what is selected in the file browser. */
  export const openFiles = 'lunette:open-files';
  export const copySessionId = 'lunette:copy-session-id';
  /** Argument: `session`, or the current one. */
  export const shutDownSession = 'lunette:shut-down-session';
  export const shutDownAll = 'lunette:shut-down-all-sessions';
  export const stopBridge = 'lunette:stop-bridge';
}

/** Where the palette and the launcher put them. */
export const CATEGORY = 'Lunette';

/** Describes commands without arguments. */
export const NO_ARGUMENTS = { args: { type: 'object' as const, properties: {} } };
