/** What a websocket may cost the bridge. Sizes of messages: fuzz.spec.ts; slow readers: bridge.spec.ts. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startTestBridge, type ITestBridge } from '../testing/test-bridge';
import { TestClient } from '../testing/test-client';

let bridge: ITestBridge;
afterEach(() => bridge.close());

it('ends a client that gives no sign of life', async () => {
  bridge = await startTestBridge({ pingIntervalMs: 20 });
  const good = await TestClient.connect(bridge.socket);
  // Speaks the protocol up to the hello, then neither answers pings nor says anything.
  const silent = connect(bridge.socket);
  const hello = JSON.stringify({ kind: 'hello', v: 1, client: 'app', subscription: 's' });
  const mask = Buffer.from([0, 0, 0, 0]);
  silent.write(
    'GET /ws HTTP/1.1\r\nHost: lunette\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
  );
  await once(silent, 'data');
  silent.write(Buffer.concat([Buffer.from([0x81, 0x80 | hello.length]), mask, Buffer.from(hello)]));
  silent.resume();
  await once(silent, 'close');
  expect((await good.ask('bridge.status')).result).toMatchObject({ clients: 1 });
});

it('lets in so many clients and tells the next that there are too many', async () => {
  bridge = await startTestBridge();
  const clients: TestClient[] = [];
  for (let i = 0; i < 256; i++) {
    clients.push(await TestClient.connect(bridge.socket, { hello: false }));
  }
  await expect(TestClient.connect(bridge.socket)).rejects.toThrow(/503/);
  await clients[0]?.close();
  const next = await TestClient.connect(bridge.socket);
  expect((await next.ask('bridge.status')).error).toBeUndefined();
  clients.forEach(client => client.socket.terminate());
}, 30_000);

it('compresses nothing, whatever is offered: a small message cannot become a large one', async () => {
  bridge = await startTestBridge();
  const socket = new WebSocket(`ws+unix://${bridge.socket}:/ws`, {
    headers: { Host: 'lunette' },
    perMessageDeflate: true
  });
  await once(socket, 'open');
  expect(socket.extensions).toBe('');
  socket.terminate();
});

it('has so many requests of one client under way, and refuses the next', async () => {
  bridge = await startTestBridge();
  bridge.data.add({ id: 'd'.repeat(24), name: 'd', fields: [], samples: [] });
  const client = await TestClient.connect(bridge.socket);
  const other = await TestClient.connect(bridge.socket);
  // `view.count` hangs in the fake.
  const many = Array.from({ length: 257 }, () =>
    client.ask('view.count', { dataset: 'd'.repeat(24) }).catch(() => null)
  );
  expect(await many.at(-1)).toMatchObject({ error: { code: 'conflict' } });
  expect((await other.ask('bridge.status')).error).toBeUndefined();
  client.socket.terminate();
});
