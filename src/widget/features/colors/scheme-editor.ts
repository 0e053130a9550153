/** Colours changed by hand: the latest wins while something is dragged, and all can be undone. */
import type { ColorScheme } from '../../../protocol';
import type { AppModel } from '../../model';

/** Changes of the same thing within this many milliseconds are undone together. */
const GESTURE = 800;

export class SchemeEditor {
  constructor(private readonly _model: AppModel) {}

  /** The scheme as it is here: with changes that are still to be sent. */
  get scheme(): ColorScheme {
    return this._waiting ?? this._model.store.state.session?.color_scheme ?? {};
  }

  /** Shows and sends a scheme. `what` is being changed: a drag is one step to undo. */
  change(scheme: ColorScheme, what: string): void {
    const now = Date.now();
    const last = this._gesture;
    if (last && last.what === what && now - last.at < GESTURE) {
      last.after = scheme;
      last.at = now;
    } else {
      const gesture = { what, before: this.scheme, after: scheme, at: now };
      this._gesture = gesture;
      this._model.undoStack.push({
        undo: () => this._replace(gesture.before),
        redo: () => this._replace(gesture.after)
      });
    }
    void this._send(scheme);
  }

  private _replace(scheme: ColorScheme): Promise<boolean> {
    this._gesture = null;
    return this._send(scheme);
  }

  /** One scheme is under way at a time; of those that come meanwhile only the latest is sent. */
  private async _send(scheme: ColorScheme): Promise<boolean> {
    const { session, actions } = this._model;
    if (!session) {
      return false;
    }
    this._waiting = scheme;
    if (this._sending) {
      return this._sending;
    }
    const run = async (): Promise<boolean> => {
      while (this._waiting) {
        const next = this._waiting;
        const sent = session.send('set_color_scheme', { color_scheme: next });
        this._waiting = null;
        try {
          await sent;
        } catch (error) {
          this._waiting = null;
          actions.report(error);
          return false;
        }
      }
      return true;
    };
    this._sending = run().finally(() => {
      this._sending = null;
    });
    return this._sending;
  }

  private _waiting: ColorScheme | null = null;
  private _sending: Promise<boolean> | null = null;
  private _gesture: { what: string; before: ColorScheme; after: ColorScheme; at: number } | null =
    null;
}

const editors = new WeakMap<AppModel, SchemeEditor>();

/** The editor of an App's colours. */
export function schemeEditor(model: AppModel): SchemeEditor {
  const editor = editors.get(model) ?? new SchemeEditor(model);
  editors.set(model, editor);
  return editor;
}
