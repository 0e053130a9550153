import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleWorkers } from './testing/bundle-workers';
import { WorkerClient } from './worker-client';

let url: URL;
let client: WorkerClient;

beforeAll(async () => {
  const file = fileURLToPath(new URL('./testing/example-worker.ts', import.meta.url));
  url = new URL('./example-worker.mjs', await bundleWorkers([file]));
});
afterEach(() => client.close());

describe('a worker called from the main thread', () => {
  it('answers with a result and bytes', async () => {
    client = new WorkerClient(url, 'example');
    const answer = await client.call('double', 21, new Uint8Array([1, 2, 3]));
    expect(answer).toEqual({ result: 42, payload: new Uint8Array([2, 4, 6]) });
  });

  it('takes over bytes, but leaves the rest of a shared buffer alone', async () => {
    client = new WorkerClient(url, 'example');
    const shared = new Uint8Array([9, 1, 2, 9]);
    const { payload } = await client.call('double', 0, shared.subarray(1, 3));
    expect(payload).toEqual(new Uint8Array([2, 4]));
    expect(shared).toEqual(new Uint8Array([9, 1, 2, 9]));
    await client.call('double', 0, shared);
    expect(shared.length).toBe(0);
  });

  it('hands on errors with code, message and details', async () => {
    client = new WorkerClient(url, 'example');
    await expect(client.call('fail')).rejects.toMatchObject({
      name: 'RequestError',
      code: 'not_found',
      message: 'There is no such thing.',
      details: { thing: 7 }
    });
    await expect(client.call('nothing')).rejects.toMatchObject({ code: 'invalid' });
    await expect(client.call('blunder')).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('a bug')
    });
  });

  it('reports progress and can be cancelled, while other calls go on', async () => {
    client = new WorkerClient(url, 'example');
    const abort = new AbortController();
    const progress = vi.fn();
    const counting = client.call('count', null, null, abort.signal, progress);
    await expect(client.call('double', 1)).resolves.toMatchObject({ result: 2 });
    await vi.waitFor(() => expect(progress.mock.calls.length).toBeGreaterThan(3));
    abort.abort();
    await expect(counting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(client.call('count', null, null, abort.signal)).rejects.toMatchObject({
      code: 'cancelled'
    });
  });

  it('fails calls under way when it dies, and starts anew with the next call', async () => {
    client = new WorkerClient(url, 'example');
    const counting = client.call('count');
    const crashing = client.call('crash');
    await expect(counting).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('example worker ended unexpectedly')
    });
    await expect(crashing).rejects.toMatchObject({ code: 'internal' });
    await expect(client.call('double', 4)).resolves.toMatchObject({ result: 8 });
  });

  it('gives up after repeated crashes, saying where to look', async () => {
    client = new WorkerClient(url, 'example');
    for (let crash = 0; crash < 5; crash++) {
      await expect(client.call('crash')).rejects.toMatchObject({ code: 'internal' });
    }
    await expect(client.call('double', 4)).rejects.toMatchObject({
      message: expect.stringContaining('lunette bridge logs')
    });
  });

  it('answers every call with the reason why it could not start', async () => {
    client = new WorkerClient(url, 'example', { refuse: 'The disk is full.' });
    for (let call = 0; call < 2; call++) {
      await expect(client.call('double', 1)).rejects.toMatchObject({
        code: 'storage',
        message: 'The disk is full.'
      });
    }
  });
});
