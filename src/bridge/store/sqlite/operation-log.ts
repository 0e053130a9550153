/** The operation log: one row for every change, written in the transaction of the change. */
import type { Operation } from '../document-store';
import { decodeRids, encodeRids } from './rid-list';
import type { SqliteFile } from './sqlite-file';

/** Operations kept; who is further behind starts from the documents. */
const KEPT = 5000;
const TRIM_EVERY = 1024;

type Detail<O> = O extends Operation ? Omit<O, 'seq' | 'dataset' | 'at'> : never;
/** An operation before it has a number. */
export type NewOperation = Detail<Operation>;

/** Appends; returns the operation's number. */
export function appendOperation(
  db: SqliteFile,
  dataset: string,
  at: number,
  operation: NewOperation
): number {
  const { kind, ...detail } = operation;
  const rids = 'rids' in detail ? encodeRids(detail.rids) : null;
  const text = JSON.stringify({ ...detail, rids: undefined });
  db.run(
    'INSERT INTO operations (dataset, at, kind, detail, rids) VALUES (?, ?, ?, ?, ?)',
    dataset,
    at,
    kind,
    text,
    rids
  );
  const seq = db.get('SELECT last_insert_rowid() AS seq')?.['seq'] as number;
  db.run('UPDATE datasets SET seq = ? WHERE id = ?', seq, dataset);
  if (seq % TRIM_EVERY === 0) {
    trim(db, seq - KEPT);
  }
  return seq;
}

function trim(db: SqliteFile, last: number): void {
  db.run(
    `UPDATE datasets SET trimmed_seq = max(trimmed_seq, coalesce(
       (SELECT max(seq) FROM operations WHERE dataset = datasets.id AND seq <= ?), 0))`,
    last
  );
  db.run('DELETE FROM operations WHERE seq <= ?', last);
}

/** See IDocumentReader. */
export function latestSeq(db: SqliteFile, dataset: string): number {
  const row =
    db.get('SELECT seq FROM datasets WHERE id = ?', dataset) ??
    db.get('SELECT coalesce(max(seq), 0) AS seq FROM operations WHERE dataset = ?', dataset);
  return row?.['seq'] as number;
}

/** See IDocumentReader. */
export function operationsAfter(
  db: SqliteFile,
  dataset: string,
  seq: number,
  limit: number
): Operation[] | null {
  const trimmed = db.get('SELECT trimmed_seq AS seq FROM datasets WHERE id = ?', dataset);
  if (trimmed && seq < (trimmed['seq'] as number)) {
    return null;
  }
  return db
    .all(
      'SELECT * FROM operations WHERE dataset = ? AND seq > ? ORDER BY seq LIMIT ?',
      dataset,
      seq,
      limit
    )
    .map(row => {
      const rids = row['rids'] as Uint8Array | null;
      return {
        seq: row['seq'],
        dataset,
        at: row['at'],
        kind: row['kind'],
        ...(JSON.parse(row['detail'] as string) as object),
        ...(rids ? { rids: decodeRids(rids) } : {})
      } as Operation;
    });
}
