import { INITIAL_STATE, type IAppDefaults, type IAppState } from './app-state';
import type { IPreferences } from './preferences';

/**
 * The part of the state that neither the person nor the kernel chose, as the host's defaults say.
 * The zoom of the session's config is undefined before it is joined.
 */
export function unchosen(
  defaults: IAppDefaults,
  { zoom, sidebarOpen }: Readonly<IPreferences>,
  { zoom: given, narrow }: { zoom: number | undefined; narrow: boolean }
): Partial<IAppState> {
  // The kernel always says a zoom: that of the protocol means that it chose none.
  const wanted = given === undefined || given === INITIAL_STATE.zoom ? defaults.zoom : given;
  return {
    ...(zoom === undefined ? { zoom: wanted ?? INITIAL_STATE.zoom } : {}),
    // Where it is narrow the sidebar is a drawer over the pictures: it opens when asked for.
    ...(!narrow && sidebarOpen === undefined && defaults.sidebarOpen !== undefined
      ? { sidebarOpen: defaults.sidebarOpen }
      : {})
  };
}
