import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RequestError } from '../../request-error';
import { SqliteFile } from './sqlite-file';
import { SqliteReader } from './sqlite-reader';
import { SqliteStore } from './sqlite-store';
import { STORE_FORMAT } from './store-format';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lunette-file-'));
  file = join(folder, 'store.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

function errorOf(action: () => unknown): RequestError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(RequestError);
    return error as RequestError;
  }
  throw new Error('No error was thrown.');
}

describe('opening a file that is no store of ours', () => {
  it('refuses a file that is no database, and leaves it as it is', () => {
    writeFileSync(file, 'Dear diary, '.repeat(100));
    const error = errorOf(() => SqliteStore.open(file));
    expect(error.code).toBe('storage');
    expect(error.message).toContain(`${file} is no Lunette store`);
  });

  it("refuses another program's database", () => {
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE bookmarks (url TEXT)');
    other.close();
    const error = errorOf(() => SqliteStore.open(file));
    expect(error).toMatchObject({ code: 'storage', details: { file } });
    expect(error.message).toContain('a database of another program');
  });

  it('refuses a store of a newer Lunette, saying what to do', () => {
    SqliteStore.open(file).close();
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    const error = errorOf(() => SqliteStore.open(file));
    expect(error).toMatchObject({ code: 'version', details: { version: 99 } });
    expect(error.message).toContain('written by a newer Lunette');
    expect(error.message).toContain('Update Lunette');
  });

  it('reports a missing file or folder', () => {
    expect(errorOf(() => SqliteReader.open(file)).code).toBe('storage');
    const nowhere = join(folder, 'nowhere', 'store.db');
    expect(errorOf(() => SqliteStore.open(nowhere)).message).toContain('cannot be opened');
  });

  it('reports a damaged file', () => {
    const store = SqliteStore.open(file);
    store.createDataset({ name: 'a', slug: 'a', persistent: true, overwrite: false });
    store.close();
    truncateSync(file, 8192);
    const error = errorOf(() => SqliteStore.open(file).listDatasets());
    expect(error.message).toMatch(/is damaged/);
  });
});

describe('a write that storage refuses', () => {
  const create = (store: SqliteFile): void => store.exec('CREATE TABLE t (x BLOB)');

  it('because the disk is full changes nothing and says so', () => {
    const db = new SqliteFile(file, STORE_FORMAT, false);
    create(db);
    db.exec('PRAGMA max_page_count = 60');
    const fill = (): void =>
      db.transaction(() => {
        for (let i = 0; i < 100; i++) {
          db.run('INSERT INTO t VALUES (?)', new Uint8Array(4000));
        }
      });
    const error = errorOf(fill);
    expect(error.code).toBe('storage');
    expect(error.message).toContain('is full, nothing was changed. Free some space');
    expect(db.get('SELECT count(*) AS n FROM t')).toEqual({ n: 0 });
    db.exec('PRAGMA max_page_count = 100000');
    fill();
    expect(db.get('SELECT count(*) AS n FROM t')).toEqual({ n: 100 });
    db.close();
  });

  it('because another program holds the file says that it is locked', () => {
    const db = new SqliteFile(file, STORE_FORMAT, false, 10);
    create(db);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const error = errorOf(() => db.run('INSERT INTO t VALUES (?)', new Uint8Array(1)));
    expect(error.message).toContain('locked by another program');
    other.exec('ROLLBACK');
    expect(db.run('INSERT INTO t VALUES (?)', new Uint8Array(1))).toBe(1);
    other.close();
    db.close();
  });

  it('because it is read-only says that', () => {
    new SqliteFile(file, STORE_FORMAT, false).close();
    const db = new SqliteFile(file, STORE_FORMAT, true);
    const error = errorOf(() => db.run('DELETE FROM datasets'));
    expect(error.message).toContain('read-only');
    db.close();
  });
});

it('a new file is for its owner only', () => {
  SqliteStore.open(file).close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('a file of an older version gets what is new, and keeps what it has', () => {
  const { steps = [] } = STORE_FORMAT;
  const before = steps.reduce(
    (schema, step) => schema.replace(`${step};`, ''),
    STORE_FORMAT.schema
  );
  const old = new SqliteFile(file, { ...STORE_FORMAT, schema: before, version: 1 }, false);
  old.run(
    'INSERT INTO datasets (id, name, slug, persistent, fields, created_at, last_modified_at) ' +
      "VALUES ('d', 'cats', 'cats', 1, '[]', 0, 0)"
  );
  old.close();
  const store = SqliteStore.open(file);
  expect(store.listDatasets()).toMatchObject([{ name: 'cats' }]);
  expect(store.workspaces.list('d')).toEqual([]);
  store.close();
  const { user_version: version } = new DatabaseSync(file).prepare('PRAGMA user_version').get()!;
  expect(version).toBe(STORE_FORMAT.version);
});

describe('a transaction', () => {
  it('that fails inside another one takes all of it back', () => {
    const db = new SqliteFile(file, STORE_FORMAT, false);
    db.exec('CREATE TABLE t (x INTEGER)');
    expect(() =>
      db.transaction(() => {
        db.run('INSERT INTO t VALUES (1)');
        db.transaction(() => {
          db.run('INSERT INTO t VALUES (2)');
          throw new Error('on purpose');
        });
      })
    ).toThrow('on purpose');
    db.transaction(() => db.run('INSERT INTO t VALUES (3)'));
    expect(db.all('SELECT x FROM t')).toEqual([{ x: 3 }]);
    db.close();
  });
});
