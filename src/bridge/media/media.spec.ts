import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeImages, type IImageEntry } from '../../protocol';
import { fakeId, type IFakeDataset } from '../testing/fake-data-service';
import { bmp24, HOSTILE_SVG, marked, writeSampleImages } from '../testing/sample-images';
import { startTestBridge, temporaryHome, type ITestBridge } from '../testing/test-bridge';
import { httpGet, TestClient, type IHttpAnswer } from '../testing/test-client';

const DATASET = fakeId(0xd);
let bridge: ITestBridge;
let client: TestClient;
let paths: Record<string, string>;
const ids = new Map<string, string>();
let folder: string;

function addSample(name: string, filepath: string): void {
  const dataset = bridge.data.datasets.get(DATASET);
  const id = fakeId(0x100 + ids.size);
  ids.set(name, id);
  dataset?.samples.push({ id, filepath, width: null, height: null });
}

beforeAll(async () => {
  bridge = await startTestBridge({ home: temporaryHome() });
  bridge.data.add({ id: DATASET, name: 'pictures', fields: [], samples: [] });
  folder = join(bridge.home, 'pictures of "mine"');
  mkdirSync(folder);
  paths = await writeSampleImages(folder);
  Object.entries(paths).forEach(([name, path]) => addSample(name, path));
  addSample('gone.jpg', join(folder, 'gone.jpg'));
  addSample('folder', folder);
  symlinkSync(paths['plain.jpg'] as string, join(folder, 'link.jpg'));
  addSample('link.jpg', join(folder, 'link.jpg'));
  symlinkSync('/etc/passwd', join(folder, 'passwd.png'));
  addSample('passwd.png', join(folder, 'passwd.png'));
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
  addSample('pipe.jpg', join(folder, 'pipe.jpg'));
  addSample('device', '/dev/zero');
  client = await TestClient.connect(bridge.socket);
});
afterAll(async () => {
  await bridge.close();
  rmSync(bridge.home, { recursive: true, force: true });
});

const idOf = (name: string): string => ids.get(name) ?? fakeId(0xffff);

async function thumbnails(names: string[], size = 256): Promise<Map<string, IImageEntry>> {
  const answer = await client.ask('media.thumbnails', {
    dataset: DATASET,
    sample_ids: names.map(idOf),
    size
  });
  expect(answer.error).toBeUndefined();
  expect(answer.result).toEqual({ count: names.length });
  const entries = decodeImages(answer.payload ?? new Uint8Array());
  return new Map(entries.map((entry, i) => [names[i] as string, entry]));
}

const get = (
  name: string,
  headers: Record<string, string> = {},
  method = 'GET'
): Promise<IHttpAnswer> =>
  httpGet(bridge.socket, `/media/${DATASET}/${idOf(name)}`, headers, method);

describe('thumbnails', () => {
  it('are made of every kind of picture, with the size of the original', async () => {
    const kinds = [
      'plain.jpg',
      'alpha.png',
      'grey.png',
      'deep.png',
      'plain.webp',
      'plain.gif',
      'plain.avif',
      'plain.tif',
      'cmyk.tif',
      'deep.tif',
      'float.tif',
      'renamed.png',
      'link.jpg'
    ];
    for (const [name, entry] of await thumbnails(kinds)) {
      expect.soft(entry, name).toMatchObject({ type: 'image/webp', width: 64, height: 32 });
      const decoded = await sharp(entry.bytes).metadata();
      expect.soft(decoded, name).toMatchObject({ format: 'webp', width: 64, height: 32 });
    }
    const bmp = (await thumbnails(['plain.bmp'])).get('plain.bmp') as IImageEntry;
    expect(bmp).toMatchObject({ type: 'image/webp', width: 3, height: 2 });
  });

  it('stand upright, and so do their sizes', async () => {
    const entry = (await thumbnails(['turned.jpg'])).get('turned.jpg') as IImageEntry;
    expect(entry).toMatchObject({ width: 32, height: 64 });
    const { data } = await sharp(entry.bytes).raw().toBuffer({ resolveWithObject: true });
    // The white mark of the upper left corner is now at the upper right.
    const red = (x: number, y: number): number => data[(y * 32 + x) * 3 + 1] as number;
    expect(red(26, 8)).toBeGreaterThan(200);
    expect(red(6, 8)).toBeLessThan(100);
  });

  it('are reduced to the size asked for and not enlarged', async () => {
    const path = join(folder, 'wide.jpg');
    writeFileSync(path, await (await marked(1000, 400)).jpeg().toBuffer());
    addSample('wide.jpg', path);
    for (const size of [128, 256, 512]) {
      const entry = (await thumbnails(['wide.jpg'], size)).get('wide.jpg') as IImageEntry;
      expect(entry).toMatchObject({ width: 1000, height: 400 });
      expect((await sharp(entry.bytes).metadata()).width).toBe(size);
    }
    const { error } = await client.ask('media.thumbnails', {
      dataset: DATASET,
      sample_ids: [],
      size: 300
    });
    expect(error?.message).toBe('Thumbnails come in the sizes 128, 256, 512, not 300.');
  });

  it('that cannot be made say which file and what to do, and disturb no other', async () => {
    const bad = [
      'gone.jpg',
      'folder',
      'cut.jpg',
      'cut.bmp',
      'empty.png',
      'page.html',
      'page.jpg',
      'text.txt',
      'noise.png',
      'passwd.png',
      'pipe.jpg',
      'device',
      'unknown sample'
    ];
    const entries = await thumbnails(['plain.jpg', ...bad, 'plain.webp']);
    expect(entries.get('plain.jpg')?.error).toBeUndefined();
    expect(entries.get('plain.webp')?.error).toBeUndefined();
    for (const name of bad) {
      const entry = entries.get(name) as IImageEntry;
      expect.soft(entry, name).toMatchObject({ type: null, width: 0, height: 0 });
      expect.soft(entry.bytes.length, name).toBe(0);
      expect.soft(entry.error, name).toMatch(/[.] .+[.]$/);
      expect.soft(entry.error, name).not.toContain(bridge.home);
    }
    expect(entries.get('gone.jpg')?.error).toBe(
      'gone.jpg is not there. Was it moved or deleted? Put it back, or set the sample’s filepath.'
    );
    expect(entries.get('cut.jpg')?.error).toMatch(/^cut\.jpg is damaged \(/);
    expect(entries.get('page.jpg')?.error).toMatch(/^page\.jpg is no picture/);
    expect(entries.get('empty.png')?.error).toMatch(/^empty\.png is empty/);
    expect(entries.get('folder')?.error).toMatch(/is not a regular file/);
    expect(entries.get('pipe.jpg')?.error).toMatch(/is not a regular file/);
  });

  it('read nothing else for a hostile SVG, which is only painted', async () => {
    const entry = (await thumbnails(['hostile.svg'])).get('hostile.svg') as IImageEntry;
    const pixels = await sharp(entry.bytes).removeAlpha().raw().toBuffer();
    expect([...pixels.subarray(0, 3)].map(v => v > 128)).toEqual([false, true, false]);
  });

  it('are made anew when the file changes', async () => {
    const path = join(folder, 'changing.jpg');
    writeFileSync(path, await (await marked(30, 10)).jpeg().toBuffer());
    addSample('changing.jpg', path);
    expect((await thumbnails(['changing.jpg'])).get('changing.jpg')?.width).toBe(30);
    writeFileSync(path, 'broken now');
    expect((await thumbnails(['changing.jpg'])).get('changing.jpg')?.error).toContain('no picture');
    writeFileSync(path, await (await marked(40, 10)).jpeg().toBuffer());
    utimesSync(path, 5, 5);
    expect((await thumbnails(['changing.jpg'])).get('changing.jpg')?.width).toBe(40);
  });

  it('tell the dataset the sizes that it did not know', async () => {
    bridge.data.remembered.length = 0;
    await thumbnails(['turned.jpg', 'gone.jpg']);
    expect(bridge.data.remembered).toEqual([
      { sample_id: idOf('turned.jpg'), width: 32, height: 64 }
    ]);
  });

  it('come from the cache the second time, also after a restart', async () => {
    const path = join(folder, 'cached.bmp');
    const write = (value: number): void => {
      const row = Array.from({ length: 20 }, (): [number, number, number] => [value, value, value]);
      writeFileSync(path, bmp24([row, row]));
      // Path, time and size stay the same, so that only a new decoding would show the new content.
      utimesSync(path, 1000, 1000);
    };
    addSample('cached.bmp', path);
    const bytes = async (): Promise<Buffer> =>
      Buffer.from((await thumbnails(['cached.bmp'])).get('cached.bmp')?.bytes ?? []);
    write(10);
    const first = await bytes();
    write(200);
    expect((await bytes()).equals(first)).toBe(true);
    expect(statSync(join(bridge.home, 'cache.db')).mode & 0o777).toBe(0o600);

    const { home, data } = bridge;
    await bridge.close();
    bridge = await startTestBridge({ home, data });
    client = await TestClient.connect(bridge.socket);
    expect((await bytes()).equals(first)).toBe(true);
    utimesSync(path, 2000, 2000);
    expect((await bytes()).equals(first)).toBe(false);
  });

  it('survive a cache file that is rubbish', async () => {
    const other = await startTestBridge();
    await other.close();
    mkdirSync(other.home, { recursive: true });
    writeFileSync(join(other.home, 'cache.db'), Buffer.alloc(9000, 3));
    const again = await startTestBridge({ home: other.home });
    again.data.add(bridge.data.datasets.get(DATASET) as IFakeDataset);
    const asker = await TestClient.connect(again.socket);
    const answer = await asker.ask('media.thumbnails', {
      dataset: DATASET,
      sample_ids: [idOf('plain.jpg')],
      size: 128
    });
    expect(decodeImages(answer.payload as Uint8Array)[0]).toMatchObject({ width: 64 });
    await again.close();
    rmSync(other.home, { recursive: true });
  });

  it('that are no longer wanted are dropped, and those asked for last come first', async () => {
    const names: string[] = [];
    for (let i = 0; i < 60; i++) {
      const path = join(folder, `many-${i}.jpg`);
      writeFileSync(path, await (await marked(1600 + i, 1200)).jpeg().toBuffer());
      addSample(`many-${i}`, path);
      names.push(`many-${i}`);
    }
    const sampleIds = (from: number, to: number): string[] => names.slice(from, to).map(idOf);
    const params = (from: number, to: number): object => ({
      dataset: DATASET,
      sample_ids: sampleIds(from, to),
      size: 512
    });
    const order: string[] = [];
    const first = client.start('media.thumbnails', params(0, 25));
    const second = client.start('media.thumbnails', params(25, 50));
    const third = client.start('media.thumbnails', params(50, 60));
    client.sendRaw({ kind: 'cancel', id: second.id });
    await Promise.all([
      first.answer.then(() => order.push('first')),
      second.answer.then(({ error }) => order.push(error?.code ?? 'done')),
      third.answer.then(() => order.push('third'))
    ]);
    expect(order).toEqual(['cancelled', 'third', 'first']);
  });
});

describe('GET /media', () => {
  it('sends what browsers show as it is, with fixed headers', async () => {
    const { status, headers, body } = await get('renamed.png');
    expect(status).toBe(200);
    expect(body).toEqual(readFileSync(paths['renamed.png'] as string));
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(body.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'content-disposition': 'inline',
      'accept-ranges': 'bytes'
    });
    expect(headers['cache-control']).toContain('private');
    expect(Object.keys(headers).some(name => name.startsWith('access-control'))).toBe(false);
  });

  it('converts the others', async () => {
    for (const [name, size] of [
      ['plain.tif', 64],
      ['deep.tif', 64],
      ['plain.bmp', 3],
      ['hostile.svg', 40]
    ] as const) {
      const { status, headers, body } = await get(name);
      expect.soft(status, name).toBe(200);
      expect.soft(headers['content-type'], name).toMatch(/^image\/(png|webp)$/);
      expect.soft((await sharp(body).metadata()).width, name).toBe(size);
      expect.soft(body.includes('script'), name).toBe(false);
    }
    const { body } = await get('plain.bmp');
    const pixels = await sharp(body).removeAlpha().raw().toBuffer();
    expect([...pixels.subarray(0, 9)]).toEqual([255, 0, 0, 0, 255, 0, 0, 0, 255]);
    expect(HOSTILE_SVG).toContain('script');
  });

  it('sends parts, and nothing if the page has it already', async () => {
    const whole = readFileSync(paths['plain.jpg'] as string);
    const part = await get('plain.jpg', { Range: 'bytes=10-19' });
    expect(part).toMatchObject({ status: 206, body: whole.subarray(10, 20) });
    expect(part.headers['content-range']).toBe(`bytes 10-19/${whole.length}`);
    expect((await get('plain.jpg', { Range: 'bytes=-7' })).body).toEqual(whole.subarray(-7));
    expect((await get('plain.jpg', { Range: 'bytes=20-' })).body).toEqual(whole.subarray(20));
    expect((await get('plain.jpg', { Range: 'bytes=999999-' })).status).toBe(416);
    for (const ignored of ['bytes=5-2', 'lines=1-2', 'bytes=0-1,3-4', 'bytes=-', 'x'.repeat(500)]) {
      expect((await get('plain.jpg', { Range: ignored })).status).toBe(200);
    }
    const etag = part.headers.etag as string;
    expect(await get('plain.jpg', { 'If-None-Match': etag })).toMatchObject({ status: 304 });
    const stale = await get('plain.jpg', { Range: 'bytes=0-4', 'If-Range': '"other"' });
    expect(stale.status).toBe(200);
    expect((await get('plain.tif', { Range: 'bytes=0-3' })).body).toHaveLength(4);
    const head = await get('plain.jpg', {}, 'HEAD');
    expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) });
    expect(head.headers['content-length']).toBe(String(whole.length));
  });

  it('answers what cannot be shown with a sentence that names the file only', async () => {
    for (const name of [
      'gone.jpg',
      'page.html',
      'passwd.png',
      'pipe.jpg',
      'cut.bmp',
      'empty.png'
    ]) {
      const { status, headers, body } = await get(name);
      expect.soft(status, name).toBe(422);
      expect.soft(headers['content-type'], name).toBe('application/json');
      const { error } = JSON.parse(body.toString()) as { error: { code: string; message: string } };
      expect.soft(error.code, name).toBe('media');
      expect.soft(error.message, name).toContain(name);
      expect.soft(body.toString(), name).not.toContain(bridge.home);
    }
    expect((await get('unknown')).status).toBe(404);
  });

  it('knows ids only, never a path', async () => {
    for (const path of [
      '/media/../../etc/passwd',
      `/media/${DATASET}/../../../../etc/passwd`,
      `/media/${DATASET}/%2e%2e%2fetc%2fpasswd`,
      `/media/${DATASET}/${idOf('plain.jpg')}%00.png`,
      `/media/${DATASET}/${idOf('plain.jpg')}/extra`,
      `/media/${DATASET.toUpperCase()}x/${idOf('plain.jpg')}`,
      '/media?filepath=/etc/passwd',
      '//media/x/y'
    ]) {
      expect.soft((await httpGet(bridge.socket, path)).status, path).toBe(404);
    }
  });

  it('never hangs on a reader that goes away', async () => {
    const path = join(folder, 'large.bmp');
    const head = readFileSync(paths['plain.bmp'] as string);
    writeFileSync(path, Buffer.concat([head, Buffer.alloc(100)]));
    writeFileSync(
      join(folder, 'big.gif'),
      Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(30e6)])
    );
    addSample('big.gif', join(folder, 'big.gif'));
    const { connect } = await import('node:net');
    for (let i = 0; i < 20; i++) {
      const socket = connect(bridge.socket);
      socket.write(`GET /media/${DATASET}/${idOf('big.gif')} HTTP/1.1\r\nHost: lunette\r\n\r\n`);
      await new Promise(resolve => socket.once('data', resolve));
      socket.destroy();
    }
    await vi.waitFor(async () => expect((await get('plain.jpg')).status).toBe(200));
  });
});
