/** Whatever a client sends: it gets an answer or is ended, and nobody else notices. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeBinaryMessage, EVENT_NAMES, REQUESTS } from '../../protocol';
import { fakeId } from '../testing/fake-data-service';
import { startTestBridge, type ITestBridge } from '../testing/test-bridge';
import { TestClient } from '../testing/test-client';

let bridge: ITestBridge;
let witness: TestClient;
let session: string;

beforeAll(async () => {
  bridge = await startTestBridge();
  bridge.data.add({ id: fakeId(13), name: 'birds', fields: [], samples: [] });
  witness = await TestClient.connect(bridge.socket);
  session = (await witness.create({ dataset: 'birds' })).session;
});
afterAll(() => bridge.close());

const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue() });

// Without these the bridge would end, or a count would hang as the fake is made to.
const methods = Object.keys(REQUESTS).filter(m => m !== 'bridge.stop' && m !== 'view.count');

const message = fc.oneof(
  fc.jsonValue(),
  fc.record({
    kind: fc.constant('request'),
    id: sometimes(fc.nat()),
    method: sometimes(fc.constantFrom(...methods)),
    params: sometimes(
      fc.dictionary(
        fc.constantFrom(
          'dataset',
          'view',
          'session',
          'sample_ids',
          'size',
          'start',
          'count',
          'state'
        ),
        fc.oneof(fc.jsonValue(), fc.constant(fakeId(13)), fc.constant('birds'), fc.constant([]))
      )
    )
  }),
  fc.record({
    kind: fc.constant('event'),
    session: sometimes(fc.constantFrom('x', '0'.repeat(32))),
    id: sometimes(fc.string()),
    event: sometimes(fc.constantFrom(...EVENT_NAMES)),
    data: fc.jsonValue()
  }),
  fc.record({ kind: fc.constantFrom('hello', 'cancel', 'welcome', 'ack'), id: fc.jsonValue() })
);
const frame = fc.oneof(
  { weight: 5, arbitrary: message.map(value => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  {
    weight: 2,
    arbitrary: fc.tuple(message, fc.uint8Array()).map(([m, p]) => encodeBinaryMessage(m, p))
  }
);

it('stands any frames', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { maxLength: 40 }), async frames => {
      const client = await TestClient.connect(bridge.socket);
      for (const data of frames) {
        if (client.socket.readyState === client.socket.OPEN) {
          client.socket.send(data);
        }
      }
      const status = client.ask('bridge.status').catch(() => null);
      const alive = await Promise.race([status, client.closed]);
      expect(alive).not.toBeUndefined();
      client.socket.terminate();
      expect((await witness.event(session, 'ping'))?.error).toBeUndefined();
    }),
    { numRuns: 60 }
  );
}, 60_000);
