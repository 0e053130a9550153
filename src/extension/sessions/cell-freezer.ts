/** Answers the kernel that wants a cell of a session to become a picture. */
import { BridgeError, type BridgeClient, type SessionClient } from '../../client';
import type { EventData } from '../../protocol';
import type { ICapture } from '../../widget';

/** What the kernel wants of a picture. */
export type PictureWish = EventData<'deactivate_notebook_cell'>;

interface IOptions {
  client: BridgeClient;
  session: string;
  /** The cell that the kernel means when it names none. */
  ownCell(): string | null;
  /** The App as the cell shows it; null if it is not in that cell now. */
  capture(wish: PictureWish, subscription: string | null): Promise<ICapture> | null;
  /** Freezes the cell of a subscription; returns null, or why it could not. */
  freezeCell(subscription: string | null, picture: ICapture): string | null;
}

export class CellFreezer {
  constructor(private readonly _options: IOptions) {
    void this._listen();
  }

  /**
   * Makes a cell a picture, and says so to kernel and others.
   * @throws Error saying why it could not
   */
  async freeze(subscription: string): Promise<void> {
    const session = await this.joined();
    const { error } = session ? await this._freeze(session, { subscription }) : {};
    if (error) {
      throw new Error(error);
    }
  }

  /** The session, or null if it cannot be joined, which the App itself shows. */
  async joined(): Promise<SessionClient | null> {
    try {
      return await this._options.client.joinSession(this._options.session);
    } catch (error) {
      if (error instanceof BridgeError) {
        return null;
      }
      throw error;
    }
  }

  private async _listen(): Promise<void> {
    const session = await this.joined();
    session?.onEvent(event => {
      if (event.event === 'deactivate_notebook_cell') {
        void this._freeze(session, event.data);
      }
    });
  }

  /** Answers the wish for a picture in the document. */
  private async _freeze(
    session: SessionClient,
    wish: PictureWish
  ): Promise<EventData<'capture_notebook_cell'>> {
    const subscription = wish.subscription ?? this._options.ownCell();
    let answer: EventData<'capture_notebook_cell'>;
    try {
      // In a sidebar the App has another shape than the cell that is to show it.
      const here = this._options.capture(wish, subscription);
      const picture = await (here ?? this._drawnByBridge(wish));
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
  private async _drawnByBridge({ scale, format, max_bytes }: PictureWish): Promise<ICapture> {
    const { result, payload } = await this._options.client.request('session.picture', {
      session: this._options.session,
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
}
