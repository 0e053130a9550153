/** What kernels and the viewer get: documents, ids, details; and what changes mean for them. */
import { decode } from '@msgpack/msgpack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '../../../protocol';
import { encodeDocument } from '../../datasets/documents/document-codec';
import { idToHex } from '../../datasets/documents/object-id';
import type { INewSample } from '../../store/document-store';
import { makeSample } from '../../store/testing/sample-factory';
import {
  box,
  boxes,
  confident,
  openRequestExample,
  type IRequestExample
} from '../testing/request-example';
import type { TestQueries } from '../testing/test-queries';

let example: IRequestExample;
let queries: TestQueries;
beforeAll(async () => {
  example = await openRequestExample();
  queries = example.queries;
}, 60_000);
afterAll(() => example.bench.close());

const id = (n: number): string => idToHex((example.samples[n] as INewSample).id);

describe('documents', () => {
  it('go out with the very bytes that were stored', async () => {
    const { result, payload } = await queries.ask('view.documents', {});
    expect(result).toEqual({ start: 0, count: 3, total: 3, next: null });
    const list = decode(payload) as [
      Uint8Array,
      Record<string, unknown>,
      Record<string, Uint8Array>
    ][];
    expect(list.map(([bytes]) => idToHex(bytes))).toEqual([id(0), id(1), id(2)]);
    expect(list[0]?.[1]).toMatchObject({
      filepath: '/data/a.jpg',
      tags: ['x', 'y'],
      split: 'train'
    });
    expect(list[0]?.[2]['predictions']).toEqual(
      (example.samples[0] as INewSample).labels['predictions']
    );
  });

  it('have the content of the view', async () => {
    const view: View = [confident(0.8), { stage: 'select_fields', field_names: ['predictions'] }];
    const { payload } = await queries.ask('view.documents', { view, count: 1 });
    const [[, core, labels]] = decode(payload) as [
      [Uint8Array, object, Record<string, Uint8Array>]
    ];
    expect(Object.keys(core).sort()).toEqual([
      'created_at',
      'filepath',
      'last_modified_at',
      'metadata',
      'tags'
    ]);
    expect(Object.keys(labels)).toEqual(['predictions']);
    const document = decode(labels['predictions'] as Uint8Array) as {
      detections: { label: string }[];
    };
    expect(document.detections.map(d => d.label)).toEqual(['cat']);
  });

  it('are found by id and by file path; the missing is named', async () => {
    const byId = await queries.ask('samples.get', { sample_ids: [id(1)] });
    expect(byId.result).toEqual({ found: 1 });
    const byPath = await queries.ask('samples.get', { filepaths: ['/data/b.jpg'] });
    expect(byPath.payload).toEqual(byId.payload);
    await expect(queries.ask('samples.get', { filepaths: ['/no.jpg'] })).rejects.toMatchObject({
      code: 'not_found',
      message: "Dataset 'birds' has no sample with the file path '/no.jpg'."
    });
    await expect(
      queries.ask('samples.get', { sample_ids: [id(2)], view: [confident(0.5)] })
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('come as ids, positions and counts too', async () => {
    const view: View = [confident(0.8)];
    const ids = await queries.ask('view.ids', { view });
    expect(ids.result).toEqual({ count: 2 });
    expect(idToHex(ids.payload, 12)).toBe(id(1));
    expect((await queries.ask('grid.index', { view, sample_id: id(1) })).result).toEqual({
      index: 1
    });
    expect((await queries.ask('grid.index', { view, sample_id: id(2) })).result).toEqual({
      index: null
    });
    expect((await queries.ask('view.count', { view, labels: true })).result).toMatchObject({
      count: 2,
      labels: { predictions: 2, outlines: 1 }
    });
  });

  it('come as JSON for the viewer', async () => {
    const { result } = await queries.ask('sample.detail', {
      sample_id: id(0),
      view: [confident(0.8)]
    });
    expect(result).toMatchObject({
      id: id(0),
      index: 0,
      width: 400,
      height: 200,
      fields: {
        id: id(0),
        split: 'train',
        tags: ['x', 'y'],
        extra: { a: [1, { $date: 5 }] },
        predictions: {
          detections: [
            {
              label: 'cat',
              mask: { $array: { dtype: '|b1', shape: [2, 3], base64: btoa('\x01\0\0\0\x01\x01') } }
            }
          ]
        }
      }
    });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});

it('a request that nobody wants any more ends', async () => {
  const abort = new AbortController();
  abort.abort();
  await expect(queries.ask('view.count', {}, abort.signal)).rejects.toMatchObject({
    code: 'cancelled'
  });
});

it('a deleted sample leaves pages and counts at once', async () => {
  const extra = makeSample({ filepath: '/data/z.jpg' }, { predictions: boxes(box('cat', 1)) });
  example.bench.add([extra]);
  expect((await queries.ask('view.count', {})).result.count).toBe(4);
  const [rid = 0] = example.bench.reader.ridsOfIds(example.bench.dataset, [extra.id]);
  example.bench.store.updateSamples(example.bench.dataset, [
    { rid, set: new Map([['split', encodeDocument('late')]]), labels: {}, tags: null }
  ]);
  const paths = ['split'];
  const late = (await queries.ask('grid.facets', { paths })).result[0];
  expect(late).toMatchObject({ distinct: 3 });
  example.bench.store.deleteSamples(example.bench.dataset, Uint32Array.of(rid));
  expect((await queries.ask('grid.open', {})).result).toMatchObject({
    count: 3,
    labels: { predictions: { total: 4 } }
  });
  expect((await queries.ask('grid.facets', { paths })).result[0]).toMatchObject({ distinct: 2 });
});
