/** What the App shows. Components read it with `useAppState`; only the model writes it. */
import type { ConnectionStatus } from '../../client';
import type {
  IDatasetInfo,
  IViewOpening,
  SelectedLabel,
  SelectionType,
  SessionState,
  View
} from '../../protocol';

/** A view as the bridge opened it: exact counts and the shape of every sample. */
export interface IOpenedView extends IViewOpening {
  dataset: string;
  /** Id of the dataset that has the pictures: a hidden one if a stage makes samples of its own. */
  mediaDataset: string;
  view: View;
  /** One code per sample (`decodeAspect`). */
  aspects: Uint8Array;
}

/** What is being waited for: `slow` after 200 ms, when the App may say so. */
export type Waiting = 'no' | 'brief' | 'slow';

/** Something that keeps the App from showing what it should, for people. */
export interface IProblem {
  kind: 'session' | 'no_dataset' | 'dataset_deleted' | 'dataset' | 'view';
  message: string;
  /** The stage at fault, if one is. */
  stageIndex?: number;
}

export interface INotice {
  id: number;
  kind: 'info' | 'error';
  text: string;
  /** A next step, offered as a button. */
  action?: { label: string; run(): void };
}

/** Somewhere the host can show the App, such as a cell or a tab. */
export interface IAppPlace {
  id: string;
  label: string;
  /** Whether the App is there now. */
  current: boolean;
}

/** What holds where neither the person nor the kernel chose something. */
export interface IAppDefaults {
  /** Grid zoom, 0 (small tiles) … 10 (large). */
  zoom?: number;
  sidebarOpen?: boolean;
}

export interface IAppState {
  connection: ConnectionStatus;
  /** Why the connection is not open, in one sentence. */
  connectionError: string | null;
  /** The session with this App's own unconfirmed events applied; null until joined. */
  session: SessionState | null;
  appCount: number;
  /** Where the host can show this App. */
  places: readonly IAppPlace[];
  dataset: IDatasetInfo | null;
  /** The view on the screen; it stays while another one is opened. */
  opened: IOpenedView | null;
  opening: Waiting;
  /** How much of what opening waits for is done, 0 … 1; null if that is not known. */
  openingDone: number | null;
  problem: IProblem | null;
  /** Colour scheme in force, and whether it differs from what the host's variables say. */
  theme: 'light' | 'dark';
  themeForced: boolean;
  /** Hidden: nothing is painted and nothing is fetched for painting. */
  suspended: boolean;
  /** Grid zoom, 0 (small tiles) … 10 (large). */
  zoom: number;
  /** Fields written on every tile, at most two. */
  captions: readonly string[];
  sidebarOpen: boolean;
  /** Width of the App under which the sidebar is a drawer and the toolbar drops its extras. */
  narrow: boolean;
  /** Types of the selected samples by their ids; the same map while the selection is the same. */
  selected: ReadonlyMap<string, SelectionType>;
  /** The selected labels by their ids; the same map while the selection is the same. */
  selectedLabels: ReadonlyMap<string, SelectedLabel>;
  /** While all samples of the view are being selected: how many. */
  selectingAll: number | null;
  notices: readonly INotice[];
}

export const INITIAL_STATE: IAppState = {
  connection: 'connecting',
  connectionError: null,
  session: null,
  appCount: 0,
  places: [],
  dataset: null,
  opened: null,
  opening: 'brief',
  openingDone: null,
  problem: null,
  theme: 'light',
  themeForced: false,
  suspended: false,
  zoom: 5,
  captions: [],
  sidebarOpen: true,
  narrow: false,
  selected: new Map(),
  selectedLabels: new Map(),
  selectingAll: null,
  notices: []
};
