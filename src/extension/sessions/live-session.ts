/**
 * One App of one session. Its DOM root outlives the widgets that show it: JupyterLab re-creates
 * outputs when cells move, and the App must not notice.
 */
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import {
  mountApp,
  type AppTheme,
  type IAppDefaults,
  type IAppHandle,
  type IAppPlace,
  type ICapture,
  type ICaptureOptions
} from '../../widget';
import type { BridgeClient, ConnectionStatus, ISessionOrigin, SessionClient } from '../../client';
import { CellFreezer, type PictureWish } from './cell-freezer';
import type { BridgeConnection } from './connection';
import { LatestPictures } from './latest-pictures';
import { scrollPositions } from './scroll-positions';

/** Where in a page an App can be shown. */
export type PlaceKind = 'cell' | 'left' | 'right' | 'main';

/** Somewhere the App can live: a cell output, a sidebar panel, a tab of the main area. */
export interface IPlace {
  readonly kind: PlaceKind;
  /** The cell's subscription, or null where the place is no cell. */
  readonly subscription: string | null;
  /** What the kernel that made the cell said of itself. */
  readonly origin?: ISessionOrigin;
  /** Shows the App's root. */
  attach(root: HTMLElement): void;
  /** Gives the root up; `picture` shows the App as it was, null if it could not be captured. */
  detach(picture: ICapture | null): void;
}

/** What the person set for all Apps of this JupyterLab. */
export interface IAppSettings {
  theme: AppTheme;
  defaults: IAppDefaults;
}

/** Longest wait for the App's own picture, in ms, before it is given up. */
const CAPTURE_TIMEOUT = 8000;

export class LiveSession implements IDisposable {
  readonly root: HTMLElement = document.createElement('div');
  /** What the cells of this App look like now, for a notebook that is being saved. */
  readonly pictures: LatestPictures;

  constructor(
    readonly session: string,
    options: {
      connection: BridgeConnection;
      settings: IAppSettings;
      /** Freezes the cell of a subscription; returns null, or why it could not. */
      freezeCell(subscription: string | null, picture: ICapture): string | null;
      /** The person wants it elsewhere. */
      moveTo(place: string): void;
    }
  ) {
    const { connection, settings, freezeCell, moveTo } = options;
    this.root.className = 'lunette-Host';
    this.root.addEventListener('contextmenu', keepOwnMenus);
    this._client = connection.createClient('app');
    this._app = mountApp(this.root, {
      client: this._client,
      session,
      theme: settings.theme,
      mediaUrl: (dataset, sampleId) => connection.mediaUrl(dataset, sampleId),
      diagnose: () => connection.diagnose(session, this._place?.origin),
      moveTo,
      onEscape: () => this._leaveFocus()
    });
    this._app.setDefaults(settings.defaults);
    this.pictures = new LatestPictures(this._app, () => this.capture());
    this._freezer = new CellFreezer({
      client: this._client,
      session,
      ownCell: () => this._place?.subscription ?? null,
      capture: (wish, subscription) =>
        this._place === null || this._place.subscription === subscription
          ? this.capture(captureOptions(wish))
          : null,
      freezeCell
    });
    this._client.onStatus(() => this._changed.emit());
    void this._follow();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }
  get place(): IPlace | null {
    return this._place;
  }
  /** Emitted when place, dataset, number of Apps or connection changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }
  /** Name of the session's dataset, or null if it has none or is not joined yet. */
  get dataset(): string | null {
    return this._joined?.state.dataset ?? null;
  }
  /** Apps of this session in all pages. */
  get appCount(): number {
    return this._joined?.appCount ?? 0;
  }
  get status(): ConnectionStatus {
    return this._client.status;
  }

  /** Shows the App in another place. The old place keeps a picture. */
  async moveTo(place: IPlace | null): Promise<void> {
    const old = this._place;
    if (old === place) {
      return;
    }
    // Now: showing the new place may hide the old one.
    const restoreScroll = old ? scrollPositions(this.root) : this._restoreScroll;
    const { activeElement } = document;
    const focused = this.root.contains(activeElement) ? (activeElement as HTMLElement) : null;
    const picture = old ? await this.capture().catch(reportMissingPicture) : null;
    // Somebody else may have moved it while the picture was taken.
    if (this._place !== old || this._isDisposed) {
      return;
    }
    this._place = place;
    this.pictures.moved(old?.subscription ?? null, picture, place?.subscription ?? null);
    this._restoreScroll = restoreScroll;
    old?.detach(picture);
    if (place) {
      place.attach(this.root);
      restoreScroll();
      focused?.focus({ preventScroll: true });
    }
    this._app.setSuspended(place === null);
    this._changed.emit();
  }

  /** The place is gone (disposed by JupyterLab): no picture can be left there. */
  release(place: IPlace): void {
    if (this._place === place) {
      this._place = null;
      this._restoreScroll = scrollPositions(this.root);
      this.root.remove();
      this._app.setSuspended(true);
      this._changed.emit();
    }
  }

  /** Re-parents the App into the place that already has it. */
  reattach(place: IPlace): void {
    if (this._place === place) {
      place.attach(this.root);
    }
  }

  applySettings({ theme, defaults }: IAppSettings): void {
    this._app.setTheme(theme);
    this._app.setDefaults(defaults);
  }

  /** Tells the App where it can be moved to. */
  setPlaces(places: readonly IAppPlace[]): void {
    this._app.setPlaces(places);
  }

  /** @throws Error if the App could not be drawn in time. */
  capture(options: ICaptureOptions = {}): Promise<ICapture> {
    return Promise.race([
      this._app.capture(options),
      new Promise<never>((_, reject) =>
        setTimeout(
          () => reject(new Error('The App did not draw its picture within 8 seconds.')),
          CAPTURE_TIMEOUT
        )
      )
    ]);
  }

  /**
   * Makes a cell a picture, and says so to kernel and others.
   * @throws Error saying why it could not
   */
  freeze(subscription: string): Promise<void> {
    return this._freezer.freeze(subscription);
  }

  /** Tells kernel and others that the cell is live again. */
  async announce(subscription: string): Promise<void> {
    const session = await this._freezer.joined();
    await session?.send('reactivate_notebook_cell', { subscription });
  }

  /** Gives the App the keyboard, unless a part of it has it. */
  focus(): void {
    if (!this.root.contains(document.activeElement)) {
      this._app.focus();
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._place = null;
    this.pictures.dispose();
    // Parts of the App are widgets that must be in the document to be taken out of it.
    if (!this.root.isConnected) {
      this.root.style.display = 'none';
      document.body.append(this.root);
    }
    this._app.dispose();
    this._client.dispose();
    this.root.remove();
    Signal.clearData(this);
  }

  private async _follow(): Promise<void> {
    this._joined = await this._freezer.joined();
    if (!this._joined || this._isDisposed) {
      return;
    }
    let told: unknown[] = [];
    const tell = (): void => {
      const now = [this.dataset, this.appCount];
      if (now.some((value, i) => value !== told[i])) {
        told = now;
        this._changed.emit();
      }
    };
    this._joined.subscribe(tell);
    tell();
  }

  private _leaveFocus(): void {
    const cell = this.root.closest<HTMLElement>('.jp-Cell, .jp-Notebook');
    (cell ?? this.root.parentElement)?.focus();
  }

  private _isDisposed = false;
  private _place: IPlace | null = null;
  private _restoreScroll: () => void = () => undefined;
  private _joined: SessionClient | null = null;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _client: BridgeClient;
  private readonly _app: IAppHandle;
  private readonly _freezer: CellFreezer;
}

function captureOptions({ scale, format, max_bytes }: PictureWish): ICaptureOptions {
  return {
    ...(scale ? { scale } : {}),
    ...(format ? { format } : {}),
    ...(max_bytes ? { maxBytes: max_bytes } : {})
  };
}

function reportMissingPicture(error: unknown): null {
  console.warn('Lunette: the App left its place without a new picture.', error);
  return null;
}

/** Where the App opens a menu of its own, or the browser one for texts, JupyterLab's stays out. */
function keepOwnMenus(event: Event): void {
  const target = event.target as Element | null;
  if (event.defaultPrevented || target?.closest('input, textarea, [contenteditable]')) {
    event.stopPropagation();
  }
}
