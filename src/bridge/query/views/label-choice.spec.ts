/** `select_labels` and `exclude_labels` over real stores: which labels and samples they leave. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StageOf, View } from '../../../protocol';
import { idToHex } from '../../datasets/documents/object-id';
import { makeSample } from '../../store/testing/sample-factory';
import { decodeSample, applyTransforms, labelList } from '.';
import { TestBench } from '../testing/test-bench';

const id = (n: number): Uint8Array => new Uint8Array(12).fill(n);
const hex = (n: number): string => idToHex(id(n));
const box = (n: number, more: object = {}): object => ({
  _cls: 'Detection',
  _id: id(n),
  label: 'cat',
  bounding_box: [0, 0, 1, 1],
  ...more
});
const boxes = (...detections: object[]): object => ({ _cls: 'Detections', detections });
const weather = (n: number, more: object = {}): object => ({
  _cls: 'Classification',
  _id: id(n),
  label: 'sunny',
  ...more
});

let bench: TestBench;
beforeAll(async () => {
  bench = await TestBench.open([
    { name: 'boxes', type: 'document', document: 'Detections' },
    { name: 'weather', type: 'document', document: 'Classification' }
  ]);
  bench.add([
    makeSample(
      { filepath: '/1.jpg' },
      {
        boxes: boxes(box(11, { tags: ['wrong'] }), box(12, { instance: { _id: id(99) } })),
        weather: weather(13)
      }
    ),
    makeSample({ filepath: '/2.jpg' }, { boxes: boxes(box(21)), weather: weather(22) }),
    makeSample({ filepath: '/3.jpg' }, { weather: weather(31, { tags: ['wrong'] }) }),
    makeSample({ filepath: '/4.jpg' }, {})
  ]);
}, 60_000);
afterAll(() => bench.close());

type Choice = Omit<StageOf<'select_labels'>, 'stage' | 'omit_empty'>;

/** Row ids of a view with the numbers of the labels that each sample shows. */
async function shown(view: View): Promise<Record<number, number[]>> {
  const { rids, transforms, schema } = await bench.view(view);
  const names = [...schema.labelFields.keys()];
  const all = { core: true, tags: true, labels: null };
  return Object.fromEntries(
    [...bench.reader.read(bench.dataset, rids, all)].map(stored => {
      const whole = decodeSample(stored, ['boxes', 'weather']);
      const sample = applyTransforms(whole, stored.rid, transforms);
      const labels = names.flatMap(name => labelList(sample[name]));
      return [stored.rid, labels.map(label => (label as { _id: Uint8Array })._id[0] as number)];
    })
  );
}
const select = (choice: Choice, omit_empty = true): View => [
  { stage: 'select_labels', ...choice, omit_empty }
];
const exclude = (choice: Choice, omit_empty = true): View => [
  { stage: 'exclude_labels', ...choice, omit_empty }
];

describe('select_labels', () => {
  it('keeps labels that are named, and only their fields', async () => {
    const labels = [
      { label_id: hex(12), sample_id: hex(1), field: 'boxes' },
      { label_id: hex(13), field: 'boxes' }
    ];
    expect(await shown(select({ labels }))).toEqual({ 1: [12] });
    expect([...(await bench.view(select({ labels }))).schema.labelFields.keys()]).toEqual([
      'boxes'
    ]);
  });

  it('finds ids in every field, many as well as few', async () => {
    const ids = [11, 22].map(hex);
    const many = [...ids, ...Array.from({ length: 50 }, (_, i) => hex(100 + i)), 'no id'];
    for (const some of [ids, many]) {
      const view = select({ ids: some });
      expect(await shown(view)).toEqual({ 1: [11], 2: [22] });
      expect((await bench.view(view)).fallbacks).toEqual([]);
    }
    // Labels that are named are found in documents as in columns, also if they are many.
    const labels = many.map(label_id => ({ label_id, field: 'boxes' }));
    expect(await shown(select({ labels }))).toEqual({ 1: [11] });
    expect(await shown(exclude({ ids: many }))).toEqual({ 1: [12, 13], 2: [21], 3: [31] });
  });

  it('finds tags, fields and instances', async () => {
    expect(await shown(select({ tags: ['wrong', 'bad'] }))).toEqual({ 1: [11], 3: [31] });
    expect(await shown(select({ fields: ['boxes'] }))).toEqual({ 1: [11, 12], 2: [21] });
    expect(await shown(select({ instance_ids: [hex(99)] }))).toEqual({ 1: [12] });
  });

  it('keeps labels that fulfil everything that is given', async () => {
    const choice = { tags: ['wrong'], fields: ['weather'] };
    expect(await shown(select(choice))).toEqual({ 3: [31] });
    expect(await shown(select({ ...choice, ids: [hex(11)] }))).toEqual({});
  });

  it('keeps samples without labels if it is told to', async () => {
    expect(await shown(select({}))).toEqual({ 1: [11, 12, 13], 2: [21, 22], 3: [31] });
    expect(await shown(select({ tags: ['wrong'] }, false))).toEqual({
      1: [11],
      2: [],
      3: [31],
      4: []
    });
  });

  it('works on what stages before it left, and stages after it on what it leaves', async () => {
    expect(await shown([...select({ tags: ['wrong'] }), { stage: 'skip', skip: 1 }])).toEqual({
      3: [31]
    });
    expect(await shown([...exclude({ ids: [hex(11)] }), ...select({ tags: ['wrong'] })])).toEqual({
      3: [31]
    });
  });
});

describe('exclude_labels', () => {
  it('leaves all labels but those that are meant', async () => {
    expect(await shown(exclude({ tags: ['wrong'] }))).toEqual({ 1: [12, 13], 2: [21, 22] });
    expect(await shown(exclude({ fields: ['weather'], ids: [hex(31), hex(21)] }, false))).toEqual({
      1: [11, 12, 13],
      2: [21, 22],
      3: [],
      4: []
    });
  });

  it('does not start without being told which', async () => {
    await expect(bench.view(exclude({}))).rejects.toMatchObject({
      code: 'invalid',
      details: { stage_index: 0, stage: 'exclude_labels' }
    });
  });
});

it('fields that hold no labels are refused by name', async () => {
  await expect(bench.view(select({ fields: ['filepath'] }))).rejects.toMatchObject({
    code: 'wrong_type'
  });
  const labels = [{ label_id: hex(1), field: 'boxen' }];
  await expect(bench.view(select({ labels }))).rejects.toMatchObject({
    code: 'unknown_field',
    details: { did_you_mean: ['boxes'] }
  });
});
