/** Workspaces of the dataset: asked for, saved, loaded, deleted. What fails says so in a notice. */
import type { ISpace, IWorkspaceInfo, Params } from '../../../protocol';
import type { AppModel } from '../../model';

export class Workspaces {
  constructor(
    private readonly _model: AppModel,
    private readonly _dataset: string
  ) {}

  /** By name; null if they cannot be had. */
  list(): Promise<IWorkspaceInfo[] | null> {
    return this._try(async client => {
      const { result } = await client.request('workspace.list', { dataset: this._dataset });
      return result;
    });
  }

  async save(name: string, spaces: ISpace, overwrite: boolean): Promise<boolean> {
    const saved = await this._save({ dataset: this._dataset, name, spaces, overwrite });
    if (saved) {
      this._model.actions.notify({ kind: 'info', text: `The layout is saved as “${name}”.` });
    }
    return saved;
  }

  /** The layout of a workspace; null if it cannot be had. */
  load(name: string): Promise<ISpace | null> {
    return this._try(async client => {
      const { result } = await client.request('workspace.load', { dataset: this._dataset, name });
      return result.spaces;
    });
  }

  /** Deletes a workspace; a notice offers to take that back. */
  async remove(name: string): Promise<boolean> {
    const dataset = this._dataset;
    const deleted = await this._try(async client => {
      const { result } = await client.request('workspace.load', { dataset, name });
      await client.request('workspace.delete', { dataset, name });
      return result;
    });
    if (!deleted) {
      return false;
    }
    const { spaces, description, color } = deleted;
    const { actions, undoStack } = this._model;
    undoStack.push({
      undo: () => this._save({ dataset, name, spaces, description, color }),
      redo: () => this.remove(name)
    });
    actions.notify({
      kind: 'info',
      text: `The workspace “${name}” was deleted.`,
      action: { label: 'Undo', run: () => void undoStack.undo() }
    });
    return true;
  }

  private async _save(params: Params<'workspace.save'>): Promise<boolean> {
    const saved = await this._try(client => client.request('workspace.save', params));
    return saved !== null;
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
