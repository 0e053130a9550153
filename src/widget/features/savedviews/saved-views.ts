/** Saved views of one dataset: asked for, shown, saved, changed. What fails says so in a notice. */
import type { ISavedViewInfo, Params, View } from '../../../protocol';
import type { AppModel } from '../../model';

/** What a person says of a view besides its stages. */
export interface IViewFacts {
  name: string;
  description: string | null;
  color: string | null;
}

export class SavedViews {
  constructor(
    private readonly _model: AppModel,
    private readonly _dataset: string
  ) {}

  /** Calls with the list, by name, now and whenever it changed; null if it cannot be had. */
  follow(listener: (views: readonly ISavedViewInfo[] | null) => void): () => void {
    let current = true;
    const read = (): void => {
      void this._list().then(views => current && listener(views));
    };
    read();
    const end = this._model.client.onDatasetChange(({ dataset, change }) => {
      if (dataset === this._dataset && change === 'saved_views') {
        read();
      }
    });
    return () => {
      current = false;
      end();
    };
  }

  /** Shows a saved view in the session. */
  async show(name: string): Promise<void> {
    const loaded = await this._try(client =>
      client.request('saved_view.load', { dataset: this._dataset, name })
    );
    if (loaded) {
      this._model.actions.setView(loaded.result.view, loaded.result.name);
    }
  }

  /** Saves a view, which the session then shows under that name. */
  async save(view: View, facts: IViewFacts, overwrite: boolean): Promise<boolean> {
    const saved = await this._save({ dataset: this._dataset, view, ...facts, overwrite });
    if (saved) {
      this._model.actions.setView(view, facts.name);
    }
    return saved;
  }

  /** Changes name, description and colour. */
  async update(name: string, to: IViewFacts): Promise<boolean> {
    const params = { dataset: this._dataset, name, to };
    const { session } = this._model.store.state;
    if (!(await this._try(client => client.request('saved_view.update', params)))) {
      return false;
    }
    if (session?.view_name === name && to.name !== name) {
      this._model.actions.setView(session.view, to.name);
    }
    return true;
  }

  /** Deletes a saved view; a notice offers to take that back. */
  async remove(name: string): Promise<boolean> {
    const dataset = this._dataset;
    const deleted = await this._try(async client => {
      const { result } = await client.request('saved_view.load', { dataset, name });
      await client.request('saved_view.delete', { dataset, name });
      return result;
    });
    if (!deleted) {
      return false;
    }
    const { view, description, color } = deleted;
    const { actions, undoStack } = this._model;
    undoStack.push({
      undo: () => this._save({ dataset, name, view, description, color }),
      redo: () => this.remove(name)
    });
    actions.notify({
      kind: 'info',
      text: `The saved view “${name}” was deleted; its samples stay.`,
      action: { label: 'Undo', run: () => void undoStack.undo() }
    });
    return true;
  }

  private async _list(): Promise<readonly ISavedViewInfo[] | null> {
    const answer = await this._try(client =>
      client.request('saved_view.list', { dataset: this._dataset })
    );
    return answer?.result ?? null;
  }

  private async _save(params: Params<'saved_view.save'>): Promise<boolean> {
    return (await this._try(client => client.request('saved_view.save', params))) !== null;
  }

  private async _try<T>(ask: (client: AppModel['client']) => Promise<T>): Promise<T | null> {
    try {
      return await ask(this._model.client);
    } catch (error) {
      this._model.actions.report(error);
      return null;
    }
  }
}
