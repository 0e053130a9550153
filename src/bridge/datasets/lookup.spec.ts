/** Small questions do not wait for long writes, nor for the queries of others. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call, field, literal, type IDatasetInfo, type View } from '../../protocol';
import { testWorkers } from '../testing/test-bridge';
import { makeDetections } from '../store/testing/sample-factory';
import { createDataService } from './create-data-service';
import type { IDataService } from './data-service';
import { idToHex, newObjectId } from './documents/object-id';
import { samplesPayload } from './testing/sample-payload';

const LONG = 30_000;
const context = { signal: new AbortController().signal, progress: () => undefined };
const fields = [{ name: 'predictions', type: 'document', document: 'Detections' }];
const view: View = [
  { stage: 'match', filter: call('gt', field('metadata.width'), literal(10)) },
  { stage: 'limit', limit: 3 }
];
let folder: string;
let data: IDataService;
let dataset: string;

const samples = (count: number): Uint8Array =>
  samplesPayload(
    Array.from({ length: count }, (_, i) => ({
      core: { filepath: `/pictures/${i}.jpg` },
      labels: { predictions: makeDetections(1) }
    }))
  );

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lunette-lookup-'));
  data = await createDataService({ home: join(folder, 'home'), workers: await testWorkers() });
  const { result } = await data.handle('dataset.create', { name: 'd' }, null, context);
  dataset = (result as IDatasetInfo).id;
});
afterEach(async () => {
  await data.close();
  rmSync(folder, { recursive: true });
});

it('answers about names, files and views while a long write is under way', async () => {
  const id = newObjectId();
  const first = samplesPayload([{ id, core: { filepath: '/a.jpg' } }]);
  await data.handle('samples.add', { dataset, fields: [] }, first, context);
  const order: string[] = [];
  const note = (what: string) => (): unknown => order.push(what);
  const write = data
    .handle('samples.add', { dataset, fields }, samples(LONG), context)
    .then(note('write'));
  await Promise.all([
    data.handle('dataset.list', {}, null, context).then(note('list')),
    data.describe('d').then(note('describe')),
    data.mediaSources(dataset, [idToHex(id)]).then(note('media')),
    data.handle('view.check', { dataset, view }, null, context).then(note('check'))
  ]);
  await write;
  expect([...order].sort()).toEqual(['check', 'describe', 'list', 'media', 'write']);
  expect(order.at(-1)).toBe('write');
});

it('sees what was written as soon as the writer is told so', async () => {
  for (let i = 0; i < 50; i++) {
    const name = `d ${i}`;
    await data.handle('dataset.update', { dataset, name }, null, context);
    expect(await data.describe(dataset)).toMatchObject({ name, id: dataset });
    await data.handle(
      'dataset.add_fields',
      { dataset, fields: [{ name: `field_${i}`, type: 'int' }] },
      null,
      context
    );
    const exists = [{ stage: 'exists', field: `field_${i}`, bool: true }];
    await data.handle('view.check', { dataset, view: exists }, null, context);
  }
});

it('leaves to the columns what the declared schema does not know', async () => {
  const detection = { _id: newObjectId(), _cls: 'Detection', label: 'x', tags: [], age: 7 };
  const payload = samplesPayload([
    {
      core: { filepath: '/a.jpg' },
      labels: { predictions: { _cls: 'Detections', detections: [detection] } }
    }
  ]);
  await data.handle('samples.add', { dataset, fields }, payload, context);
  const filter = (attribute: string): View => [
    {
      stage: 'filter_labels',
      field: 'predictions',
      filter: call('gt', field(attribute), literal(5)),
      only_matches: true
    }
  ];
  const check = (attribute: string) =>
    data.handle('view.check', { dataset, view: filter(attribute) }, null, context);
  await check('age');
  await expect(check('weight')).rejects.toMatchObject({
    code: 'unknown_field',
    message: expect.stringContaining('weight'),
    details: { stage_index: 0 }
  });
});
