/** The `workspaces` table. */
import type { IStoredWorkspace, IWorkspaceStore } from '../document-store';
import { datasetKey } from './dataset-rows';
import type { Row, SqliteFile } from './sqlite-file';

const toWorkspace = (row: Row): IStoredWorkspace => ({
  name: row['name'] as string,
  slug: row['slug'] as string,
  description: row['description'] as string | null,
  color: row['color'] as string | null,
  created_at: row['created_at'] as number,
  last_modified_at: row['last_modified_at'] as number,
  last_loaded_at: row['last_loaded_at'] as number | null,
  spaces: JSON.parse(row['spaces'] as string) as IStoredWorkspace['spaces']
});

export class SqliteWorkspaces implements IWorkspaceStore {
  constructor(private readonly _db: SqliteFile) {}

  list(dataset: string): IStoredWorkspace[] {
    const key = datasetKey(this._db, dataset);
    return this._db
      .all('SELECT * FROM workspaces WHERE dataset = ? ORDER BY name', key)
      .map(toWorkspace);
  }

  put(dataset: string, workspace: IStoredWorkspace, instead: readonly string[] = []): void {
    this._db.transaction(() => {
      this.remove(dataset, instead);
      this._db.run(
        'INSERT INTO workspaces (dataset, slug, name, description, color, spaces, created_at, ' +
          'last_modified_at, last_loaded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        datasetKey(this._db, dataset),
        workspace.slug,
        workspace.name,
        workspace.description,
        workspace.color,
        JSON.stringify(workspace.spaces),
        workspace.created_at,
        workspace.last_modified_at,
        workspace.last_loaded_at
      );
    });
  }

  remove(dataset: string, slugs: readonly string[]): number {
    return this._db.transaction(() => {
      const key = datasetKey(this._db, dataset);
      const counts = slugs.map(slug =>
        this._db.run('DELETE FROM workspaces WHERE dataset = ? AND slug = ?', key, slug)
      );
      return counts.reduce((sum, count) => sum + count, 0);
    });
  }
}
