import { existsSync, readFileSync, rmSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeId } from '../testing/fake-data-service';
import { startTestBridge, type ITestBridge } from '../testing/test-bridge';
import { httpGet, TestClient } from '../testing/test-client';
import { prepareRuntimeFolder } from './runtime-folder';
import { AlreadyRunningError, takeLock } from './single-bridge';

let bridge: ITestBridge;
const dataset = { id: fakeId(0xd), name: 'birds', fields: [], samples: [] };

beforeEach(async () => {
  bridge = await startTestBridge({ helloTimeoutMs: 200 });
  bridge.data.add(dataset);
});
afterEach(() => bridge.close());

describe('runtime folder', () => {
  it('is for its user only, and its discovery file says where the bridge is', () => {
    const run = join(bridge.home, 'run');
    expect(statSync(run).mode & 0o777).toBe(0o700);
    expect(statSync(bridge.socket).mode & 0o777).toBe(0o600);
    const file = join(run, 'bridge.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      v: 1,
      pid: process.pid,
      socket: bridge.socket
    });
  });

  it('is empty of socket and discovery file after the end', async () => {
    await bridge.close();
    expect(existsSync(bridge.socket)).toBe(false);
    expect(existsSync(join(bridge.home, 'run/bridge.json'))).toBe(false);
    bridge = await startTestBridge();
  });

  it('lies in the folder for temporary files if the home has a long name', async () => {
    const long = join(bridge.home, 'x'.repeat(90));
    const paths = prepareRuntimeFolder(long);
    expect(paths.folder).toMatch(/lunette-\d+-[0-9a-f]{16}$/);
    expect(Buffer.byteLength(paths.socket)).toBeLessThanOrEqual(100);
    rmSync(paths.folder, { recursive: true });
  });

  it('is found there whatever TMPDIR says, and is not used if it is a link', () => {
    const before = process.env['TMPDIR'];
    const long = join(bridge.home, 'y'.repeat(90));
    const { folder } = prepareRuntimeFolder(long);
    try {
      process.env['TMPDIR'] = bridge.home;
      expect(prepareRuntimeFolder(long).folder).toBe(folder);
      rmSync(folder, { recursive: true });
      symlinkSync(bridge.home, folder);
      expect(() => prepareRuntimeFolder(long)).toThrow(/must be a folder/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      if (before === undefined) {
        delete process.env['TMPDIR'];
      } else {
        process.env['TMPDIR'] = before;
      }
    }
  });

  it('has one bridge at a time', () => {
    expect(() => takeLock(prepareRuntimeFolder(bridge.home))).toThrow(AlreadyRunningError);
    expect(() => takeLock(prepareRuntimeFolder(bridge.home))).toThrow(
      /serves .* already \(process \d+\)/
    );
  });

  it('notices that its socket was removed', async () => {
    const other = await startTestBridge({ socketCheckMs: 20 });
    unlinkSync(other.socket);
    await vi.waitFor(() => expect(other.ends[0]).toContain('was removed'));
    await other.close();
  });
});

describe('a connection', () => {
  it('begins with hello and welcome', async () => {
    const client = await TestClient.connect(bridge.socket);
    expect((await client.ask('bridge.status')).result).toMatchObject({
      pid: process.pid,
      clients: 1,
      home: bridge.home,
      datasets: 1
    });
  });

  it('ends if no hello comes, or something else comes first', async () => {
    const silent = await TestClient.connect(bridge.socket, { hello: false });
    const hasty = await TestClient.connect(bridge.socket, { hello: false });
    hasty.sendRaw({ kind: 'request', id: 1, method: 'bridge.status' });
    expect((await silent.closed).code).toBe(4001);
    expect((await hasty.closed).code).toBe(4001);
  });

  it('is told to update if it speaks another protocol', async () => {
    const client = await TestClient.connect(bridge.socket, { hello: false });
    client.sendRaw({ kind: 'hello', v: 99, client: 'app', subscription: 'a' });
    expect(await client.closed).toMatchObject({
      code: 4002,
      reason: expect.stringContaining('update')
    });
  });

  it('that sends nonsense is ended, and no other is disturbed', async () => {
    const good = await TestClient.connect(bridge.socket);
    for (const nonsense of ['', '{', 'null', '[]', '{"kind":"nothing"}', '"\ud800"']) {
      const bad = await TestClient.connect(bridge.socket);
      bad.socket.send(nonsense);
      expect((await bad.closed).code).toBe(1008);
    }
    const bad = await TestClient.connect(bridge.socket);
    bad.socket.send(new Uint8Array([255, 255, 255, 255, 1]));
    expect((await bad.closed).code).toBe(1008);
    expect((await good.ask('bridge.status')).result).toMatchObject({ clients: 1 });
  });
});

describe('a request', () => {
  it('with wrong parameters is answered in words', async () => {
    const client = await TestClient.connect(bridge.socket);
    const wrong = async (method: string, params: unknown): Promise<string> => {
      const { error } = await client.ask(method, params);
      expect(error?.code).toBe('invalid');
      return error?.message ?? '';
    };
    const id = dataset.id;
    expect(await wrong('grid.page', { dataset: id, start: -1, count: 5 })).toBe(
      'The request “grid.page” cannot be understood: start must be at least 0, not -1.'
    );
    expect(await wrong('grid.page', { dataset: id, start: 0 })).toContain(
      'count must be a number, but it is missing'
    );
    expect(await wrong('view.check', { dataset: 'birds' })).toContain(
      'dataset must have 24 characters'
    );
    expect(
      await wrong('view.check', { dataset: id, view: [{ stage: 'limit', limit: 'x' }] })
    ).toContain('Stage 1 of the view (limit): limit must be a number, not "x"');
    expect(await wrong('view.check', { dataset: id, view: [{ stage: 'juggle' }] })).toContain(
      'Stage 1 of the view (juggle)'
    );
    expect(
      await wrong('view.check', {
        dataset: id,
        view: [{ stage: 'match', filter: { op: 'gt', args: [] } }]
      })
    ).toContain('wrong number of operands');
    expect(await wrong('nothing.such', {})).toContain('knows no request “nothing.such”');
  });

  it('nested beyond measure is an error like any other', async () => {
    const client = await TestClient.connect(bridge.socket);
    let filter = '{"literal":1}';
    for (let i = 0; i < 20_000; i++) {
      filter = `{"op":"not","args":[${filter}]}`;
    }
    client.socket.send(
      `{"kind":"request","id":77,"method":"view.check","params":{"dataset":"${dataset.id}","view":[{"stage":"match","filter":${filter}}]}}`
    );
    const refused = new Promise<string>(resolve =>
      client.socket.on('message', (data: Buffer) => resolve(data.toString()))
    );
    expect(await refused).toContain('nested too deeply');
    expect((await client.ask('bridge.status')).result).toBeDefined();
  });

  it('reports progress, waits for no other and can be cancelled', async () => {
    const client = await TestClient.connect(bridge.socket);
    const slow = client.start('view.count', { dataset: dataset.id });
    expect((await client.ask('dataset.list')).result).toHaveLength(1);
    expect(client.progress).toMatchObject([{ kind: 'progress', id: slow.id, done: 1, total: 2 }]);
    client.sendRaw({ kind: 'cancel', id: slow.id });
    expect((await slow.answer).error?.code).toBe('cancelled');
  });

  it('is given up when its client goes', async () => {
    const client = await TestClient.connect(bridge.socket);
    const lost = client.start('view.count', { dataset: dataset.id }).answer.catch(() => 'lost');
    await client.ask('dataset.list');
    client.socket.terminate();
    expect(await lost).toBe('lost');
    const other = await TestClient.connect(bridge.socket);
    await vi.waitFor(async () =>
      expect((await other.ask('bridge.status')).result).toMatchObject({ clients: 1 })
    );
  });

  it('from a page may not name files', async () => {
    const page = await TestClient.connect(bridge.socket, {
      kind: 'app',
      headers: { 'X-Lunette-Via': 'jupyter' }
    });
    const refused = ['samples.add', 'samples.update', 'dataset.create'];
    for (const method of [...refused, 'dataset.import', 'dataset.export']) {
      const { error } = await page.ask(method, { dataset: dataset.id }, new Uint8Array(3));
      expect(error).toMatchObject({ code: 'unauthorized' });
    }
    const kernel = await TestClient.connect(bridge.socket);
    const answer = await kernel.ask('samples.add', { dataset: dataset.id }, new Uint8Array(3));
    expect(answer.result).toEqual({ seq: 1, count: 3 });
  });
});

describe('changes of a dataset', () => {
  it('are told to those who watch it, and bursts are merged', async () => {
    const watcher = await TestClient.connect(bridge.socket);
    const member = await TestClient.connect(bridge.socket);
    const stranger = await TestClient.connect(bridge.socket);
    await watcher.ask('dataset.load', { name: 'birds' });
    await member.create({ dataset: 'birds' });
    await stranger.ask('dataset.list');
    for (let i = 0; i < 1000; i++) {
      bridge.data.change({
        dataset: dataset.id,
        seq: i + 1,
        change: 'samples',
        sample_ids: [fakeId(i % 500)]
      });
    }
    await vi.waitFor(() => expect(watcher.changes.at(-1)?.seq).toBe(1000));
    expect(watcher.changes.length).toBeLessThan(10);
    expect(watcher.changes.at(-1)?.sample_ids).toHaveLength(500);
    expect(member.changes.at(-1)?.seq).toBe(1000);
    expect(stranger.changes).toHaveLength(0);
  });

  it('are not told any more after watching ended', async () => {
    const client = await TestClient.connect(bridge.socket);
    await client.ask('dataset.watch', { dataset: dataset.id });
    await client.ask('dataset.watch', { dataset: dataset.id, watch: false });
    bridge.data.change({ dataset: dataset.id, seq: 1, change: 'tags' });
    await client.ask('dataset.list');
    expect(client.changes).toHaveLength(0);
    expect((await client.ask('dataset.watch', { dataset: fakeId(1) })).error?.code).toBe(
      'not_found'
    );
  });
});

describe('a reader that is too slow', () => {
  it('is dropped with a code that makes it join again, while others go on', async () => {
    const writer = await TestClient.connect(bridge.socket);
    const { session } = await writer.create({ dataset: 'birds' });
    const reader = await TestClient.connect(bridge.socket);
    const slow = await TestClient.connect(bridge.socket);
    await reader.join(session);
    await slow.join(session);
    slow.socket.pause();
    const samples = Array.from({ length: 2000 }, (_, i) => ({ id: fakeId(i) }));
    for (let i = 0; i < 120; i++) {
      const ack = await writer.event(session, 'select_samples', { samples });
      expect(ack?.error).toBeUndefined();
    }
    slow.socket.resume();
    expect(await Promise.race([slow.closed, new Promise(r => setTimeout(r, 8000))])).toMatchObject({
      code: expect.toSatisfy((code: number) => code === 4003 || code === 1006)
    });
    await vi.waitFor(() =>
      expect(reader.events.filter(e => e.event === 'select_samples')).toHaveLength(120)
    );
    const numbers = reader.events.map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i));
    const again = await TestClient.connect(bridge.socket);
    const joined = await again.join(session, slow.events.at(-1)?.seq ?? 0);
    // Too much to tell event by event: it goes on with the state.
    expect(joined.missed).toBeUndefined();
    expect(joined.state.selected_samples).toHaveLength(2000);
  });
});

describe('idle end', () => {
  it('comes when nobody is connected, and not before', async () => {
    const quick = await startTestBridge({ idleSeconds: 0.2 });
    const client = await TestClient.connect(quick.socket);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(quick.ends).toEqual([]);
    await client.close();
    await vi.waitFor(() => expect(quick.ends).toEqual(['nobody used it for 0.2 s']));
    await quick.close();
  });

  it('comes when a client asks for it', async () => {
    const client = await TestClient.connect(bridge.socket);
    expect((await client.ask('bridge.stop')).result).toEqual({});
    expect(bridge.ends).toEqual(['it was asked to stop']);
  });
});

describe('the guards', () => {
  it('let through the two known hosts without an origin, and nobody else', async () => {
    const status = async (headers: Record<string, string>, method = 'GET'): Promise<number> =>
      (await httpGet(bridge.socket, '/health', headers, method)).status;
    expect(await status({ Host: 'lunette' })).toBe(200);
    expect(await status({ Host: 'localhost' })).toBe(200);
    for (const host of ['evil.example', 'lunette:80', 'localhost.evil.example', 'lunette,evil']) {
      expect([400, 403]).toContain(await status({ Host: host }));
    }
    expect(await status({ Origin: 'http://localhost:8888' })).toBe(403);
    expect(await status({ Origin: 'null' })).toBe(403);
    expect(await status({}, 'POST')).toBe(405);
    expect(await status({}, 'OPTIONS')).toBe(405);
  });

  it('never allow another origin to read', async () => {
    const { headers } = await httpGet(bridge.socket, '/health');
    expect(Object.keys(headers).filter(name => name.startsWith('access-control'))).toEqual([]);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain('sandbox');
  });

  it('stand before the upgrade too', async () => {
    const bad: Record<string, string>[] = [
      { Host: 'evil.example' },
      { Origin: 'http://e.example' }
    ];
    for (const headers of bad) {
      await expect(TestClient.connect(bridge.socket, { headers })).rejects.toThrow(/403/);
    }
  });

  it('stand any bytes at all', async () => {
    const random = (length: number): Buffer =>
      Buffer.from(Array.from({ length }, () => Math.floor(Math.random() * 256)));
    const pieces = [
      'GET ',
      'POST ',
      '/ws',
      '/media/',
      '/health',
      ' HTTP/1.1\r\n',
      'Host: lunette\r\n',
      'Host: \r\n',
      'Host: [::\r\n',
      'Origin: %%%\r\n',
      'Upgrade: websocket\r\n',
      'Connection: Upgrade\r\n',
      'Sec-WebSocket-Key: x\r\n',
      'Sec-WebSocket-Version: 13\r\n',
      'Content-Length: 99\r\n',
      'Transfer-Encoding: chunked\r\n',
      '\r\n',
      '\r\n\r\n',
      '\0',
      '%2e%2e%2f',
      '\ud83d\ude00'
    ];
    for (let round = 0; round < 150; round++) {
      const parts = Array.from({ length: 1 + Math.floor(Math.random() * 12) }, () =>
        Math.random() < 0.15
          ? random(20)
          : Buffer.from(pieces[Math.floor(Math.random() * pieces.length)] as string)
      );
      await new Promise<void>(resolve => {
        const socket = connect(bridge.socket);
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
        socket.on('data', () => undefined);
        socket.end(Buffer.concat(parts));
        setTimeout(() => socket.destroy(), 30);
      });
    }
    expect((await httpGet(bridge.socket, '/health')).status).toBe(200);
    const client = await TestClient.connect(bridge.socket);
    expect((await client.ask('bridge.status')).result).toMatchObject({ clients: 1 });
  }, 30_000);
});
