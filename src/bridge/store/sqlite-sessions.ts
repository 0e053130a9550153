/**
 * sessions.db: one row per session with its latest snapshot, and the events since. WAL with
 * `synchronous = NORMAL`: a committed transaction outlives the death of the process.
 */
import { chmodSync, existsSync, renameSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { RequestError } from '../request-error';
import type { IStoredSession, IStoredSummary, SessionWrite } from '../sessions/session-store';

const VERSION = 2;
/** Events so many numbers behind a snapshot lose their data, and later go. */
const KEEP_DATA = 256;
const KEEP_ROWS = 2048;
/** Data longer than this is kept only until the next snapshot. */
const MAX_KEPT_LENGTH = 1 << 18;
/** Sessions that nobody used for so long are removed when the bridge starts. */
const MAX_AGE_MS = 180 * 24 * 3600 * 1000;

const SCHEMA = `
  CREATE TABLE sessions (
    session TEXT PRIMARY KEY, dataset TEXT, dataset_name TEXT, stages INTEGER NOT NULL,
    seq INTEGER NOT NULL, state TEXT NOT NULL,
    created_at INTEGER NOT NULL, last_active_at INTEGER NOT NULL
  );
  CREATE INDEX sessions_dataset ON sessions (dataset);
  CREATE TABLE events (
    session TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, data TEXT,
    subscription TEXT, id TEXT,
    PRIMARY KEY (session, seq)
  ) WITHOUT ROWID;
`;
/** Since version 2. */
const PLOT_SCHEMA = `
  CREATE TABLE plot_data (
    session TEXT NOT NULL, id TEXT NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (session, id)
  );
`;

type Row = Record<string, unknown>;

const isBroken = (error: unknown): boolean =>
  /malformed|not a database|corrupt/i.test(error instanceof Error ? error.message : '');

/** Opens the file, or a new one if it is broken; the broken one is kept under another name. */
function open(file: string): DatabaseSync {
  try {
    return openOnce(file);
  } catch (error) {
    if (!isBroken(error) || !existsSync(file)) {
      throw error;
    }
    const aside = `${file}.broken-${Date.now()}`;
    renameSync(file, aside);
    console.error(`${file} is damaged. It was renamed to ${aside}; sessions start anew.`);
    return openOnce(file);
  }
}

function openOnce(file: string): DatabaseSync {
  const db = new DatabaseSync(file);
  try {
    chmodSync(file, 0o600);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
    const version = (db.prepare('PRAGMA user_version').get() as Row)['user_version'] as number;
    if (version > VERSION) {
      throw new RequestError(
        'version',
        `${file} was written by a newer Lunette. Update this one: pip install -U lunette.`
      );
    }
    if (version < VERSION) {
      const schema = version === 0 ? SCHEMA + PLOT_SCHEMA : PLOT_SCHEMA;
      db.exec(`BEGIN; ${schema} PRAGMA user_version = ${VERSION}; COMMIT;`);
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

export class SqliteSessions {
  constructor(
    private readonly _file: string,
    now = Date.now()
  ) {
    this._db = open(_file);
    const prepare = (sql: string): StatementSync => this._db.prepare(sql);
    this._create = prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, 0, ?, ?, ?)');
    this._event = prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
    this._touch = prepare(
      'UPDATE sessions SET dataset = ?, dataset_name = ?, stages = ?, last_active_at = ? WHERE session = ?'
    );
    this._snapshot = prepare('UPDATE sessions SET seq = ?, state = ? WHERE session = ?');
    this._forgetData = prepare(
      `UPDATE events SET data = NULL WHERE session = ? AND seq <= ? AND data IS NOT NULL
       AND (seq <= ? OR length(data) > ${MAX_KEPT_LENGTH})`
    );
    this._forgetRows = prepare('DELETE FROM events WHERE session = ? AND seq <= ?');
    this._deleteSession = prepare('DELETE FROM sessions WHERE session = ?');
    this._deleteEvents = prepare('DELETE FROM events WHERE session = ?');
    this._deletePlots = prepare('DELETE FROM plot_data WHERE session = ?');
    const old = prepare('SELECT session FROM sessions WHERE last_active_at < ?').all(
      now - MAX_AGE_MS
    ) as { session: string }[];
    this.write(old.map(({ session }) => ({ kind: 'delete', session })));
  }

  load(session: string): IStoredSession | null {
    const row = this._db.prepare('SELECT * FROM sessions WHERE session = ?').get(session) as
      Row | undefined;
    if (!row) {
      return null;
    }
    const rows = this._db
      .prepare('SELECT * FROM events WHERE session = ? ORDER BY seq')
      .all(session) as Row[];
    return {
      session,
      dataset: row['dataset'] as string | null,
      seq: row['seq'] as number,
      state: row['state'] as string,
      created_at: row['created_at'] as number,
      last_active_at: row['last_active_at'] as number,
      events: rows
        .filter(event => event['data'] !== null)
        .map(event => ({
          seq: event['seq'] as number,
          event: event['event'] as IStoredSession['events'][number]['event'],
          json: event['data'] as string,
          subscription: event['subscription'] as string | null,
          id: event['id'] as string | null
        })),
      applied: rows
        .filter(event => event['id'] !== null)
        .map(event => ({
          subscription: event['subscription'] as string,
          id: event['id'] as string,
          seq: event['seq'] as number
        }))
    };
  }

  list(): IStoredSummary[] {
    return this._db
      .prepare(
        'SELECT session, dataset_name, stages, created_at, last_active_at FROM sessions ORDER BY last_active_at DESC'
      )
      .all() as unknown as IStoredSummary[];
  }

  ofDataset(dataset: string): string[] {
    const rows = this._db.prepare('SELECT session FROM sessions WHERE dataset = ?').all(dataset);
    return rows.map(row => row['session'] as string);
  }

  /** Keeps the points of a plot as long as the session. */
  putPlotData(session: string, id: string, bytes: Uint8Array): void {
    this._db.prepare('INSERT INTO plot_data VALUES (?, ?, ?)').run(session, id, bytes);
  }

  plotData(session: string, id: string): Uint8Array | null {
    const row = this._db
      .prepare('SELECT bytes FROM plot_data WHERE session = ? AND id = ?')
      .get(session, id) as { bytes: Uint8Array } | undefined;
    return row?.bytes ?? null;
  }

  /** One transaction. */
  write(writes: readonly SessionWrite[]): void {
    try {
      this._db.exec('BEGIN IMMEDIATE');
      try {
        writes.forEach(write => this._apply(write));
        this._db.exec('COMMIT');
      } catch (error) {
        if (this._db.isTransaction) {
          this._db.exec('ROLLBACK');
        }
        throw error;
      }
    } catch (error) {
      throw new RequestError(
        'storage',
        `The session could not be stored in ${this._file}: ${(error as Error).message}. Check that the disk has space and the folder can be written to.`
      );
    }
  }

  close(): void {
    this._db.close();
  }

  private _apply(write: SessionWrite): void {
    const { session } = write;
    switch (write.kind) {
      case 'create': {
        const { dataset, dataset_name, stages } = write.facts;
        this._create.run(session, dataset, dataset_name, stages, write.state, write.at, write.at);
        break;
      }
      case 'event': {
        const { seq, event, json, subscription, id } = write.entry;
        const { dataset, dataset_name, stages } = write.facts;
        this._event.run(session, seq, event, json, subscription, id);
        this._touch.run(dataset, dataset_name, stages, write.at, session);
        break;
      }
      case 'snapshot':
        this._snapshot.run(write.seq, write.state, session);
        this._forgetData.run(session, write.seq, write.seq - KEEP_DATA);
        this._forgetRows.run(session, write.seq - KEEP_ROWS);
        break;
      case 'delete':
        this._deleteSession.run(session);
        this._deleteEvents.run(session);
        this._deletePlots.run(session);
        break;
    }
  }

  private readonly _db: DatabaseSync;
  private readonly _create: StatementSync;
  private readonly _event: StatementSync;
  private readonly _touch: StatementSync;
  private readonly _snapshot: StatementSync;
  private readonly _forgetData: StatementSync;
  private readonly _forgetRows: StatementSync;
  private readonly _deleteSession: StatementSync;
  private readonly _deleteEvents: StatementSync;
  private readonly _deletePlots: StatementSync;
}
