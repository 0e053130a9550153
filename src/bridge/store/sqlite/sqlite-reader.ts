/** Reads of `store.db`. */
import type { IDatasetInfo } from '../../../protocol';
import type {
  IDocumentReader,
  IMediaSizes,
  ISampleSelection,
  IStoredBytes,
  IStoredSample,
  Operation
} from '../document-store';
import { datasetKey, findDatasetRow, listDatasetRows } from './dataset-rows';
import { listDerived } from './derived-datasets';
import { latestSeq, operationsAfter } from './operation-log';
import { SqliteSavedReader } from './saved-documents';
import { readSamples } from './sample-rows';
import { SqliteFile } from './sqlite-file';
import { storedBytes } from './stored-bytes';
import { PRESENT, STORE_FORMAT } from './store-format';
import { readSet, tagNames } from './tag-sets';

const ID_BYTES = 12;

export class SqliteReader implements IDocumentReader {
  /** Opens an existing store for reading. @throws RequestError */
  static open(path: string): SqliteReader {
    return new SqliteReader(new SqliteFile(path, STORE_FORMAT, true));
  }

  readonly saved: SqliteSavedReader;

  protected constructor(protected readonly db: SqliteFile) {
    this.saved = new SqliteSavedReader(db);
  }

  listDatasets(): IDatasetInfo[] {
    return listDatasetRows(this.db).map(row => row.info);
  }

  listDerived(): IDatasetInfo[] {
    return listDerived(this.db);
  }

  findDataset(idOrName: string): IDatasetInfo | null {
    return findDatasetRow(this.db, idOrName)?.info ?? null;
  }

  latestSeq(dataset: string): number {
    return latestSeq(this.db, dataset);
  }

  operationsAfter(dataset: string, seq: number, limit: number): Operation[] | null {
    return operationsAfter(this.db, dataset, seq, limit);
  }

  allRids(dataset: string): Uint32Array {
    return readSet(this.db, datasetKey(this.db, dataset), PRESENT);
  }

  ridsOfIds(dataset: string, ids: readonly Uint8Array[]): Int32Array {
    const sql = `SELECT rid FROM samples_${datasetKey(this.db, dataset)} WHERE id = ?`;
    return Int32Array.from(ids, id => (this.db.get(sql, id)?.['rid'] as number | undefined) ?? -1);
  }

  ridsOfFilepaths(dataset: string, filepaths: readonly string[]): Int32Array {
    const table = `samples_${datasetKey(this.db, dataset)}`;
    const sql = `SELECT min(rid) AS rid FROM ${table} WHERE filepath = ?`;
    return Int32Array.from(
      filepaths,
      filepath => (this.db.get(sql, filepath)?.['rid'] as number | null) ?? -1
    );
  }

  idsOfRids(dataset: string, rids: Uint32Array): Uint8Array {
    const key = datasetKey(this.db, dataset);
    const sql = `SELECT id FROM samples_${key} WHERE rid = ?`;
    const ids = new Uint8Array(ID_BYTES * rids.length);
    rids.forEach((rid, i) => {
      const row = this.db.get(sql, rid);
      if (row) {
        ids.set(row['id'] as Uint8Array, ID_BYTES * i);
      }
    });
    return ids;
  }

  read(dataset: string, rids: Uint32Array, selection: ISampleSelection): Iterable<IStoredSample> {
    return readSamples(this.db, datasetKey(this.db, dataset), rids, selection);
  }

  tagNames(dataset: string): string[] {
    return [...tagNames(this.db, datasetKey(this.db, dataset)).values()];
  }

  storedBytes(dataset: string, rids: Uint32Array): IStoredBytes {
    return storedBytes(this.db, datasetKey(this.db, dataset), rids);
  }

  tagSets(dataset: string): Map<string, Uint32Array> {
    const key = datasetKey(this.db, dataset);
    const sets = new Map<string, Uint32Array>();
    for (const [code, name] of tagNames(this.db, key)) {
      const rids = readSet(this.db, key, code);
      if (rids.length > 0) {
        sets.set(name, rids);
      }
    }
    return sets;
  }

  mediaSizes(dataset: string, after: number): IMediaSizes {
    const rows = this.db.all(
      'SELECT mark, rid, width, height FROM media_sizes WHERE dataset = ? AND mark > ? ORDER BY mark',
      datasetKey(this.db, dataset),
      after
    );
    const column = (name: string): Uint32Array =>
      Uint32Array.from(rows, row => row[name] as number);
    return {
      rids: column('rid'),
      widths: column('width'),
      heights: column('height'),
      mark: (rows.at(-1)?.['mark'] as number | undefined) ?? after
    };
  }

  mediaSizesOf(dataset: string, rids: Uint32Array): Map<number, { width: number; height: number }> {
    const key = datasetKey(this.db, dataset);
    const sizes = new Map<number, { width: number; height: number }>();
    for (const rid of rids) {
      const row = this.db.get(
        'SELECT width, height FROM media_sizes WHERE dataset = ? AND rid = ?',
        key,
        rid
      );
      if (row) {
        sizes.set(rid, { width: row['width'] as number, height: row['height'] as number });
      }
    }
    return sizes;
  }

  snapshot<T>(reads: () => T): T {
    return this.db.snapshot(reads);
  }

  close(): void {
    this.db.close();
  }
}
