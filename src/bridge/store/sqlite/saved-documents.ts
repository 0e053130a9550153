/** The `saved_documents` table. */
import type {
  ISavedDocument,
  ISavedDocumentReader,
  ISavedDocumentStore,
  SavedKind
} from '../saved-documents';
import { datasetKey } from './dataset-rows';
import type { Row, SqliteFile } from './sqlite-file';

const toDocument = (row: Row): ISavedDocument => ({
  key: row['key'] as string,
  document: JSON.parse(row['document'] as string) as Record<string, unknown>
});

export class SqliteSavedReader implements ISavedDocumentReader {
  constructor(protected readonly db: SqliteFile) {}

  list(dataset: string, kind: SavedKind): ISavedDocument[] {
    return this.db
      .all(
        'SELECT key, document FROM saved_documents WHERE dataset = ? AND kind = ? ORDER BY key',
        datasetKey(this.db, dataset),
        kind
      )
      .map(toDocument);
  }

  get(dataset: string, kind: SavedKind, key: string): ISavedDocument | null {
    const row = this._row('key, document', dataset, kind, key);
    return row ? toDocument(row) : null;
  }

  content(dataset: string, kind: SavedKind, key: string): Uint8Array | null {
    return (this._row('content', dataset, kind, key)?.['content'] ?? null) as Uint8Array | null;
  }

  private _row(columns: string, dataset: string, kind: SavedKind, key: string): Row | undefined {
    return this.db.get(
      `SELECT ${columns} FROM saved_documents WHERE dataset = ? AND kind = ? AND key = ?`,
      datasetKey(this.db, dataset),
      kind,
      key
    );
  }
}

export class SqliteSavedDocuments extends SqliteSavedReader implements ISavedDocumentStore {
  put(
    dataset: string,
    kind: SavedKind,
    { key, document }: ISavedDocument,
    content?: Uint8Array | null
  ): void {
    this._change(dataset, number => {
      this.db.run(
        'INSERT INTO saved_documents (dataset, kind, key, document) VALUES (?, ?, ?, ?) ' +
          'ON CONFLICT (dataset, kind, key) DO UPDATE SET document = excluded.document',
        number,
        kind,
        key,
        JSON.stringify(document)
      );
      if (content !== undefined) {
        this.db.run(
          'UPDATE saved_documents SET content = ? WHERE dataset = ? AND kind = ? AND key = ?',
          content,
          number,
          kind,
          key
        );
      }
    });
  }

  rekey(dataset: string, kind: SavedKind, key: string, next: string): void {
    this._change(dataset, number =>
      this.db.run(
        'UPDATE saved_documents SET key = ? WHERE dataset = ? AND kind = ? AND key = ?',
        next,
        number,
        kind,
        key
      )
    );
  }

  note(dataset: string, kind: SavedKind, { key, document }: ISavedDocument): void {
    this.db.run(
      'UPDATE saved_documents SET document = ? WHERE dataset = ? AND kind = ? AND key = ?',
      JSON.stringify(document),
      datasetKey(this.db, dataset),
      kind,
      key
    );
  }

  remove(dataset: string, kind: SavedKind, keys: readonly string[]): number {
    return keys.length === 0
      ? 0
      : this._change(dataset, number =>
          keys
            .map(key =>
              this.db.run(
                'DELETE FROM saved_documents WHERE dataset = ? AND kind = ? AND key = ?',
                number,
                kind,
                key
              )
            )
            .reduce((sum, count) => sum + count, 0)
        );
  }

  /** One transaction, which changes the dataset. */
  private _change<T>(dataset: string, change: (number: number) => T): T {
    return this.db.transaction(() => {
      const number = datasetKey(this.db, dataset);
      const result = change(number);
      this.db.run('UPDATE datasets SET last_modified_at = ? WHERE key = ?', Date.now(), number);
      return result;
    });
  }
}
