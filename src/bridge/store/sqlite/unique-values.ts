/**
 * Values that must be unique by an index of a dataset: one row per index and value, kept in the
 * transaction that writes the sample. Null and missing values are not among them, so any number of
 * samples may have none.
 */
import { decodeDocument, isDateValue } from '../../datasets/documents/document-codec';
import { mapEntry } from '../../datasets/documents/messagepack-map';
import { RequestError } from '../../request-error';
import { idToHex } from '../../datasets/documents/object-id';
import type { IUniqueIndexStore } from '../saved-documents';
import { datasetKey, datasetRow, type IDatasetRow } from './dataset-rows';
import type { SqliteFile } from './sqlite-file';
import { isUniqueViolation } from './storage-error';

interface IUniqueIndex {
  name: string;
  paths: string[];
}

/** The unique indexes of a dataset. */
function uniqueIndexes(db: SqliteFile, key: number): IUniqueIndex[] {
  return db
    .all(
      "SELECT key, document FROM saved_documents WHERE dataset = ? AND kind = 'index' " +
        "AND json_extract(document, '$.unique')",
      key
    )
    .map(row => {
      const { fields } = JSON.parse(row['document'] as string) as { fields: [string, number][] };
      return { name: row['key'] as string, paths: fields.map(([path]) => path) };
    });
}

/** A value in a form in which equal values are equal texts; null for none. */
function comparable(value: unknown): string | null {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return null;
  }
  if (value instanceof Uint8Array) {
    return JSON.stringify(idToHex(value));
  }
  return JSON.stringify(isDateValue(value) ? { date: value.$date } : value);
}

/** The value of a dotted path in an encoded document. */
function valueAt(core: Uint8Array, path: string): unknown {
  let bytes: Uint8Array | null = core;
  for (const part of path.split('.')) {
    // A parent that is no document has no parts.
    if (bytes === null || (decodeDocument(bytes) ?? null) === null) {
      return null;
    }
    bytes = mapEntry(bytes, part);
  }
  return bytes && decodeDocument(bytes);
}

/** The values of a sample for an index; null if one of them is missing. */
function indexed(core: Uint8Array, { paths }: IUniqueIndex): string | null {
  const values = paths.map(path => comparable(valueAt(core, path)));
  return values.includes(null) ? null : values.join(' ');
}

/** The unique values of one dataset, for one transaction that writes samples. */
export class UniqueValues {
  private readonly _indexes: readonly IUniqueIndex[];

  /** @param only these indexes; by default all of the dataset */
  constructor(
    private readonly _db: SqliteFile,
    private readonly _row: IDatasetRow,
    only?: readonly IUniqueIndex[]
  ) {
    this._indexes = only ?? uniqueIndexes(_db, _row.key);
  }

  /** Whether writing these fields of the sample may change what is indexed; null: any of them. */
  touches(fields: Iterable<string> | null): boolean {
    const names = fields && new Set([...fields].map(path => path.split('.')[0]));
    return this._indexes.some(({ paths }) =>
      paths.some(path => names === null || names.has(path.split('.')[0]))
    );
  }

  /** Lets go of the values of rows. */
  release(rids: Iterable<number>): void {
    if (this._indexes.length > 0) {
      for (const rid of rids) {
        this._db.run('DELETE FROM unique_values WHERE dataset = ? AND rid = ?', this._row.key, rid);
      }
    }
  }

  /** Takes the values that rows have now. @throws RequestError `conflict` if another row has one */
  claim(rids: Iterable<number>): void {
    if (this._indexes.length > 0) {
      for (const rid of rids) {
        const stored = this._db.get(`SELECT core FROM samples_${this._row.key} WHERE rid = ?`, rid);
        if (stored) {
          this._claimRow(rid, stored['core'] as Uint8Array);
        }
      }
    }
  }

  /** Takes the values of every row. @throws RequestError `conflict` if two rows have the same */
  claimAll(): void {
    const rows = this._db.all(`SELECT rid FROM samples_${this._row.key} ORDER BY rid`);
    this.claim(rows.map(row => row['rid'] as number));
  }

  private _claimRow(rid: number, core: Uint8Array): void {
    for (const index of this._indexes) {
      const value = indexed(core, index);
      if (value === null) {
        continue;
      }
      try {
        this._db.run(
          'INSERT INTO unique_values (dataset, name, value, rid) VALUES (?, ?, ?, ?)',
          this._row.key,
          index.name,
          value,
          rid
        );
      } catch (error) {
        throw isUniqueViolation(error) ? this._conflict(index, value, core) : error;
      }
    }
  }

  private _conflict(index: IUniqueIndex, value: string, core: Uint8Array): RequestError {
    const other = this._db.get(
      `SELECT filepath FROM samples_${this._row.key} WHERE rid = (SELECT rid FROM unique_values ` +
        'WHERE dataset = ? AND name = ? AND value = ?)',
      this._row.key,
      index.name,
      value
    );
    const field = index.paths.join(', ');
    const filepath = String(valueAt(core, 'filepath'));
    return new RequestError(
      'conflict',
      `The samples ${String(other?.['filepath'])} and ${filepath} of the dataset '${this._row.info.name}' would both have the value ${value} in '${field}', which is unique by an index. Nothing was saved. Change one of the values, or drop the index '${index.name}'.`,
      { dataset: this._row.info.id, field, filepath }
    );
  }
}

export class SqliteUniqueIndexes implements IUniqueIndexStore {
  constructor(private readonly _db: SqliteFile) {}

  keep(dataset: string, name: string): void {
    this._db.transaction(() => {
      const row = datasetRow(this._db, dataset);
      const own = uniqueIndexes(this._db, row.key).filter(index => index.name === name);
      new UniqueValues(this._db, row, own).claimAll();
    });
  }

  drop(dataset: string, name: string): void {
    const key = datasetKey(this._db, dataset);
    this._db.run('DELETE FROM unique_values WHERE dataset = ? AND name = ?', key, name);
  }
}
