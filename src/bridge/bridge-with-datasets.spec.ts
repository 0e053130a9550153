/** All parts of the bridge together: real stores, real queries, real pictures, a real socket. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '@msgpack/msgpack';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeImages, type IDatasetInfo, type IFieldSpec, type IViewOpening } from '../protocol';
import { createDataService, type IDataService } from './datasets';
import {
  startTestBridge,
  temporaryHome,
  testWorkers,
  type ITestBridge
} from './testing/test-bridge';
import { TestClient } from './testing/test-client';

const COUNT = 30;
const FIELDS: IFieldSpec[] = [
  { name: 'number', type: 'int' },
  { name: 'things', type: 'document', document: 'Detections' }
];
let home: string;
let bridge: ITestBridge<IDataService>;
let kernel: TestClient;
let page: TestClient;
let dataset: IDatasetInfo;
const ids = Array.from({ length: COUNT }, (_, i) => (i + 1).toString(16).padStart(24, '0'));

async function start(): Promise<void> {
  const data: IDataService = await createDataService({ home, workers: await testWorkers() });
  bridge = await startTestBridge({ home, data });
  kernel = await TestClient.connect(bridge.socket, { kind: 'kernel' });
  page = await TestClient.connect(bridge.socket, {
    kind: 'app',
    headers: { 'X-Lunette-Via': 'jupyter' }
  });
}

async function ok(client: TestClient, method: string, params: object, payload?: Uint8Array) {
  const answer = await client.ask(method, params, payload);
  expect(answer.error, method).toBeUndefined();
  return answer;
}

beforeAll(async () => {
  home = temporaryHome();
  await start();
  dataset = (await ok(kernel, 'dataset.create', { name: 'squares', persistent: true }))
    .result as IDatasetInfo;
  const folder = join(home, 'pictures');
  mkdirSync(folder);
  const samples = await Promise.all(
    ids.map(async (id, i) => {
      const filepath = join(folder, `${i}.png`);
      const create = { width: 60 + 4 * i, height: 60, channels: 3 as const, background: '#20a040' };
      writeFileSync(filepath, i === 7 ? 'broken' : await sharp({ create }).png().toBuffer());
      const label = {
        _id: Buffer.from(id, 'hex'),
        _cls: 'Detection',
        label: i % 2 === 0 ? 'even' : 'odd',
        bounding_box: [0.1, 0.1, 0.5, 0.5],
        tags: []
      };
      const things = encode({ _cls: 'Detections', detections: [label] });
      return [Buffer.from(id, 'hex'), { filepath, tags: [], number: i }, { things }];
    })
  );
  const payload = encode(samples);
  const added = await ok(kernel, 'samples.add', { dataset: dataset.id, fields: FIELDS }, payload);
  expect(added.result).toMatchObject({ count: COUNT });
}, 30_000);
afterAll(async () => {
  await bridge.close();
  rmSync(home, { recursive: true, force: true });
});

const above = (limit: number): object => ({
  stage: 'match',
  filter: { op: 'ge', args: [{ field: 'number' }, { literal: limit }] }
});

describe('kernel and page on one session', () => {
  it('see the same view, checked against the dataset', async () => {
    const { session } = await kernel.create({ dataset: 'squares' });
    await page.join(session);
    expect((await kernel.event(session, 'set_view', { view: [above(20)] }))?.error).toBeUndefined();
    await expect
      .poll(() => page.events.at(-1))
      .toMatchObject({ event: 'set_view', data: { view: [above(20)] } });
    const refused = await page.event(session, 'set_view', {
      view: [above(1), { stage: 'exists', field: 'nothing' }]
    });
    expect(refused?.error).toMatchObject({ code: 'unknown_field', details: { stage_index: 1 } });
    expect(refused?.error?.message).toContain('Stage 2');
    expect(refused?.error?.message).toContain('nothing');
    const { result } = await ok(page, 'grid.open', { dataset: dataset.id, view: [above(20)] });
    expect(result).toMatchObject({ count: 10, total: COUNT, classes: ['even', 'odd'] });
  });

  it('hear of changes of the dataset that the session shows', async () => {
    const { session } = await kernel.create({ dataset: 'squares' });
    await page.join(session);
    page.changes.length = 0;
    const tagged = await ok(kernel, 'samples.tag', {
      dataset: dataset.id,
      sample_ids: [ids[3]],
      tags: ['seen']
    });
    expect(tagged.result).toMatchObject({ count: 1, changed: [ids[3]] });
    await vi.waitFor(() =>
      expect(page.changes.at(-1)).toMatchObject({ dataset: dataset.id, change: 'tags' })
    );
  });
});

describe('pictures', () => {
  it('come as thumbnails, the broken one as a sentence, and sizes are known afterwards', async () => {
    const { payload } = await ok(page, 'media.thumbnails', {
      dataset: dataset.id,
      sample_ids: ids,
      size: 128
    });
    const entries = decodeImages(payload as Uint8Array);
    expect(entries.filter(({ type }) => type === 'image/webp')).toHaveLength(COUNT - 1);
    expect(entries[7]?.error).toContain('7.png');
    expect(entries[29]).toMatchObject({ width: 176, height: 60 });
    await vi.waitFor(async () => {
      const opened = await ok(page, 'grid.open', { dataset: dataset.id });
      expect((opened.result as IViewOpening).count).toBe(COUNT);
      expect(new Set(opened.payload).size).toBeGreaterThan(20);
    });
  });

  it('of a whole session is drawn from the view, with its labels', async () => {
    const { session } = await kernel.create({ dataset: 'squares', view: [above(10)] });
    const { result, payload } = await ok(kernel, 'session.picture', { session });
    expect(result).toEqual({
      width: 1000,
      height: 600,
      type: 'image/png',
      text: 'Lunette: squares, 20 of 30 samples'
    });
    const { data, info } = await sharp(payload as Uint8Array)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    let green = 0;
    for (let i = 0; i < data.length; i += 3) {
      green += Number((data[i] as number) < 60 && (data[i + 1] as number) > 140);
    }
    expect(info.width).toBe(1000);
    expect(green).toBeGreaterThan(20_000);
  });
});

describe('a dataset', () => {
  it('that is renamed or deleted takes its sessions along, also over a restart', async () => {
    const { session } = await kernel.create({ dataset: 'squares', view: [above(5)] });
    await ok(kernel, 'dataset.update', { dataset: dataset.id, name: 'rectangles' });
    await vi.waitFor(async () =>
      expect((await page.join(session)).state).toMatchObject({
        dataset: 'rectangles',
        view: [above(5)]
      })
    );
    await bridge.close();
    await start();
    expect((await page.join(session)).state).toMatchObject({ dataset: 'rectangles' });
    await ok(kernel, 'dataset.delete', { dataset: dataset.id });
    await vi.waitFor(async () =>
      expect((await page.join(session)).state).toMatchObject({ dataset: null, view: [] })
    );
    const { result } = await ok(kernel, 'session.picture', { session });
    expect(result).toMatchObject({ text: 'Lunette: no dataset' });
  });
});
