/**
 * cache.db: encoded pictures by key. It may be thrown away at any time, so nothing waits for the
 * disk, and a broken file is replaced by an empty one.
 */
import { chmodSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

export interface ICachedImage {
  type: string;
  bytes: Uint8Array;
  /** Size of the original as shown, in pixels. */
  width: number;
  height: number;
}

const VERSION = 1;
const SCHEMA = `
  CREATE TABLE images (
    key BLOB NOT NULL UNIQUE, used INTEGER NOT NULL, type TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, bytes BLOB NOT NULL
  );
  CREATE INDEX images_used ON images (used);
  PRAGMA user_version = ${VERSION};
`;
const FLUSH_MS = 50;
const FLUSH_COUNT = 50;
/** Time of use is kept by the day: reading a picture seldom writes. */
const DAY_MS = 24 * 3600 * 1000;

interface IStatements {
  get: StatementSync;
  put: StatementSync;
  touch: StatementSync;
  evict: StatementSync;
}

export class SqliteCache {
  constructor(
    private readonly _file: string,
    /** Bytes of pictures that are kept; the longest unused go first. */
    private readonly _maxBytes: number
  ) {
    this._guard(() => this._open());
  }

  get(key: Uint8Array): ICachedImage | null {
    const waiting = this._waiting.get(Buffer.from(key).toString('base64'));
    if (waiting) {
      return waiting.image;
    }
    const row = this._guard(() => this._statements?.get.get(key));
    if (!row) {
      return null;
    }
    if ((row['used'] as number) < this._today()) {
      this._used.push(key);
      this._schedule();
    }
    return {
      type: row['type'] as string,
      bytes: row['bytes'] as Uint8Array,
      width: row['width'] as number,
      height: row['height'] as number
    };
  }

  /** Kept soon. `image.bytes` must not be changed or transferred afterwards. */
  put(key: Uint8Array, image: ICachedImage): void {
    this._waiting.set(Buffer.from(key).toString('base64'), { key, image });
    if (this._waiting.size >= FLUSH_COUNT) {
      this.flush();
    } else {
      this._schedule();
    }
  }

  flush(): void {
    clearTimeout(this._timer);
    this._timer = undefined;
    const images = [...this._waiting.values()];
    const used = this._used.splice(0);
    this._guard(() => {
      const db = this._db;
      const statements = this._statements;
      if (!db || !statements) {
        return;
      }
      db.exec('BEGIN');
      for (const { key, image } of images) {
        const { type, width, height, bytes } = image;
        statements.put.run(key, this._today(), type, width, height, bytes);
      }
      used.forEach(key => statements.touch.run(this._today(), key));
      db.exec('COMMIT');
      this._evict(db, statements);
    });
    this._waiting.clear();
  }

  close(): void {
    this.flush();
    this._db?.close();
    this._db = null;
    this._statements = null;
  }

  private _evict(db: DatabaseSync, statements: IStatements): void {
    const pragma = (name: string): number =>
      Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
    const stored = (): number =>
      (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
    if (stored() <= this._maxBytes) {
      return;
    }
    while (stored() > this._maxBytes * 0.9 && statements.evict.run().changes !== 0) {
      // A hundred at a time until a tenth is free.
    }
  }

  private _open(): void {
    const db = new DatabaseSync(this._file);
    this._db = db;
    chmodSync(this._file, 0o600);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 2000;');
    const version = Object.values(db.prepare('PRAGMA user_version').get() ?? {})[0];
    if (version !== VERSION) {
      db.exec(`DROP TABLE IF EXISTS images; ${SCHEMA}`);
    }
    this._statements = {
      get: db.prepare('SELECT used, type, width, height, bytes FROM images WHERE key = ?'),
      put: db.prepare('INSERT OR REPLACE INTO images VALUES (?, ?, ?, ?, ?, ?)'),
      touch: db.prepare('UPDATE images SET used = ? WHERE key = ?'),
      evict: db.prepare(
        'DELETE FROM images WHERE rowid IN (SELECT rowid FROM images ORDER BY used, rowid LIMIT 100)'
      )
    };
  }

  /** Runs `work`; on failure once more with an empty file; then goes on without a cache. */
  private _guard<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      console.error(`${this._file} is made anew, because it failed: ${String(error)}`);
    }
    try {
      this._db?.close();
    } catch {
      // It was not open.
    }
    this._db = null;
    this._statements = null;
    try {
      ['', '-wal', '-shm'].forEach(suffix => rmSync(`${this._file}${suffix}`, { force: true }));
      this._open();
    } catch (error) {
      console.error(`Pictures are not cached: ${this._file}: ${String(error)}`);
      this._db = null;
      this._statements = null;
    }
    return undefined;
  }

  private _schedule(): void {
    this._timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  private _today(): number {
    return Math.floor(Date.now() / DAY_MS);
  }

  private _db: DatabaseSync | null = null;
  private _statements: IStatements | null = null;
  private readonly _waiting = new Map<string, { key: Uint8Array; image: ICachedImage }>();
  private readonly _used: Uint8Array[] = [];
  private _timer: ReturnType<typeof setTimeout> | undefined;
}
