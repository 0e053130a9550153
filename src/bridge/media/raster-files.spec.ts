/** Masks and maps in files, from a kernel's documents to the page and the picture. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePage, pageLabels, type IDatasetInfo, type IFieldSpec } from '../../protocol';
import { createDataService, type IDataService } from '../datasets';
import { newObjectId } from '../datasets/documents/object-id';
import { samplesPayload } from '../datasets/testing/sample-payload';
import {
  startTestBridge,
  temporaryHome,
  testWorkers,
  type ITestBridge
} from '../testing/test-bridge';
import { TestClient } from '../testing/test-client';

const FIELDS: IFieldSpec[] = [
  { name: 'ground', type: 'document', document: 'Segmentation' },
  { name: 'heat', type: 'document', document: 'Heatmap' }
];
let home: string;
let bridge: ITestBridge<IDataService>;
let client: TestClient;
let dataset: IDatasetInfo;

beforeAll(async () => {
  home = temporaryHome();
  const data: IDataService = await createDataService({ home, workers: await testWorkers() });
  bridge = await startTestBridge({ home, data });
  client = await TestClient.connect(bridge.socket, { kind: 'kernel' });
  const folder = join(home, 'files');
  mkdirSync(folder);
  const file = (name: string): string => join(folder, name);
  const white = { width: 60, height: 40, channels: 3 as const, background: '#ffffff' };
  writeFileSync(file('picture.png'), await sharp({ create: white }).png().toBuffer());
  writeFileSync(file('color.png'), await sharp({ create: white }).png().toBuffer());
  // Classes 0 and 2 side by side; a map that is half as high as it may be.
  const raw = { raw: { width: 4, height: 2, channels: 1 as const } };
  const classes = Uint8Array.of(0, 0, 2, 2, 0, 0, 2, 2);
  writeFileSync(file('mask.png'), await sharp(classes, raw).toColourspace('b-w').png().toBuffer());
  const map = Uint8Array.of(0, 50, 100, 150, 0, 50, 100, 150);
  writeFileSync(
    file('map.tif'),
    await sharp(map, raw).toColourspace('b-w').tiff({ compression: 'lzw' }).toBuffer()
  );
  // Orange, then a colour with nearly the same shades, and background.
  const colors = Uint8Array.of(255, 109, 4, 255, 109, 5, 0, 0, 0, 255, 109, 4);
  const rgb = { raw: { width: 4, height: 1, channels: 3 as const } };
  writeFileSync(file('colors.png'), await sharp(colors, rgb).png().toBuffer());
  dataset = (await client.ask('dataset.create', { name: 'files' })).result as IDatasetInfo;
  const filepath = file('picture.png');
  const label = (cls: string, more: object): object => ({
    _cls: cls,
    _id: newObjectId(),
    tags: [],
    ...more
  });
  const samples = [
    {
      core: { filepath },
      labels: {
        ground: label('Segmentation', { mask_path: file('mask.png') }),
        heat: label('Heatmap', { map_path: file('map.tif'), range: [0, 200] })
      }
    },
    {
      core: { filepath },
      labels: {
        ground: label('Segmentation', { mask_path: file('gone.png') }),
        heat: label('Heatmap', { map_path: file('color.png') })
      }
    },
    {
      core: { filepath },
      labels: { ground: label('Segmentation', { mask_path: file('colors.png') }) }
    },
    {
      core: { filepath },
      labels: {
        ground: label('Segmentation', {
          mask: { _cls: 'ndarray', dtype: '|u1', shape: [1, 4, 3], zlib: deflateSync(colors) }
        })
      }
    }
  ];
  const params = { dataset: dataset.id, fields: FIELDS };
  const { error } = await client.ask('samples.add', params, samplesPayload(samples));
  expect(error).toBeUndefined();
}, 30_000);
afterAll(async () => {
  await bridge.close();
  rmSync(home, { recursive: true, force: true });
});

describe('masks and maps in files', () => {
  const page = () =>
    client.ask('grid.page', {
      dataset: dataset.id,
      start: 0,
      count: 4,
      fields: ['ground', 'heat']
    });

  it('come with the page as those of documents do, and their paths do not', async () => {
    const { result, payload } = await page();
    expect(JSON.stringify(result)).not.toContain(home);
    const labels = pageLabels(decodePage(payload as Uint8Array), 0);
    expect(labels.map(({ field, raster }) => [field, raster && [...raster.data]])).toEqual([
      ['ground', [0, 0, 2, 2, 0, 0, 2, 2]],
      ['heat', [0, 64, 127, 191, 0, 64, 127, 191]]
    ]);
  });

  it.each([2, 3])('may have colours of their own: sample %i', async sample => {
    const { payload } = await page();
    const raster = pageLabels(decodePage(payload as Uint8Array), sample)[0]?.raster;
    expect(raster && [...raster.data]).toEqual([1, 2, 0, 1]);
    expect([...(raster?.table ?? []).slice(0, 12)]).toEqual([
      ...[0, 0, 0, 0],
      ...[255, 109, 4, 255],
      ...[255, 109, 5, 255]
    ]);
  });

  it('that cannot be read are said of their sample, by name and without a folder', async () => {
    const { payload } = await page();
    const { meta } = decodePage(payload as Uint8Array);
    expect(meta.invalid.map(({ sample, field, message }) => [sample, field, message])).toEqual([
      [1, 'ground', expect.stringMatching(/^gone\.png is not there\./)],
      [1, 'heat', expect.stringMatching(/^color\.png has 3 channels, a map has one\./)]
    ]);
    expect(JSON.stringify(meta)).not.toContain(home);
  });

  it('are on the picture of a session in the colours of its scheme', async () => {
    const { session } = await client.create({
      dataset: 'files',
      field_visibility_stage: { stage: 'select_fields', field_names: ['ground'] },
      color_scheme: {
        opacity: 1,
        fields: [{ path: 'ground', maskTargetsColors: [{ intTarget: 2, color: 'teal' }] }]
      }
    });
    const { payload } = await client.ask('session.picture', { session });
    const { data, info } = await sharp(payload as Uint8Array)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number): number[] => [
      ...data.subarray(3 * (y * info.width + x), 3 * (y * info.width + x) + 3)
    ];
    expect(at(40, 100)).toEqual([255, 255, 255]);
    at(120, 100).forEach((v, c) => expect(Math.abs(v - [0, 128, 128][c]!)).toBeLessThan(8));
  });
});
