import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SessionWrite } from '../sessions';
import { temporaryHome } from '../testing/test-bridge';
import { SqliteSessions } from './sqlite-sessions';

let home: string;
let file: string;
beforeEach(() => {
  home = temporaryHome();
  file = join(home, 'sessions.db');
});
afterEach(() => rmSync(home, { recursive: true }));

const facts = { dataset: 'd', dataset_name: 'birds', stages: 1 };
const create = (session: string, at = 1e12): SessionWrite => ({
  kind: 'create',
  session,
  state: '{}',
  facts,
  at
});
const event = (session: string, seq: number, json = '{}'): SessionWrite => ({
  kind: 'event',
  session,
  entry: { seq, event: 'ping', json, subscription: 's', id: `e${seq}` },
  facts,
  at: 1e12 + seq
});

it('keeps snapshot, events and their ids', () => {
  const store = new SqliteSessions(file, 1e12);
  store.write([create('a'), create('b'), event('a', 1), event('a', 2)]);
  store.write([{ kind: 'snapshot', session: 'a', seq: 2, state: '{"x":1}' }, event('a', 3)]);
  store.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = new SqliteSessions(file, 1e12);
  const loaded = again.load('a');
  expect(loaded).toMatchObject({ seq: 2, state: '{"x":1}', last_active_at: 1e12 + 3 });
  expect(loaded?.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(loaded?.applied).toHaveLength(3);
  expect(again.load('c')).toBeNull();
  expect(again.ofDataset('d')).toEqual(['a', 'b']);
  expect(again.list().map(({ session }) => session)).toEqual(['a', 'b']);
  again.close();
});

it('writes all of a batch or nothing, and says which file could not be written', () => {
  const store = new SqliteSessions(file, 1e12);
  store.write([create('a'), event('a', 1)]);
  expect(() => store.write([event('a', 2), event('a', 1)])).toThrow(/sessions\.db/);
  expect(store.load('a')?.events).toHaveLength(1);
  store.write([event('a', 2)]);
  store.close();
});

it('forgets the data of old events and of large ones, and in the end the events', () => {
  const store = new SqliteSessions(file, 1e12);
  store.write([create('a')]);
  for (let seq = 1; seq <= 3000; seq++) {
    store.write([event('a', seq, seq === 2990 ? `"${'x'.repeat(400_000)}"` : '{}')]);
  }
  store.write([{ kind: 'snapshot', session: 'a', seq: 3000, state: '{}' }]);
  const loaded = store.load('a');
  expect(loaded?.events).toHaveLength(255);
  expect(loaded?.events.some(({ seq }) => seq === 2990)).toBe(false);
  expect(loaded?.applied).toHaveLength(2048);
  store.write([{ kind: 'delete', session: 'a' }]);
  expect(store.load('a')).toBeNull();
  store.close();
});

it('removes what nobody used for half a year', () => {
  const store = new SqliteSessions(file, 1e12);
  store.write([create('old', 1e12), create('new', 1e12 + 200 * 86_400_000)]);
  store.close();
  const later = new SqliteSessions(file, 1e12 + 200 * 86_400_000);
  expect(later.list().map(({ session }) => session)).toEqual(['new']);
  later.close();
});

it('puts a damaged file aside and starts anew; a newer one is left alone', () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  writeFileSync(file, Buffer.alloc(9000, 7));
  const store = new SqliteSessions(file, 1e12);
  expect(store.list()).toEqual([]);
  store.close();
  expect(readdirSync(home).some(name => name.startsWith('sessions.db.broken-'))).toBe(true);
  expect(quiet).toHaveBeenCalled();
});
