import { INITIAL_STATE, type IAppDefaults, type IAppState } from './app-state';
import type { IPreferences } from './preferences';

/**
 * The part of the state that neither the person nor the kernel chose, as the host's defaults say.
 * @param given the zoom in the session's config; undefined before it is joined
 */
export function unchosen(
  defaults: IAppDefaults,
  { zoom, sidebarOpen }: Readonly<IPreferences>,
  given: number | undefined
): Partial<IAppState> {
  // The kernel always says a zoom: that of the protocol means that it chose none.
  const wanted = given === undefined || given === INITIAL_STATE.zoom ? defaults.zoom : given;
  return {
    ...(zoom === undefined ? { zoom: wanted ?? INITIAL_STATE.zoom } : {}),
    ...(sidebarOpen === undefined && defaults.sidebarOpen !== undefined
      ? { sidebarOpen: defaults.sidebarOpen }
      : {})
  };
}
