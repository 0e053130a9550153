/** The rows of the `datasets` table. */
import type { IDatasetInfo, IFieldSpec, MediaType } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { Row, SqliteFile } from './sqlite-file';

/** A dataset and what the store knows of it besides. */
export interface IDatasetRow {
  /** Number of the dataset's tables. */
  key: number;
  nextRid: number;
  info: IDatasetInfo;
}

export function toRow(row: Row): IDatasetRow {
  const parse = <T>(column: string): T => JSON.parse(row[column] as string) as T;
  return {
    key: row['key'] as number,
    nextRid: row['next_rid'] as number,
    info: {
      id: row['id'] as string,
      name: row['name'] as string,
      slug: row['slug'] as string,
      persistent: row['persistent'] === 1,
      media_type: row['media_type'] as MediaType | null,
      description: row['description'] as string | null,
      tags: parse('tags'),
      info: parse('info'),
      app_config: parse('app_config'),
      properties: parse('properties'),
      source: row['source'] as string | null,
      created_at: row['created_at'] as number,
      last_modified_at: row['last_modified_at'] as number,
      last_loaded_at: row['last_loaded_at'] as number | null,
      count: row['count'] as number,
      seq: row['seq'] as number,
      fields: parse<IFieldSpec[]>('fields')
    }
  };
}

/** Datasets by name, without those that are derived from others. */
export const listDatasetRows = (db: SqliteFile): IDatasetRow[] =>
  db.all('SELECT * FROM datasets WHERE source IS NULL ORDER BY name').map(toRow);

/** Ids of the datasets that are derived from one. */
export const derivedDatasets = (db: SqliteFile, source: string): string[] =>
  db.all('SELECT id FROM datasets WHERE source = ?', source).map(row => row['id'] as string);

/** By id or, failing that, by name. */
export function findDatasetRow(db: SqliteFile, idOrName: string): IDatasetRow | null {
  const row =
    db.get('SELECT * FROM datasets WHERE id = ?', idOrName) ??
    db.get('SELECT * FROM datasets WHERE name = ?', idOrName);
  return row ? toRow(row) : null;
}

/** @throws RequestError `not_found` */
export function datasetRow(db: SqliteFile, dataset: string): IDatasetRow {
  const row = findDatasetRow(db, dataset);
  if (!row) {
    throw new RequestError(
      'not_found',
      `The dataset '${dataset}' does not exist; it may have been deleted.`,
      { dataset }
    );
  }
  return row;
}

/** The number of a dataset's tables, without reading the rest. @throws RequestError `not_found` */
export function datasetKey(db: SqliteFile, dataset: string): number {
  const row = db.get('SELECT key FROM datasets WHERE id = ?', dataset);
  return row ? (row['key'] as number) : datasetRow(db, dataset).key;
}

/** Code → name of the label fields that were ever stored. */
export function labelFieldCodes(db: SqliteFile, key: number): Map<number, string> {
  const rows = db.all('SELECT code, name FROM label_fields WHERE dataset = ?', key);
  return new Map(rows.map(row => [row['code'] as number, row['name'] as string]));
}
