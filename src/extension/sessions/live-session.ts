/**
 * One App of one session. Its DOM root outlives the widgets that show it: JupyterLab re-creates
 * outputs when cells move, and the App must not notice.
 */
import type { IDisposable } from '@lumino/disposable';
import { mountApp, type IAppHandle, type ICapture, type ICaptureOptions } from '../../widget';
import {
  BridgeError,
  type BridgeClient,
  type ISessionOrigin,
  type SessionClient
} from '../../client';
import type { EventData } from '../../protocol';
import type { BridgeConnection } from './connection';
import { LatestPictures } from './latest-pictures';

/** Somewhere the App can live: a cell output, a sidebar panel, a tab of the main area. */
export interface IPlace {
  /** The cell's subscription, or null where the place is no cell. */
  readonly subscription: string | null;
  /** What the kernel that made the cell said of itself. */
  readonly origin?: ISessionOrigin;
  /** Shows the App's root. */
  attach(root: HTMLElement): void;
  /** Gives the root up; `picture` shows the App as it was, null if it could not be captured. */
  detach(picture: ICapture | null): void;
}

/** Longest wait for the App's own picture, in ms, before it is given up. */
const CAPTURE_TIMEOUT = 8000;

type Wish = EventData<'deactivate_notebook_cell'>;

export class LiveSession implements IDisposable {
  readonly root: HTMLElement = document.createElement('div');
  /** What the cells of this App look like now, for a notebook that is being saved. */
  readonly pictures: LatestPictures;

  constructor(
    readonly session: string,
    private readonly _options: {
      connection: BridgeConnection;
      /** Freezes the cell of a subscription; returns null, or why it could not. */
      freezeCell(subscription: string | null, picture: ICapture): string | null;
    }
  ) {
    this.root.className = 'lunette-Host';
    this._client = _options.connection.createClient('app');
    this._app = mountApp(this.root, {
      client: this._client,
      session,
      theme: 'follow',
      mediaUrl: (dataset, sampleId) => _options.connection.mediaUrl(dataset, sampleId),
      diagnose: () => _options.connection.diagnose(session, this._place?.origin),
      onEscape: () => this._leaveFocus()
    });
    this.pictures = new LatestPictures(this._app, () => this.capture());
    void this._listen();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }
  get place(): IPlace | null {
    return this._place;
  }

  /** Shows the App in another place. The old place keeps a picture. */
  async moveTo(place: IPlace | null): Promise<void> {
    const old = this._place;
    if (old === place) {
      return;
    }
    const picture = old ? await this.capture().catch(reportMissingPicture) : null;
    // Somebody else may have moved it while the picture was taken.
    if (this._place !== old || this._isDisposed) {
      return;
    }
    this._place = place;
    this.pictures.moved(old?.subscription ?? null, picture, place?.subscription ?? null);
    old?.detach(picture);
    place?.attach(this.root);
    this._app.setSuspended(place === null);
  }

  /** The place is gone (disposed by JupyterLab): no picture can be left there. */
  release(place: IPlace): void {
    if (this._place === place) {
      this._place = null;
      this.root.remove();
      this._app.setSuspended(true);
    }
  }

  /** Re-parents the App into the place that already has it. */
  reattach(place: IPlace): void {
    if (this._place === place) {
      place.attach(this.root);
    }
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
  async freeze(subscription: string): Promise<void> {
    const session = await this._joined();
    const { error } = session ? await this._freeze(session, { subscription }) : {};
    if (error) {
      throw new Error(error);
    }
  }

  /** Tells kernel and others that the cell is live again. */
  async announce(subscription: string): Promise<void> {
    const session = await this._joined();
    await session?.send('reactivate_notebook_cell', { subscription });
  }

  focus(): void {
    this._app.focus();
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._place = null;
    this.pictures.dispose();
    this._app.dispose();
    this._client.dispose();
    this.root.remove();
  }

  private async _joined(): Promise<SessionClient | null> {
    try {
      return await this._client.joinSession(this.session);
    } catch (error) {
      // The App itself shows why the session cannot be joined.
      if (error instanceof BridgeError) {
        return null;
      }
      throw error;
    }
  }

  private async _listen(): Promise<void> {
    const session = await this._joined();
    session?.onEvent(event => {
      if (event.event === 'deactivate_notebook_cell') {
        void this._freeze(session, event.data);
      }
    });
  }

  /** Answers the wish for a picture in the document. */
  private async _freeze(
    session: SessionClient,
    data: Wish
  ): Promise<EventData<'capture_notebook_cell'>> {
    const subscription = data.subscription ?? this._place?.subscription ?? null;
    let answer: EventData<'capture_notebook_cell'>;
    try {
      // In a sidebar the App has another shape than the cell that is to show it.
      const here = this._place === null || this._place.subscription === subscription;
      const picture = here
        ? await this.capture(captureOptions(data))
        : await this._drawnByBridge(data);
      const error = this._options.freezeCell(subscription, picture);
      answer = {
        subscription: subscription ?? '',
        src: picture.dataUri,
        width: picture.width,
        height: picture.height,
        error
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      answer = { subscription: subscription ?? '', width: 0, error: reason };
    }
    await session.send('capture_notebook_cell', answer);
    return answer;
  }

  /** The session as the bridge draws it, in the size of a cell. */
  private async _drawnByBridge({ scale, format, max_bytes }: Wish): Promise<ICapture> {
    const { result, payload } = await this._client.request('session.picture', {
      session: this.session,
      theme: document.body.dataset['jpThemeLight'] === 'false' ? 'dark' : 'light',
      scale: scale ?? 1,
      format: format ?? 'png',
      ...(max_bytes ? { max_bytes } : {})
    });
    const { type, text, width, height } = result;
    const bytes = Array.from(payload ?? [], byte => String.fromCharCode(byte)).join('');
    return {
      dataUri: `data:${type};base64,${btoa(bytes)}`,
      type,
      text,
      width,
      height,
      // The text says what was given up.
      reduced: null
    };
  }

  private _leaveFocus(): void {
    const cell = this.root.closest<HTMLElement>('.jp-Cell, .jp-Notebook');
    (cell ?? this.root.parentElement)?.focus();
  }

  private _isDisposed = false;
  private _place: IPlace | null = null;
  private readonly _client: BridgeClient;
  private readonly _app: IAppHandle;
}

function captureOptions({ scale, format, max_bytes }: Wish): ICaptureOptions {
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
