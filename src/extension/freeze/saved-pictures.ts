/**
 * What is saved is what is shown: when a notebook is saved, the pictures beside its live Apps are
 * brought up to date. A save does not wait, so what was not at hand is saved once more right after.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import type { LiveSession } from '../sessions/live-session';
import { appOutputsOf, updatePicture } from './outputs';

/** Longest wait in ms for pictures that are saved afterwards. */
const PATIENCE = 4000;

type SaveState = 'started' | 'completed' | 'failed' | string;

export class SavedPictures implements IDisposable {
  constructor(
    private readonly _panel: NotebookPanel,
    private readonly _live: (session: string) => LiveSession | null
  ) {
    _panel.context.saveState.connect(this._onSave, this);
    _panel.disposed.connect(this.dispose, this);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._panel.context.saveState.disconnect(this._onSave, this);
    }
  }

  private _onSave(_: unknown, state: SaveState): void {
    if (state === 'started') {
      // Before the notebook is turned into text, which happens in the same task.
      this._putAtHand();
    } else if (state === 'completed' && !this._again) {
      void this._saveRest();
    }
  }

  private _putAtHand(): void {
    for (const { model, descriptor, frozen } of [...appOutputsOf(this._panel)]) {
      const picture = this._live(descriptor.session)?.pictures.of(descriptor.subscription);
      if (!frozen && picture) {
        updatePicture(model, picture);
      }
    }
  }

  /** Takes the pictures that were not fresh, and saves again if that changed one. */
  private async _saveRest(): Promise<void> {
    const stale = [...appOutputsOf(this._panel)].flatMap(({ descriptor, frozen }) => {
      const live = frozen ? null : this._live(descriptor.session);
      const { subscription } = descriptor;
      return live?.place?.subscription === subscription && !live.pictures.isFresh(subscription)
        ? [{ live, subscription }]
        : [];
    });
    if (stale.length === 0) {
      return;
    }
    this._again = true;
    try {
      await within(
        PATIENCE,
        Promise.all(stale.map(({ live, subscription }) => live.pictures.refresh(subscription)))
      );
      // A person who went on typing saves what they type themselves.
      if (!this._isDisposed && !this._panel.context.model.dirty) {
        await this._panel.context.save();
      }
    } catch (error) {
      console.warn('Lunette: the picture of an App in the saved notebook may be older.', error);
    } finally {
      this._again = false;
    }
  }

  private _isDisposed = false;
  /** While the second save is under way. */
  private _again = false;
}

/** Resolves when `work` is done, or after `ms`. */
function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise(resolve => setTimeout(resolve, ms))]);
}
