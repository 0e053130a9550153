/** What the App gets: openings, pages and facets. */
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
import { idToHex } from '../../datasets/documents/object-id';
import type { INewSample } from '../../store/document-store';
import { confident, openRequestExample, type IRequestExample } from '../testing/request-example';
import type { TestQueries } from '../testing/test-queries';

let example: IRequestExample;
let queries: TestQueries;
beforeAll(async () => {
  example = await openRequestExample();
  queries = example.queries;
}, 60_000);
afterAll(() => example.bench.close());

const id = (n: number): string => idToHex((example.samples[n] as INewSample).id);

describe('grid.open', () => {
  it('tells counts, classes and the shape of every picture', async () => {
    const { result, payload } = await queries.ask('grid.open', {});
    expect(result).toMatchObject({
      count: 3,
      total: 3,
      classes: ['bird', 'cat', 'dog', 'hand', 'road', 'sunny']
    });
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
    expect((await queries.ask('grid.open', { view })).result).toMatchObject({
      count: 0,
      emptied_by: 1
    });
  });
});

describe('grid.page', () => {
  const fields = ['predictions', 'outlines', 'points', 'classes', 'heat', 'weather'];

  it('has all that is painted', async () => {
    const { payload } = await queries.ask('grid.page', {
      start: 0,
      count: 60,
      fields,
      captions: ['split', 'weather']
    });
    const page = decodePage(payload);
    expect(page.meta).toMatchObject({
      start: 0,
      count: 3,
      captions: ['train', 'sunny', 'test', '', 'train', '']
    });
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
    expect(labels[2]).toMatchObject({
      shapes: [
        [0, 0, 1, 0.5],
        [0.5, 1]
      ],
      closed: true,
      filled: false
    });
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
    const view: View = [
      confident(0.8),
      { stage: 'sort_by', keys: [{ key: field('score'), reverse: true }] }
    ];
    const { payload, result } = await queries.ask('grid.page', {
      view,
      start: 1,
      count: 60,
      fields: ['predictions']
    });
    expect(result).toMatchObject({ start: 1, count: 1 });
    const page = decodePage(payload);
    expect(idToHex(page.columns['id'] as Uint8Array)).toBe(id(0));
    expect(pageLabels(page, 0).map(l => l.label)).toEqual(['cat']);
  });

  it('brings the text of another attribute, if one is to colour the labels', async () => {
    const texts = async (attribute: string): Promise<unknown[]> => {
      const attributes = { predictions: attribute };
      const params = { start: 0, count: 1, fields: ['predictions'], attributes };
      const { payload } = await queries.ask('grid.page', params);
      return pageLabels(decodePage(payload), 0).map(({ value }) => value);
    };
    expect(await texts('confidence')).toEqual(['0.9', '0.4']);
    expect(await texts('tags')).toEqual(['hard', null]);
    expect(await texts('no_such_attribute')).toEqual([null, null]);
    const plain = await queries.ask('grid.page', { start: 0, count: 1, fields: ['predictions'] });
    expect(pageLabels(decodePage(plain.payload), 0)[0]).not.toHaveProperty('value');
  });

  it('has masks in the size asked for', async () => {
    const params = { start: 0, count: 1, fields: ['classes'], max_raster: 1000 };
    const { payload } = await queries.ask('grid.page', params);
    const [label] = pageLabels(decodePage(payload), 0);
    expect(label?.raster).toMatchObject({ columns: 600, rows: 300 });
  });

  it('numbers texts the same way every time', async () => {
    const ask = (): Promise<{ payload: Uint8Array }> =>
      queries.ask('grid.page', { start: 0, count: 60, fields });
    expect((await ask()).payload).toEqual((await ask()).payload);
  });

  it('refuses a field without labels', async () => {
    await expect(
      queries.ask('grid.page', { start: 0, count: 6, fields: ['split'] })
    ).rejects.toMatchObject({
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
    expect(await facet('split')).toMatchObject({
      kind: 'values',
      distinct: 2,
      values: values(['train', 2, 2], ['test', 1, 1])
    });
    expect(await facet('tags')).toMatchObject({ values: values(['x', 2, 2], ['y', 1, 1]) });
    expect(await facet('ok')).toMatchObject({
      distinct: 2,
      values: values([false, 1, 1], [true, 1, 1], [null, 1, 1])
    });
    expect(await facet('predictions.label')).toMatchObject({
      values: values(['dog', 2, 2], ['bird', 1, 1], ['cat', 1, 1])
    });
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
    expect(await facet('many')).toMatchObject({
      type: 'int',
      bounds: [1, 3],
      edges: [1, 2, 3, 4],
      counts: [1, 0, 2]
    });
    expect(await facet('seen', [], { bins: 2 })).toMatchObject({
      type: 'datetime',
      bounds: [0, 86_400_000],
      none: { count: 1, total: 1 }
    });
  });

  it('count under the other filters, beside the totals', async () => {
    const view: View = [confident(0.8)];
    expect(await facet('predictions.label', view)).toMatchObject({
      values: values(['dog', 1, 2], ['cat', 1, 1], ['bird', 0, 1])
    });
    expect(await facet('split', view)).toMatchObject({
      values: values(['train', 1, 2], ['test', 1, 1])
    });
    expect(await facet('predictions.tags', view)).toMatchObject({ values: values(['hard', 1, 1]) });
  });

  it('do not count under their own filter', async () => {
    const own: Stage = { stage: 'match', filter: call('is_in', field('split'), literal(['test'])) };
    expect(await facet('split', [own])).toMatchObject({
      values: values(['train', 2, 2], ['test', 1, 1])
    });
    expect(await facet('ok', [own])).toMatchObject({
      values: values([false, 1, 1], [true, 0, 1], [null, 0, 1])
    });
    expect(await facet('predictions.confidence', [confident(0.8)], { bins: 1 })).toMatchObject({
      counts: [4]
    });
  });

  it('show the most frequent, the searched and the selected values', async () => {
    expect(await facet('predictions.label', [], { limit: 1 })).toMatchObject({
      distinct: 3,
      values: values(['dog', 2, 2])
    });
    expect(await facet('predictions.label', [], { search: 'IR' })).toMatchObject({
      values: values(['bird', 1, 1])
    });
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
    expect(result[2]).toMatchObject({
      message: expect.stringContaining("no field 'nothing'") as string
    });
  });
});
