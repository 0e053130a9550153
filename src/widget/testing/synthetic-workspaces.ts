/** Workspaces of the synthetic dataset, kept in memory. */
import type { ISpace, IWorkspaceInfo } from '../../protocol';

export class SyntheticWorkspaces {
  readonly saved = new Map<string, IWorkspaceInfo & { spaces: ISpace }>();

  /** The result of a request, or undefined if it is not about workspaces. */
  answer(method: string, params: Record<string, unknown>): unknown {
    const name = String(params['name']);
    switch (method) {
      case 'workspace.list':
        return [...this.saved.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      case 'workspace.save': {
        const workspace = {
          name,
          slug: name.toLowerCase(),
          description: null,
          color: null,
          created_at: 0,
          last_modified_at: 0,
          last_loaded_at: null,
          spaces: params['spaces'] as ISpace
        };
        this.saved.set(name, workspace);
        return workspace;
      }
      case 'workspace.load':
        return this.saved.get(name);
      case 'workspace.delete':
        return { count: Number(this.saved.delete(name)) };
      default:
        return undefined;
    }
  }
}
