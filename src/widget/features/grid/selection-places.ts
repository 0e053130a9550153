/** Where in the view the selected samples stand, as far as that is cheap to know. */
import { BridgeError } from '../../../client';
import type { AppModel, IOpenedView } from '../../model';

/** Samples whose place is asked of the bridge, one request each. */
const MAX_ASKED = 40;

export class SelectionPlaces {
  /** @param _onFound some places became known */
  constructor(
    private readonly _model: AppModel,
    private readonly _onFound: () => void
  ) {}

  /** Known indices of selected samples. */
  get indices(): readonly number[] {
    return this._indices;
  }

  /** The selection or the view changed. */
  update(): void {
    const { opened, selected } = this._model.store.state;
    if (opened !== this._opened) {
      this._opened = opened;
      this._known.clear();
      this._asked = 0;
    }
    const unknown: string[] = [];
    this._indices = [];
    for (const id of selected.keys()) {
      const index = this._known.get(id) ?? this._model.pages?.indexOf(id) ?? undefined;
      if (index === undefined) {
        unknown.push(id);
      } else {
        this._known.set(id, index);
        this._indices.push(index);
      }
    }
    for (const id of unknown.slice(0, Math.max(0, MAX_ASKED - this._asked))) {
      this._asked += 1;
      void this._ask(id);
    }
  }

  dispose(): void {
    this._opened = null;
    this._disposed = true;
  }

  private async _ask(id: string): Promise<void> {
    const opened = this._opened;
    try {
      const index = await this._model.indexOf(id);
      if (index !== null && opened === this._opened && !this._disposed) {
        this._known.set(id, index);
        if (this._model.store.state.selected.has(id)) {
          this._indices = [...this._indices, index];
          this._onFound();
        }
      }
    } catch (error) {
      // The map only lacks a mark; the same trouble is reported where it matters.
      if (!(error instanceof BridgeError)) {
        throw error;
      }
    }
  }

  private _opened: IOpenedView | null = null;
  private readonly _known = new Map<string, number>();
  private _indices: number[] = [];
  private _asked = 0;
  private _disposed = false;
}
