/**
 * Whatever comes through its doors, the bridge answers in sentences or ends the connection: it never
 * ends itself, tells nobody its insides, and disturbs nobody else.
 *
 * `LUNETTE_FUZZ=<runs>` makes more runs, `LUNETTE_SEED=<seed>` repeats those of a seed.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IBridgeStatus, IDatasetInfo, IOpenedDoor } from '../../protocol';
import { Attacker, complaintAbout, sendBytes } from '../testing/fuzz/attacker';
import { abyss, anything, events, httpBytes, requests } from '../testing/fuzz/hostile-values';
import { startProgram, type IRunningProgram } from '../testing/start-program';
import { temporaryHome } from '../testing/test-bridge';
import { TestClient } from '../testing/test-client';

const runs = Number(process.env['LUNETTE_FUZZ'] ?? 0) || 40;
const seed = Number(process.env['LUNETTE_SEED'] ?? Date.now() % 2 ** 31);
const MEGABYTE = 1024 * 1024;
/** Of the whole process, with DuckDB in it; a few hundred large messages must not add up. */
const MOST_MEMORY = 900 * MEGABYTE;
const sample = 'a'.repeat(24);

let home: string;
let bridge: IRunningProgram;
let good: TestClient;
let own: string;
let attacked: string;
let dataset: string;
let door: IOpenedDoor;
let attackers: Attacker[];

const result = async <T>(method: string, params: object, payload?: Uint8Array): Promise<T> => {
  const answer = await good.ask(method, params, payload);
  expect(answer.error, method).toBeUndefined();
  return answer.result as T;
};

beforeAll(async () => {
  console.log(`Fuzzer of the bridge: LUNETTE_SEED=${seed}`);
  home = temporaryHome();
  mkdirSync(join(home, 'pictures'));
  bridge = await startProgram(home);
  good = await TestClient.connect(bridge.socket);
  dataset = (await result<IDatasetInfo>('dataset.create', { name: 'd', persistent: true })).id;
  const label = { _id: Buffer.alloc(12, 1), _cls: 'Detection', label: 'x', tags: [] };
  const box = { ...label, bounding_box: [0, 0, 1, 1] };
  const samples = Array.from({ length: 20 }, (_, i) => [
    i === 0 ? Buffer.from(sample, 'hex') : Buffer.alloc(12, i + 1),
    { filepath: join(home, `pictures/${i}.png`), tags: [] },
    { things: encode({ _cls: 'Detections', detections: [box] }) }
  ]);
  const fields = [{ name: 'things', type: 'document', document: 'Detections' }];
  await result('samples.add', { dataset, fields }, encode(samples));
  own = (await good.create({ dataset: 'd' })).session;
  const other = await TestClient.connect(bridge.socket);
  attacked = (await other.create({ dataset: 'd' })).session;
  await other.close();
  door = await result<IOpenedDoor>('bridge.open_door', {});
  const address = `127.0.0.1:${door.port}`;
  attackers = [
    new Attacker(`ws+unix://${bridge.socket}:/ws`, { Host: 'lunette' }),
    new Attacker(`ws+unix://${bridge.socket}:/ws`, { Host: 'lunette', 'X-Lunette-Via': 'jupyter' }),
    new Attacker(`ws://${address}/ws`, { Origin: `http://${address}` }, ['lunette', door.key])
  ];
}, 60_000);

afterAll(async () => {
  attackers.forEach(attacker => attacker.end());
  await bridge.kill();
  rmSync(home, { recursive: true, force: true });
});

/** Somebody who behaves notices nothing of it. */
async function goodIsServed(): Promise<void> {
  const ack = await good.event(own, 'ping');
  expect(ack?.error).toBeUndefined();
  const status = await result<IBridgeStatus>('bridge.status', {});
  expect(status.memory).toBeLessThan(MOST_MEMORY);
  expect(bridge.ended()).toBe(false);
  const complaints = attackers.flatMap(attacker => attacker.complaints.splice(0));
  expect(complaints, complaints.length > 0 ? log().slice(-3000) : '').toEqual([]);
}

const log = (): string => readFileSync(join(home, 'logs/bridge.log'), 'utf8');

/** Nothing that nobody foresaw is in the log. */
function logIsCalm(): void {
  expect(log().match(/.*(Unexpected|failed:|TypeError|RangeError)[^]{0,600}/)?.[0]).toBeUndefined();
}

const who = fc.nat(2);
const known = { dataset: '', sample, session: '' };
const settings = { numRuns: runs, seed, endOnFailure: true };

it('answers requests and events of any content', async () => {
  const messages = fc.array(
    fc.tuple(
      who,
      fc.oneof(
        fc.record({
          request: requests({ ...known, dataset, session: attacked }),
          payload: fc.option(fc.uint8Array({ maxLength: 200 }))
        }),
        fc.record({ event: events })
      )
    ),
    { minLength: 5, maxLength: 40 }
  );
  await fc.assert(
    fc.asyncProperty(messages, async attacks => {
      for (const [i, attack] of attacks) {
        const attacker = attackers[i]!;
        if ('request' in attack) {
          await attacker.request(attack.request.method, attack.request.params, attack.payload);
        } else {
          await attacker.event(attacked, attack.event.event, attack.event.data);
        }
      }
      await goodIsServed();
    }),
    settings
  );
  // All of it is answered before the log is read.
  await Promise.all(attackers.map(attacker => attacker.request('bridge.status', {}, null)));
  await goodIsServed();
  logIsCalm();
}, 600_000);

it('ends connections that send no messages, and only those', async () => {
  const nonsense = fc.oneof(
    anything.map(value => JSON.stringify(value)),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 60 }),
    fc
      .record({ kind: fc.constantFrom('hello', 'request', 'cancel', 'event'), id: anything })
      .map(message => JSON.stringify(message)),
    fc.constantFrom(abyss('[', ']'), abyss('{"a":', '}'), abyss('{"__proto__":', '}')),
    fc
      .constantFrom('view.check', 'session.create', 'dataset.update')
      .map(
        method =>
          `{"kind":"request","id":1,"method":"${method}","params":${abyss('{"a":', '}', 20_000)}}`
      )
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(who, nonsense), { minLength: 1, maxLength: 10 }),
      async all => {
        for (const [i, data] of all) {
          await attackers[i]!.send(data);
        }
        await goodIsServed();
      }
    ),
    settings
  );
  logIsCalm();
}, 600_000);

it('takes no message that is larger than allowed', async () => {
  const large = Buffer.alloc(64 * MEGABYTE + 1, 32);
  for (const attacker of attackers) {
    const socket = await attacker.socket();
    const closed = new Promise<number>(resolve => socket.once('close', resolve));
    socket.send(large);
    expect([1009, 1006]).toContain(await closed);
  }
  await goodIsServed();
}, 60_000);

it('stands any bytes at its doors, and allows no other origin to read', async () => {
  const targets = [{ path: bridge.socket }, { host: '127.0.0.1', port: door.port }];
  await fc.assert(
    fc.asyncProperty(fc.nat(1), fc.array(httpBytes, { maxLength: 4 }), async (which, all) => {
      const answers = await Promise.all(all.map(bytes => sendBytes(targets[which]!, bytes)));
      for (const answer of answers) {
        expect(answer).not.toMatch(/access-control/i);
        expect(complaintAbout(answer)).toBeNull();
        if (answer !== '') {
          expect(answer).toMatch(/^HTTP\/1\.1 (200|30[0-9]|4[0-9][0-9]) /);
        }
      }
      await goodIsServed();
    }),
    settings
  );
  logIsCalm();
}, 600_000);

it('has taught its objects nothing', async () => {
  // A prototype that was changed would show in every object that is answered.
  const status = await result<Record<string, unknown>>('bridge.status', {});
  expect(status['polluted']).toBeUndefined();
  const joined = await good.join(own);
  expect(good.events.every(({ session }) => session === own)).toBe(true);
  expect(joined.state.dataset).not.toBeUndefined();
});
