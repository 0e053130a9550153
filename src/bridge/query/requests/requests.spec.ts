/** What the App and kernels get: pages, facets, documents, details. */
import { deflateSync } from 'node:zlib';
import { decode } from '@msgpack/msgpack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  decodeAspect,
  decodePage,
  field,
  literal,
  pageLabels,
  type Facet,
  type Stage,
  type View
} from '../../../protocol';
import { encodeDocument } from '../../datasets/documents/document-codec';
import { idToHex } from '../../datasets/documents/object-id';
import type { INewSample } from '../../store/document-store';
import { makeSample } from '../../store/testing/sample-factory';
import { TestBench } from '../testing/test-bench';
import { TestQueries } from '../testing/test-queries';

let bench: TestBench;
let queries: TestQueries;
let samples: INewSample[];

const box = (label: string | null, confidence: number, more: object = {}): object => ({
  _cls: 'Detection',
  _id: crypto.getRandomValues(new Uint8Array(12)),
  label,
  confidence,
  bounding_box: [0.25, 0.5, 0.25, 0.125],
  tags: [],
  ...more
});
const boxes = (...detections: object[]): object => ({ _cls: 'Detections', detections });
const array = (dtype: string, shape: number[], bytes: Uint8Array): object => ({
  _cls: 'ndarray',
  dtype,
  shape,
  zlib: new Uint8Array(deflateSync(bytes))
});
const own = (cls: string, more: object): object => ({
  _cls: cls,
  _id: crypto.getRandomValues(new Uint8Array(12)),
  tags: [],
  ...more
});
const confident = (least: number): Stage => ({
  stage: 'filter_labels',
  field: 'predictions',
  filter: call('ge', field('confidence'), literal(least)),
  only_matches: true
});

beforeAll(async () => {
  bench = await TestBench.open([
    { name: 'split', type: 'string' },
    { name: 'score', type: 'float' },
    { name: 'many', type: 'int' },
    { name: 'ok', type: 'bool' },
    { name: 'seen', type: 'datetime' },
    { name: 'never', type: 'float' },
    { name: 'extra', type: 'dict' },
    { name: 'predictions', type: 'document', document: 'Detections' },
    { name: 'outlines', type: 'document', document: 'Polylines' },
    { name: 'points', type: 'document', document: 'Keypoints' },
    { name: 'classes', type: 'document', document: 'Segmentation' },
    { name: 'heat', type: 'document', document: 'Heatmap' },
    { name: 'weather', type: 'document', document: 'Classification' }
  ]);
  const mask = array('|b1', [2, 3], Uint8Array.of(1, 0, 0, 0, 1, 1));
  const big = new Uint8Array(300 * 600).fill(2);
  samples = [
    makeSample(
      {
        filepath: '/data/a.jpg',
        split: 'train',
        score: 0.5,
        many: 1,
        ok: true,
        seen: { $date: 0 },
        extra: { a: [1, { $date: 5 }] },
        metadata: { width: 400, height: 200 }
      },
      {
        predictions: boxes(box('cat', 0.9, { mask, index: 7, tags: ['hard'] }), box('dog', 0.4)),
        outlines: {
          _cls: 'Polylines',
          polylines: [own('Polyline', { label: 'road', points: [[[0, 0], [1, 0.5]], [[0.5, 1]]], closed: true, filled: false })]
        },
        points: {
          _cls: 'Keypoints',
          keypoints: [own('Keypoint', { label: 'hand', points: [[0.5, 0.25], [NaN, NaN]], confidence: [1, 0] })]
        },
        classes: own('Segmentation', { mask: array('|u1', [300, 600], big) }),
        heat: own('Heatmap', { map: array('<f4', [1, 2], new Uint8Array(Float32Array.of(0, 5).buffer)), range: [0, 10] }),
        weather: own('Classification', { label: 'sunny', confidence: 1 })
      },
      ['x', 'y']
    ),
    makeSample(
      { filepath: '/data/b.jpg', split: 'test', score: 1, many: 3, ok: false, seen: { $date: 86_400_000 } },
      {
        predictions: boxes(
          box('dog', 0.8, { bounding_box: [0, 0, Infinity, 1] }),
          box('bird', 0.2, { mask: { _cls: 'ndarray', dtype: '|b1', shape: [2, 2], zlib: new Uint8Array([1, 2, 3]) } })
        )
      },
      ['x']
    ),
    makeSample({ filepath: '/data/c.jpg', split: 'train', score: 0, many: 3 }, {}, [])
  ];
  bench.add(samples);
  const size = { rids: Uint32Array.of(2), widths: Uint32Array.of(100), heights: Uint32Array.of(400), mark: 0 };
  bench.store.rememberSizes(bench.dataset, size);
  queries = new TestQueries(bench);
}, 60_000);
afterAll(() => bench.close());

const id = (n: number): string => idToHex((samples[n] as INewSample).id);

describe('grid.open', () => {
  it('tells counts, classes and the shape of every picture', async () => {
    const { result, payload } = await queries.ask('grid.open', {});
    expect(result).toMatchObject({ count: 3, total: 3, classes: ['bird', 'cat', 'dog', 'hand', 'road', 'sunny'] });
    expect(result.labels['predictions']).toEqual({ count: 4, total: 4 });
    expect(result.labels['weather']).toEqual({ count: 1, total: 1 });
    expect([...payload].map(decodeAspect).map(a => Math.round(a * 10) / 10)).toEqual([2, 0.3, 1]);
    expect(payload[2]).toBe(0);
  });

  it('counts the labels that the view shows', async () => {
    const { result, payload } = await queries.ask('grid.open', { view: [confident(0.8)] });
    expect(result).toMatchObject({ count: 2, total: 3 });
    expect(result.labels['predictions']).toEqual({ count: 2, total: 4 });
    expect(result.labels['weather']).toEqual({ count: 1, total: 1 });
    expect(payload).toHaveLength(2);
  });

  it('names the stage that leaves nothing', async () => {
    const view: View = [confident(0.1), confident(0.99), { stage: 'limit', limit: 3 }];
    expect((await queries.ask('grid.open', { view })).result).toMatchObject({ count: 0, emptied_by: 1 });
  });
});

describe('grid.page', () => {
  const fields = ['predictions', 'outlines', 'points', 'classes', 'heat', 'weather'];

  it('has all that is painted', async () => {
    const { payload } = await queries.ask('grid.page', { start: 0, count: 60, fields, captions: ['split', 'weather'] });
    const page = decodePage(payload);
    expect(page.meta).toMatchObject({ start: 0, count: 3, captions: ['train', 'sunny', 'test', '', 'train', ''] });
    expect(idToHex(page.columns['id'] as Uint8Array, 12)).toBe(id(1));
    expect([...(page.columns['width'] as Uint32Array)]).toEqual([400, 100, 0]);
    const tags = [...(page.columns['tag'] as Uint32Array)].map(code => page.meta.strings[code]);
    expect(tags).toEqual(['x', 'y', 'x']);
    const labels = pageLabels(page, 0);
    expect(labels.map(l => [l.field, l.element, l.label])).toEqual([
      ['predictions', 'Detection', 'cat'],
      ['predictions', 'Detection', 'dog'],
      ['outlines', 'Polyline', 'road'],
      ['points', 'Keypoint', 'hand'],
      ['classes', 'Segmentation', null],
      ['heat', 'Heatmap', null],
      ['weather', 'Classification', 'sunny']
    ]);
    expect(labels[0]).toMatchObject({
      box: [0.25, 0.5, 0.25, 0.125],
      index: 7,
      raster: { columns: 3, rows: 2, data: Uint8Array.of(1, 0, 0, 0, 1, 1) }
    });
    expect(labels[0]?.confidence).toBeCloseTo(0.9, 6);
    expect(labels[2]).toMatchObject({ shapes: [[0, 0, 1, 0.5], [0.5, 1]], closed: true, filled: false });
    expect(labels[3]?.shapes).toEqual([[0.5, 0.25, NaN, NaN]]);
    expect(labels[4]?.raster).toMatchObject({ columns: 128, rows: 64 });
    expect(labels[4]?.raster?.data.every(value => value === 2)).toBe(true);
    expect([...(labels[5]?.raster?.data ?? [])]).toEqual([0, 128]);
  });

  it('reports labels that cannot be drawn and draws the others', async () => {
    const { payload } = await queries.ask('grid.page', { start: 0, count: 60, fields });
    const page = decodePage(payload);
    expect(page.meta.invalid).toEqual([
      {
        sample: 1,
        field: 'predictions',
        message:
          "Detection 'dog' of field 'predictions' has the box [0, 0, Infinity, 1]; " +
          'a box is four finite numbers: x, y, width, height.'
      },
      {
        sample: 1,
        field: 'predictions',
        message:
          "Detection 'bird' of field 'predictions' has a mask that is damaged: its data cannot be inflated."
      }
    ]);
    expect(pageLabels(page, 1).map(l => [l.label, l.box])).toEqual([
      ['dog', null],
      ['bird', [0.25, 0.5, 0.25, 0.125]]
    ]);
  });

  it('shows the content of the view, in its order', async () => {
    const view: View = [confident(0.8), { stage: 'sort_by', keys: [{ key: field('score'), reverse: true }] }];
    const { payload, result } = await queries.ask('grid.page', { view, start: 1, count: 60, fields: ['predictions'] });
    expect(result).toMatchObject({ start: 1, count: 1 });
    const page = decodePage(payload);
    expect(idToHex(page.columns['id'] as Uint8Array)).toBe(id(0));
    expect(pageLabels(page, 0).map(l => l.label)).toEqual(['cat']);
  });

  it('numbers texts the same way every time', async () => {
    const ask = (): Promise<{ payload: Uint8Array }> =>
      queries.ask('grid.page', { start: 0, count: 60, fields });
    expect((await ask()).payload).toEqual((await ask()).payload);
  });

  it('refuses a field without labels', async () => {
    await expect(queries.ask('grid.page', { start: 0, count: 6, fields: ['split'] })).rejects.toMatchObject({
      code: 'wrong_type'
    });
  });
});

describe('grid.facets', () => {
  const facet = async (path: string, view: View = [], more: object = {}): Promise<Facet> =>
    (await queries.ask('grid.facets', { view, paths: [path], ...more })).result[0] as Facet;
  const values = (...list: [unknown, number, number][]): unknown =>
    list.map(([value, count, total]) => ({ value, count, total }));

  it('count values of samples, tags and labels', async () => {
    expect(await facet('split')).toMatchObject({ kind: 'values', distinct: 2, values: values(['train', 2, 2], ['test', 1, 1]) });
    expect(await facet('tags')).toMatchObject({ values: values(['x', 2, 2], ['y', 1, 1]) });
    expect(await facet('ok')).toMatchObject({ distinct: 2, values: values([false, 1, 1], [true, 1, 1], [null, 1, 1]) });
    expect(await facet('predictions.label')).toMatchObject({ values: values(['dog', 2, 2], ['bird', 1, 1], ['cat', 1, 1]) });
    expect(await facet('predictions.tags')).toMatchObject({ values: values(['hard', 1, 1]) });
    expect(await facet('weather.label')).toMatchObject({ values: values(['sunny', 1, 1]) });
  });

  it('count ranges of numbers and times', async () => {
    expect(await facet('score', [], { bins: 2 })).toEqual({
      path: 'score',
      kind: 'range',
      type: 'float',
      bounds: [0, 1],
      edges: [0, 0.5, 1],
      counts: [1, 2],
      totals: [1, 2],
      none: { count: 0, total: 0 }
    });
    expect(await facet('many')).toMatchObject({ type: 'int', bounds: [1, 3], edges: [1, 2, 3, 4], counts: [1, 0, 2] });
    expect(await facet('seen', [], { bins: 2 })).toMatchObject({ type: 'datetime', bounds: [0, 86_400_000], none: { count: 1, total: 1 } });
  });

  it('count under the other filters, beside the totals', async () => {
    const view: View = [confident(0.8)];
    expect(await facet('predictions.label', view)).toMatchObject({
      values: values(['dog', 1, 2], ['cat', 1, 1], ['bird', 0, 1])
    });
    expect(await facet('split', view)).toMatchObject({ values: values(['train', 1, 2], ['test', 1, 1]) });
    expect(await facet('predictions.tags', view)).toMatchObject({ values: values(['hard', 1, 1]) });
  });

  it('do not count under their own filter', async () => {
    const own: Stage = { stage: 'match', filter: call('is_in', field('split'), literal(['test'])) };
    expect(await facet('split', [own])).toMatchObject({ values: values(['train', 2, 2], ['test', 1, 1]) });
    expect(await facet('ok', [own])).toMatchObject({ values: values([false, 1, 1], [true, 0, 1], [null, 0, 1]) });
    expect(await facet('predictions.confidence', [confident(0.8)], { bins: 1 })).toMatchObject({ counts: [4] });
  });

  it('show the most frequent, the searched and the selected values', async () => {
    expect(await facet('predictions.label', [], { limit: 1 })).toMatchObject({ distinct: 3, values: values(['dog', 2, 2]) });
    expect(await facet('predictions.label', [], { search: 'IR' })).toMatchObject({ values: values(['bird', 1, 1]) });
    const view: View = [
      {
        stage: 'filter_labels',
        field: 'predictions',
        filter: call('is_in', field('label'), literal(['cat'])),
        only_matches: true
      }
    ];
    expect(await facet('predictions.label', view, { limit: 1 })).toMatchObject({
      values: values(['dog', 2, 2], ['cat', 1, 1])
    });
  });

  it('say when there is nothing to show, and fail alone', async () => {
    const paths = ['never', 'extra', 'nothing', 'split'];
    const { result } = await queries.ask('grid.facets', { paths });
    expect(result.map(f => f.kind)).toEqual(['empty', 'empty', 'error', 'values']);
    expect(result[2]).toMatchObject({ message: expect.stringContaining("no field 'nothing'") as string });
  });
});

describe('documents', () => {
  it('go out with the very bytes that were stored', async () => {
    const { result, payload } = await queries.ask('view.documents', {});
    expect(result).toEqual({ start: 0, count: 3, total: 3, next: null });
    const list = decode(payload) as [Uint8Array, Record<string, unknown>, Record<string, Uint8Array>][];
    expect(list.map(([bytes]) => idToHex(bytes))).toEqual([id(0), id(1), id(2)]);
    expect(list[0]?.[1]).toMatchObject({ filepath: '/data/a.jpg', tags: ['x', 'y'], split: 'train' });
    expect(list[0]?.[2]['predictions']).toEqual((samples[0] as INewSample).labels['predictions']);
  });

  it('have the content of the view', async () => {
    const view: View = [confident(0.8), { stage: 'select_fields', field_names: ['predictions'] }];
    const { payload } = await queries.ask('view.documents', { view, count: 1 });
    const [[, core, labels]] = decode(payload) as [[Uint8Array, object, Record<string, Uint8Array>]];
    expect(Object.keys(core).sort()).toEqual(['created_at', 'filepath', 'last_modified_at', 'metadata', 'tags']);
    expect(Object.keys(labels)).toEqual(['predictions']);
    const document = decode(labels['predictions'] as Uint8Array) as { detections: { label: string }[] };
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
    expect((await queries.ask('grid.index', { view, sample_id: id(1) })).result).toEqual({ index: 1 });
    expect((await queries.ask('grid.index', { view, sample_id: id(2) })).result).toEqual({ index: null });
    expect((await queries.ask('view.count', { view, labels: true })).result).toMatchObject({
      count: 2,
      labels: { predictions: 2, outlines: 1 }
    });
  });

  it('come as JSON for the viewer', async () => {
    const { result } = await queries.ask('sample.detail', { sample_id: id(0), view: [confident(0.8)] });
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
  await expect(queries.ask('view.count', {}, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
});

it('a deleted sample leaves pages and counts at once', async () => {
  const extra = makeSample({ filepath: '/data/z.jpg' }, { predictions: boxes(box('cat', 1)) });
  bench.add([extra]);
  expect((await queries.ask('view.count', {})).result.count).toBe(4);
  const [rid = 0] = bench.reader.ridsOfIds(bench.dataset, [extra.id]);
  bench.store.updateSamples(bench.dataset, [
    { rid, set: new Map([['split', encodeDocument('late')]]), labels: {}, tags: null }
  ]);
  const paths = ['split'];
  const late = (await queries.ask('grid.facets', { paths })).result[0];
  expect(late).toMatchObject({ distinct: 3 });
  bench.store.deleteSamples(bench.dataset, Uint32Array.of(rid));
  expect((await queries.ask('grid.open', {})).result).toMatchObject({ count: 3, labels: { predictions: { total: 4 } } });
  expect((await queries.ask('grid.facets', { paths })).result[0]).toMatchObject({ distinct: 2 });
});
