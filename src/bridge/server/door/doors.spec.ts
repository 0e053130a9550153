/** The door of a running bridge, as browsers and others meet it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { IOpenedDoor } from '../../../protocol';
import { startTestBridge, type ITestBridge } from '../../testing/test-bridge';
import { TestClient } from '../../testing/test-client';

let folder: string;
let bridge: ITestBridge;
let kernel: TestClient;
let door: IOpenedDoor;

async function openDoor(client: TestClient, params = {}): Promise<IOpenedDoor> {
  const { result, error } = await client.ask('bridge.open_door', params);
  expect(error).toBeUndefined();
  return result as IOpenedDoor;
}

interface IAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Any Host, Origin and method may be said, as no browser lets a page. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  { method = 'GET', port = door.port } = {}
): Promise<IAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: '127.0.0.1', port, path, method, agent: false, headers },
      response => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => (body += text));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
        );
      }
    );
    sent.on('error', reject);
    sent.end();
  });
}

/** The status that a websocket is refused with, or the subprotocol that is spoken. */
function upgrade(
  protocols: string[],
  headers: Record<string, string> = {},
  path = '/ws'
): Promise<number | string> {
  return new Promise(resolve => {
    const socket = new WebSocket(`ws://127.0.0.1:${door.port}${path}`, protocols, {
      headers: { Origin: `http://127.0.0.1:${door.port}`, ...headers }
    });
    socket.on('open', () => {
      resolve(socket.protocol);
      socket.close();
    });
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lunette-page-'));
  writeFileSync(
    join(folder, 'headers.json'),
    '{"Content-Security-Policy": "default-src \'none\'"}'
  );
  for (const name of ['index.html', 'page.js', 'page.css', 'favicon.svg']) {
    writeFileSync(join(folder, name), `the file ${name}`);
  }
  bridge = await startTestBridge({ page: pathToFileURL(`${folder}/`) });
  kernel = await TestClient.connect(bridge.socket);
  door = await openDoor(kernel);
});
afterAll(async () => {
  await bridge.close();
  rmSync(folder, { recursive: true, force: true });
});

it('is not there until a kernel asks, and no page can ask', async () => {
  const page = await TestClient.connect(bridge.socket, {
    kind: 'kernel',
    headers: { 'X-Lunette-Via': 'jupyter' }
  });
  const app = await TestClient.connect(bridge.socket, { kind: 'app' });
  for (const client of [page, app]) {
    expect((await client.ask('bridge.open_door', {})).error?.code).toBe('unauthorized');
  }
  expect(bridge.logged.filter(text => text.startsWith('A door is open'))).toHaveLength(1);
});

it('listens on this machine alone, with a key of 256 bits', () => {
  expect(door).toMatchObject({ address: '127.0.0.1' });
  expect(door.key).toMatch(/^[0-9a-f]{64}$/);
  expect(door.ticket).toMatch(/^[0-9a-f]{64}$/);
  expect(bridge.logged.join()).not.toContain(door.key);
});

it('refuses an address that other machines reach, unless that is what is asked for', async () => {
  const { error } = await kernel.ask('bridge.open_door', { address: '0.0.0.0' });
  expect(error?.message).toContain('would be open to other machines at 0.0.0.0');
});

it('serves the page without a key, and says what it may do', async () => {
  const page = await ask('/app?session=s');
  expect(page).toMatchObject({ status: 200, body: 'the file index.html' });
  expect(page.headers['content-security-policy']).toBe("default-src 'none'");
  expect(page.headers['access-control-allow-origin']).toBeUndefined();
  expect((await ask('/page/page.js')).headers['content-type']).toContain('text/javascript');
  const { etag } = (await ask('/page/page.css')).headers;
  expect((await ask('/page/page.css', { 'If-None-Match': String(etag) })).status).toBe(304);
  expect((await ask('/app', {}, { method: 'HEAD' })).body).toBe('');
  for (const path of ['/', '/page/', '/page/headers.json', '/page/../main.mjs', '/page/%2e%2e/x']) {
    expect((await ask(path)).status, path).toBe(404);
  }
});

it('lets in who has the key, in a header', async () => {
  const entered = await ask('/enter', { 'X-Lunette-Key': door.key });
  expect(entered.status).toBe(200);
  const { key, media } = JSON.parse(entered.body) as { key: string; media: string };
  expect(key).toBe(door.key);
  expect(media).not.toBe(key);
  expect(entered.headers['cache-control']).toBe('no-store');
  const health = await ask('/health?session=s', { 'X-Lunette-Key': door.key });
  expect(JSON.parse(health.body)).toMatchObject({ bridge: { ok: true, session: false } });
  expect(await upgrade(['lunette', door.key])).toBe('lunette');
});

it('exchanges a ticket once', async () => {
  const { ticket } = await openDoor(kernel, { key: door.key });
  expect((await ask('/health', { 'X-Lunette-Key': ticket })).status).toBe(403);
  const entered = await ask('/enter', { 'X-Lunette-Key': ticket });
  expect((JSON.parse(entered.body) as { key: string }).key).toBe(door.key);
  const again = await ask('/enter', { 'X-Lunette-Key': ticket });
  expect(again.status).toBe(403);
  expect(again.body).toContain('Run session.open_tab()');
});

it('lets nobody else in, wherever a key is shown but there', async () => {
  const wrong = '0'.repeat(64);
  for (const path of ['/enter', '/health']) {
    for (const headers of [
      {},
      { 'X-Lunette-Key': wrong },
      { 'X-Lunette-Key': door.key.slice(0, 63) },
      { 'X-Lunette-Key': `${door.key}, ${door.key}` },
      { Cookie: `key=${door.key}` },
      { Authorization: `Bearer ${door.key}` }
    ] as Record<string, string>[]) {
      expect((await ask(path, headers)).status, JSON.stringify(headers)).toBe(403);
    }
    expect((await ask(`${path}?key=${door.key}`)).status).toBe(403);
  }
  for (const protocols of [
    [],
    ['lunette'],
    ['lunette', wrong],
    [door.key],
    [door.key, 'lunette'],
    ['lunette', wrong, door.key]
  ]) {
    expect(await upgrade(protocols), protocols.join()).toBe(403);
  }
  expect(await upgrade(['lunette', door.key], {}, `/ws/${door.key}`)).toBe(404);
});

it('opens no websocket for a page of another origin, with or without the key', async () => {
  for (const Origin of ['http://evil.example', 'null', `http://localhost:${door.port}`]) {
    expect(await upgrade(['lunette', door.key], { Origin }), Origin).toBe(403);
  }
  expect(await upgrade(['lunette', door.key], { Host: `evil.example:${door.port}` })).toBe(403);
  for (const path of ['/app', '/enter', '/health']) {
    const headers = { Host: `evil.example:${door.port}`, 'X-Lunette-Key': door.key };
    expect((await ask(path, headers)).status, path).toBe(403);
  }
});

it('serves pictures to who was let in, under addresses that end with the pages', async () => {
  const enter = async (): Promise<string> => {
    const { body } = await ask('/enter', { 'X-Lunette-Key': door.key });
    return (JSON.parse(body) as { media: string }).media;
  };
  const media = await enter();
  const ids = `${'a'.repeat(24)}/${'b'.repeat(24)}`;
  expect((await ask(`/media/${media}/${ids}`)).status).toBe(404);
  expect((await ask(`/media/${'0'.repeat(64)}/${ids}`)).status).toBe(403);
  expect((await ask(`/media/${door.key}/${ids}`)).status).toBe(403);
  expect((await ask(`/media/${ids}`)).status).toBe(404);
  expect((await ask(`/media/${media}/..%2f..%2fetc/passwd`)).status).toBe(404);
  await upgrade(['lunette', door.key]);
  await vi.waitFor(async () => expect(await enter()).not.toBe(media));
  expect((await ask(`/media/${media}/${ids}`)).status).toBe(403);
});

it('keeps its pages from what pages may not do', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}/ws`, ['lunette', door.key], {
    headers: { Origin: `http://127.0.0.1:${door.port}` }
  });
  const received: string[] = [];
  socket.on('message', data => received.push(String(data)));
  await new Promise(resolve => socket.once('open', resolve));
  socket.send(JSON.stringify({ kind: 'hello', v: 1, client: 'kernel', subscription: 'p' }));
  for (const [id, method] of ['bridge.open_door', 'samples.add', 'dataset.create'].entries()) {
    socket.send(JSON.stringify({ kind: 'request', id, method, params: {} }));
  }
  await vi.waitFor(() => expect(received).toHaveLength(4));
  expect(received.filter(text => text.includes('unauthorized'))).toHaveLength(3);
  socket.close();
});

it('is shared by all who ask, and says in words that a port is taken', async () => {
  const other = await TestClient.connect(bridge.socket);
  const again = await openDoor(other);
  expect(again.port).toBe(door.port);
  expect(again.key).not.toBe(door.key);
  const taken: Server = createServer();
  await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const { error } = await other.ask('bridge.open_door', { port });
  expect(error?.message).toContain(`Port ${port} of 127.0.0.1 is taken by another program`);
  taken.close();
});

it('is closed once nobody needs it, and with the bridge', async () => {
  const short = await startTestBridge({ page: pathToFileURL(`${folder}/`), idleSeconds: 0.2 });
  const watcher = await TestClient.connect(short.socket, { kind: 'cli' });
  const asker = await TestClient.connect(short.socket);
  const { port } = await openDoor(asker);
  asker.socket.close();
  await vi.waitFor(() => expect(short.logged.join()).toContain('is closed: nobody uses it'), {
    timeout: 10_000
  });
  await expect(ask('/app', {}, { port })).rejects.toThrow('ECONNREFUSED');

  const second = await openDoor(watcher);
  expect((await ask('/app', {}, { port: second.port })).status).toBe(200);
  await short.close();
  await expect(ask('/app', {}, { port: second.port })).rejects.toThrow('ECONNREFUSED');
});
