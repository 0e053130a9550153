/** Saved views of the synthetic dataset, kept in memory. */
import type { ISavedView, View } from '../../protocol';

export class SyntheticSavedViews {
  readonly saved = new Map<string, ISavedView>();

  /** @param changed called when the saved views changed */
  constructor(private readonly _changed: () => void) {}

  /** Saves a view as if somebody else had. */
  put(view: View, facts: Partial<ISavedView> & { name: string }): ISavedView {
    const saved: ISavedView = {
      slug: facts.name.toLowerCase(),
      description: null,
      color: null,
      created_at: 0,
      last_modified_at: 0,
      last_loaded_at: null,
      ...facts,
      view
    };
    this.saved.set(saved.name, saved);
    this._changed();
    return saved;
  }

  /** The result of a request, or undefined if it is not about saved views. */
  answer(method: string, params: Record<string, unknown>): unknown {
    const name = String(params['name']);
    switch (method) {
      case 'saved_view.list':
        return [...this.saved.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      case 'saved_view.save': {
        const { view, description, color } = params as unknown as ISavedView;
        return this.put(view, { name, description, color });
      }
      case 'saved_view.load':
        return this.saved.get(name);
      case 'saved_view.update': {
        const before = this.saved.get(name) as ISavedView;
        this.saved.delete(name);
        return this.put(before.view, { ...before, ...(params['to'] as Partial<ISavedView>) });
      }
      case 'saved_view.delete': {
        const count = Number(this.saved.delete(name));
        this._changed();
        return { count };
      }
      default:
        return undefined;
    }
  }
}
