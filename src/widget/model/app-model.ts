/** The App without its looks: follows the session, opens its dataset and view, keeps what it shows. */
import { BridgeError, type BridgeClient, type SessionClient } from '../../client';
import { type IColors, type IDatasetChangeMessage, type IDatasetInfo } from '../../protocol';
import { Actions } from './actions';
import type { IAppModelOptions } from './app-model-options';
import { INITIAL_STATE, type IAppDefaults, type IAppState, type IProblem } from './app-state';
import { CaptureParts } from './capture-parts';
import { NOT_SHOWN } from './changes-not-shown';
import { KeyBindings, KeyLevel } from './key-bindings';
import { SLOW_AFTER } from './latest-query';
import { overlayColors } from './overlay-colors';
import { PAGE_SIZE, PageCache } from './page-cache';
import { Preferences } from './preferences';
import { problemOf } from './problem-of';
import { drawnOtherwise } from './drawn-otherwise';
import { sameJson } from './same-json';
import { selectionMaps } from './selection-maps';
import { addedStages, shownView } from './shown-view';
import { Store } from './store';
import type { ThumbnailCache } from './thumbnail-cache';
import { thumbnailsWithPosters } from './thumbnails-with-posters';
import { UndoStack } from './undo-stack';
import { unchosen } from './unchosen';
import { openView, type IOpening } from './view-opener';
import { withoutDataset } from './without-dataset';

/** What has to be painted again: these samples of the view, these thumbnails, or everything. */
export type Repaint = { start: number; count: number } | { ids: readonly string[] } | 'all';

export class AppModel {
  readonly store = new Store<IAppState>(INITIAL_STATE);
  readonly client: BridgeClient;
  readonly thumbnails: ThumbnailCache;
  readonly preferences: Preferences;
  readonly actions = new Actions(this);
  readonly keys = new KeyBindings();
  readonly undoStack = new UndoStack();
  readonly captureParts = new CaptureParts();

  /** The samples on the screen, as the grid sees it: they are fetched first. */
  visible: readonly [from: number, to: number];

  /** What holds where neither the person nor the kernel chose something. */
  defaults: IAppDefaults = {};

  /** Set by the grid while it is mounted. */
  focusGrid: (() => void) | null = null;

  constructor(readonly options: IAppModelOptions) {
    this.client = options.client;
    this.preferences = new Preferences(options.session);
    const { zoom, sidebarOpen, captions, position = 0 } = this.preferences.value;
    this.visible = [position, position + PAGE_SIZE];
    this.store.set({
      connection: this.client.status,
      connectionError: this.client.lastError,
      ...(zoom === undefined ? {} : { zoom }),
      ...(captions === undefined ? {} : { captions }),
      ...(sidebarOpen === undefined ? {} : { sidebarOpen })
    });
    this.thumbnails = thumbnailsWithPosters(this.client, options.mediaUrl, ids =>
      this._repaint({ ids })
    );
    this._ends.push(
      this.keys.bind('Mod+z', KeyLevel.App, () => void this.undoStack.undo()),
      this.keys.bind(['Mod+Shift+z', 'Mod+y'], KeyLevel.App, () => void this.undoStack.redo()),
      this.client.onStatus(() => this._onStatus()),
      this.client.onDatasetChange(change => this._onDatasetChange(change))
    );
    void this._join();
  }

  /** The joined session, or null while joining. */
  get session(): SessionClient | null {
    return this._session;
  }
  /** Pages of the view on the screen. */
  get pages(): PageCache | null {
    return this._pages;
  }
  /** Whether the App shows what session and dataset say now, as far as it knows. */
  get isSettled(): boolean {
    return this.store.state.opening === 'no' && !this._changePending;
  }
  /** Colours of the current classes and fields; the same object as long as they are the same. */
  get colors(): IColors {
    const { dataset, opened, session } = this.store.state;
    const key = [dataset, opened?.classes, session?.color_scheme, session?.config];
    if (!this._colors || key.some((part, i) => part !== this._colors?.key[i])) {
      this._colors = { key, colors: overlayColors(dataset, opened?.classes ?? [], session) };
    }
    return this._colors.colors;
  }

  /** Hears what has to be painted again. */
  onRepaint(listener: (what: Repaint) => void): () => void {
    this._painters.add(listener);
    return () => {
      this._painters.delete(listener);
    };
  }

  /** Paints everything anew: colours of the host changed. */
  repaint(): void {
    this._repaint('all');
  }

  setDefaults(defaults: IAppDefaults): void {
    this.defaults = defaults;
    this._applyDefaults();
  }

  /** Joins, loads or opens again after an error. */
  retry(): void {
    if (!this._session) {
      void this._join();
    } else if (!this.store.state.dataset) {
      void this._loadDataset();
    } else {
      this.reopen();
    }
  }

  /** Opens the session's view anew; what is on the screen stays until the answer is here. */
  reopen(): void {
    void this._open();
  }

  /** Index of a sample in the view, or null if it is not there. */
  async indexOf(id: string): Promise<number | null> {
    const here = this._pages?.indexOf(id);
    const { opened } = this.store.state;
    if (here !== undefined && here !== null) {
      return here;
    }
    if (!opened) {
      return null;
    }
    const { dataset, view } = opened;
    const { result } = await this.client.request('grid.index', { dataset, view, sample_id: id });
    return result.index;
  }

  dispose(): void {
    for (const end of this._ends.splice(0)) {
      end();
    }
    this._disposed = true;
    this._openAbort?.abort();
    clearTimeout(this._slowTimer);
    clearTimeout(this._changeTimer);
    this._pages?.dispose();
    this.thumbnails.dispose();
  }

  private _applyDefaults(): void {
    const given = this._session?.state.config.grid_zoom;
    const { narrow } = this.store.state;
    this.store.set(unchosen(this.defaults, this.preferences.value, { zoom: given, narrow }));
  }

  private async _join(): Promise<void> {
    this.store.set({ problem: null });
    this._wait();
    try {
      const session = await this.client.joinSession(this.options.session);
      if (this._disposed) {
        return;
      }
      this._session = session;
      this._applyDefaults();
      this._ends.push(
        session.subscribe(() => this._onSession()),
        session.onEvent(({ event }) => {
          if (event === 'refresh') {
            void this._loadDataset();
          }
        })
      );
      this._onSession();
    } catch (error) {
      this._fail('session', error);
    }
  }

  private _onStatus(): void {
    this.store.set({
      connection: this.client.status,
      connectionError: this.client.lastError
    });
    // Changes may have been missed meanwhile, and the new connection watches nothing yet.
    if (this.client.status === 'open' && this.store.state.dataset) {
      void this._loadDataset();
    }
  }

  private _onSession(): void {
    const session = this._session;
    if (!session || this._disposed) {
      return;
    }
    if (session.error) {
      this._fail('session', session.error);
      return;
    }
    const before = this.store.state.session;
    const now = session.state;
    const { grid_zoom: zoom } = now.config;
    this.store.set({
      session: now,
      ...(before && before.config.grid_zoom !== zoom ? { zoom } : {}),
      appCount: session.appCount,
      ...selectionMaps(before, now)
    });
    if (before?.dataset !== now.dataset) {
      if (before) {
        this._toTop();
        this._showNothing();
      }
      void this._loadDataset(before?.dataset);
    } else if (
      !sameJson([before?.view, before?.group_slice], [now.view, now.group_slice]) ||
      this._pages?.lacks(this.store.state.dataset, now, this.colors)
    ) {
      void this._open();
    } else if (drawnOtherwise(before, now)) {
      this._repaint('all');
    }
  }

  private _onDatasetChange({ dataset, change, sample_ids }: IDatasetChangeMessage): void {
    if (dataset !== this.store.state.dataset?.id || NOT_SHOWN.has(change)) {
      return;
    } else if (change === 'deleted') {
      this._fail(
        'dataset_deleted',
        new BridgeError('not_found', 'It was deleted. Other datasets can be shown in its place:')
      );
      return;
    }
    if (change === 'media') {
      this.thumbnails.invalidate(sample_ids ?? null);
    }
    // Many small writes come as many messages; one look at the dataset answers them all.
    clearTimeout(this._changeTimer);
    this._changePending = true;
    this._changeTimer = setTimeout(() => {
      this._changePending = false;
      void this._loadDataset();
    }, 40);
  }

  /** `before`: the dataset that the session showed until now. */
  private async _loadDataset(before: string | null = null): Promise<void> {
    const name = this._session?.state.dataset ?? null;
    if (name === null) {
      const problem = await withoutDataset(this.client, before);
      if (!this._session?.state.dataset) {
        this.store.set({ opening: 'no', problem });
      }
      return;
    }
    this._wait();
    try {
      const { result } = await this.client.request('dataset.load', { name });
      if (this._disposed || this._session?.state.dataset !== name) {
        return;
      }
      const before = this._dataset;
      this._dataset = result;
      if (before?.id !== result.id || !this.store.state.opened) {
        this.store.set({ dataset: result });
      }
      await this._open();
    } catch (error) {
      this._fail('dataset', error);
    }
  }

  private async _open(): Promise<void> {
    const { session, opened } = this.store.state;
    if (!this._dataset || !session) {
      return;
    }
    this._openAbort?.abort();
    const abort = new AbortController();
    this._openAbort = abort;
    this._wait();
    const asked = { dataset: this._dataset, session, captions: this.store.state.captions };
    const view = shownView(this._dataset, session);
    const sameView = opened?.dataset === this._dataset.id && sameJson(opened.view, view);
    // The first view opens where this session was left in this browser.
    const visible = sameView || !opened ? this.visible : ([0, PAGE_SIZE] as const);
    try {
      const opening = await openView(
        this.client,
        { ...asked, view, classes: opened?.classes ?? [] },
        visible,
        abort.signal,
        done => this._openAbort === abort && this.store.set({ openingDone: done })
      );
      if (this._openAbort === abort && !this._disposed) {
        this._show(opening, sameView);
      }
    } catch (error) {
      if (this._openAbort === abort) {
        this._fail('view', error);
      }
    }
  }

  private _show({ dataset, source, opened, pages }: IOpening, sameView: boolean): void {
    const old = this._pages;
    const cache = new PageCache(this.client, source, {
      onPage: (start, count) => this._repaint({ start, count }),
      onError: error => this.actions.report(error)
    });
    if (old && sameView) {
      cache.adopt(old);
    }
    old?.dispose();
    for (const [number, page] of pages) {
      cache.put(number, page);
    }
    this._pages = cache;
    if (!sameView && this.store.state.opened) {
      this._toTop();
    }
    clearTimeout(this._slowTimer);
    // The grid sees the new layout and the new pages in the same step.
    this.thumbnails.setDataset(opened.mediaDataset);
    this.store.set({ dataset, opened, opening: 'no', openingDone: null, problem: null });
    this._repaint('all');
  }

  /** Another view begins with its first sample, also if the grid is not there to see it. */
  private _toTop(): void {
    this.visible = [0, PAGE_SIZE];
    this.preferences.set({ position: 0 });
  }

  private _showNothing(): void {
    this.undoStack.clear();
    this._openAbort?.abort();
    this._pages?.dispose();
    this._pages = null;
    this.thumbnails.setDataset(null);
    this._dataset = null;
    this.store.set({ dataset: null, opened: null, problem: null });
  }

  private _wait(): void {
    clearTimeout(this._slowTimer);
    if (this.store.state.opening !== 'slow') {
      this.store.set({ opening: 'brief' });
      this._slowTimer = setTimeout(() => this.store.set({ opening: 'slow' }), SLOW_AFTER);
    }
  }

  private _fail(kind: IProblem['kind'], error: unknown): void {
    if (!(error instanceof BridgeError)) {
      throw error;
    }
    clearTimeout(this._slowTimer);
    if (error.code === 'cancelled' || this._disposed) {
      return;
    }
    const { session } = this.store.state;
    if (kind === 'view') {
      this.store.set({ dataset: this._dataset });
    }
    if (kind === 'dataset_deleted') {
      this._showNothing();
    }
    this.store.set({
      opening: 'no',
      problem: problemOf(kind, error, addedStages(this._dataset, session))
    });
  }

  private _repaint(what: Repaint): void {
    for (const painter of [...this._painters]) {
      painter(what);
    }
  }

  private _session: SessionClient | null = null;
  /** As it was loaded; what is shown of it depends on the view. */
  private _dataset: IDatasetInfo | null = null;
  private _pages: PageCache | null = null;
  private _colors: { key: unknown[]; colors: IColors } | null = null;
  private _openAbort: AbortController | null = null;
  private _slowTimer: ReturnType<typeof setTimeout> | undefined;
  private _changeTimer: ReturnType<typeof setTimeout> | undefined;
  private _changePending = false;
  private _disposed = false;
  private readonly _painters = new Set<(what: Repaint) => void>();
  private readonly _ends: (() => void)[] = [];
}
