import type { PlaceKind } from '../sessions/live-session';

/** Where a person can have an App: `tab` is a tab of the browser, `main` one of JupyterLab. */
export type PlaceId = PlaceKind | 'tab';

export const PLACE_IDS: readonly PlaceId[] = ['cell', 'left', 'right', 'main', 'tab'];

export const isPlaceId = (value: unknown): value is PlaceId =>
  (PLACE_IDS as readonly unknown[]).includes(value);
