import { beforeEach, expect, it } from 'vitest';
import { sessionStateSchema } from '../../protocol';
import { SessionDirectory } from './session-directory';
import type { ISessionStore, IStoredSession } from './session-store';

const MINUTES = 60_000;
const state = sessionStateSchema.parse({});
let now: number;
let stored: Map<string, IStoredSession>;
let directory: SessionDirectory;

const store: ISessionStore = {
  load: async id => stored.get(id) ?? null,
  list: async () => [],
  ofDataset: async () => [],
  write: async writes => {
    for (const write of writes) {
      if (write.kind === 'create') {
        stored.set(write.session, {
          session: write.session,
          dataset: null,
          seq: 0,
          state: write.state,
          created_at: write.at,
          last_active_at: write.at,
          events: [],
          applied: []
        });
      }
    }
  },
  close: async () => undefined
};
const datasets = { describe: async () => null, checkView: async () => undefined };

beforeEach(() => {
  now = 1;
  stored = new Map();
  directory = new SessionDirectory(store, datasets, () => now);
});

it('lets sessions go that nobody has used for a while, and reads them again', async () => {
  const old = await directory.create(state, null);
  const watched = await directory.create(state, null);
  watched.members.add({
    subscription: 'a',
    kind: 'app',
    sendEvent: () => undefined,
    disconnect: () => undefined
  });
  now += 5 * MINUTES;
  const recent = await directory.create(state, null);
  expect(directory.size).toBe(3);
  now += 6 * MINUTES;
  const made = await directory.create(state, null);
  expect([...directory.all()].map(({ id }) => id)).toEqual([watched.id, recent.id, made.id]);
  expect((await directory.get(old.id)).head).toMatchObject({ seq: 0, state });
});
