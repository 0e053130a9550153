/**
 * A working day of clients leaves nothing in the bridge's main thread: what is in use after all of it
 * is what was in use before. `LUNETTE_SOAK=<days>` makes more of them (`npm run test:soak`).
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fakeId } from '../testing/fake-data-service';
import { startTestBridge, type ITestBridge } from '../testing/test-bridge';
import { TestClient } from '../testing/test-client';

const MEGABYTE = 1024 * 1024;
const DATASET = fakeId(0xd);
/** Eight hours of somebody busy: an App that comes and goes 60 times, an action every few seconds. */
const VISITS = 60;
const ACTIONS = 100;
/** What a day may leave: the log and the ids of the last events of the one session that stays. */
const MOST = 3 * MEGABYTE;

let bridge: ITestBridge;
let kernel: TestClient;
let session: string;

beforeAll(async () => {
  bridge = await startTestBridge();
  bridge.data.add({ id: DATASET, name: 'd', fields: [], samples: [] });
  kernel = await TestClient.connect(bridge.socket, { subscription: 'kernel' });
  session = (await kernel.create({ dataset: 'd' })).session;
});
afterAll(() => bridge.close());

function inUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** An App that is opened, used and closed; every other time its browser is gone without a word. */
async function visit(number: number): Promise<void> {
  const app = await TestClient.connect(bridge.socket, { kind: 'app', subscription: `a${number}` });
  await app.join(session);
  await app.ask('dataset.watch', { dataset: DATASET });
  for (let i = 0; i < ACTIONS; i++) {
    const samples = [{ id: fakeId(i) }, { id: fakeId(number) }];
    void app.event(session, 'select_samples', { samples });
    if (i % 10 === 0) {
      void app.event(session, 'set_view', { view: [{ stage: 'limit', limit: i }] });
      const counting = app.start('view.count', { dataset: DATASET });
      app.sendRaw({ kind: 'cancel', id: counting.id });
      counting.answer.catch(() => undefined);
      bridge.data.change({ dataset: DATASET, seq: i, change: 'samples', sample_ids: [fakeId(i)] });
    }
  }
  const { session: other } = await app.create({ dataset: 'd' });
  await app.ask('session.close', { session: other });
  await app.event(session, 'ping');
  if (number % 2) {
    app.socket.terminate();
  } else {
    await app.ask('session.leave', { session });
    app.socket.close();
  }
  await app.closed;
  // What a client of the test keeps is not the bridge's.
  for (const kept of [kernel.events, kernel.inbox, kernel.changes, kernel.progress]) {
    kept.length = 0;
  }
}

async function day(first: number): Promise<void> {
  for (let i = 0; i < VISITS; i++) {
    await visit(first + i);
  }
  await kernel.ask('bridge.status');
}

it('keeps nothing of clients, sessions, events and requests that are gone', async () => {
  const days = Number(process.env['LUNETTE_SOAK'] ?? 1) || 1;
  await day(0);
  const before = inUse();
  for (let i = 1; i <= days; i++) {
    await day(i * VISITS);
  }
  const growth = inUse() - before;
  console.log(`After ${days} more working days: ${(growth / MEGABYTE).toFixed(2)} MB`);
  expect(growth / MEGABYTE).toBeLessThan(MOST / MEGABYTE);
}, 3_600_000);
