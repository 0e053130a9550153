/** What each format keeps: out, in again, and compared. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IFieldSpec } from '../../protocol';
import {
  box,
  detections,
  FormatBench,
  labelField,
  oneClass,
  withoutIds
} from './testing/format-bench';
import { newObjectId } from '../datasets/documents/object-id';

let bench: FormatBench;
beforeEach(() => {
  bench = new FormatBench();
});
afterEach(() => bench.close());

const BOXES = [labelField('gt', 'Detections')];
const out = (): { dataset_dir: string } => ({ dataset_dir: bench.path('out') });

/** Boxes on whole pixels of pictures of 40 × 20 pixels. */
const twoPictures = () => [
  {
    filepath: bench.picture('in/a.png'),
    labels: {
      gt: detections(
        box('cat', [0.1, 0.1, 0.2, 0.5], { confidence: 0.5 }),
        box('dog & <cow>', [0, 0, 1, 1])
      )
    }
  },
  { filepath: bench.picture('in/b.png'), labels: { gt: detections() } },
  { filepath: bench.picture('in/c.png') }
];

const boxesOf = (value: unknown): [string, number[]][] =>
  (
    (value as { detections?: { label: string; bounding_box: number[] }[] } | undefined)
      ?.detections ?? []
  ).map(({ label, bounding_box }) => [
    label,
    bounding_box.map(side => Math.round(side * 1e5) / 1e5)
  ]);
const WANTED = [
  ['cat', [0.1, 0.1, 0.2, 0.5]],
  ['dog & <cow>', [0, 0, 1, 1]]
];

describe('boxes', () => {
  it.each([
    ['YOLOv5Dataset', { options: { include_confidence: true } }],
    ['YOLOv4Dataset', {}],
    ['VOCDetectionDataset', {}],
    ['FiftyOneImageDetectionDataset', {}]
  ] as const)('come back from %s', async (format, request) => {
    await bench.export(format, twoPictures(), { fields: BOXES, ...request });
    const { samples } = await bench.import(format, { ...out(), label_field: 'gt' });
    expect(boxesOf(samples[0]?.labels['gt'])).toEqual(WANTED);
    expect(boxesOf(samples[1]?.labels['gt'])).toEqual([]);
  });

  it('come back from KITTI, white space in classes as _', async () => {
    const notices = await bench.export('KITTIDetectionDataset', twoPictures(), { fields: BOXES });
    const { samples } = await bench.import('KITTIDetectionDataset', out());
    expect(boxesOf(samples[0]?.labels['ground_truth'])).toEqual([
      WANTED[0],
      ['dog_&_<cow>', [0, 0, 1, 1]]
    ]);
    expect(notices.join()).toContain('dog & <cow>');
  });

  it('keep the confidence where the format has a place for it', async () => {
    for (const format of [
      'YOLOv5Dataset',
      'KITTIDetectionDataset',
      'FiftyOneImageDetectionDataset'
    ] as const) {
      const options = format === 'YOLOv5Dataset' ? { include_confidence: true } : {};
      await bench.export(format, twoPictures(), {
        fields: BOXES,
        options,
        export_dir: bench.path(format)
      });
      const { samples } = await bench.import(format, { dataset_dir: bench.path(format) });
      const label = (
        samples[0]?.labels['ground_truth'] as unknown as { detections: { confidence?: number }[] }
      ).detections[0];
      expect(label?.confidence).toBe(0.5);
    }
  });
});

describe('YOLOv5', () => {
  it('reads splits, lists of classes and outlines', async () => {
    bench.picture('images/train/x/a.png');
    bench.write('labels/train/x/a.txt', '1 0.5 0.5 0.2 0.4\n0 0 0 1 0 1 1\n');
    bench.picture('images/val/b.png');
    bench.write('dataset.yaml', 'train: ./images/train\nval: images/val\nnames: [cat, dog]\n');
    const { samples, facts } = await bench.import('YOLOv5Dataset', { options: { split: 'train' } });
    expect(boxesOf(samples[0]?.labels['ground_truth'])).toEqual([
      ['dog', [0.4, 0.3, 0.2, 0.4]],
      ['cat', [0, 0, 1, 1]]
    ]);
    expect(facts.properties?.default_classes).toEqual(['cat', 'dog']);
    const outlines = await bench.import('YOLOv5Dataset', {
      options: { split: 'train', label_type: 'polylines' }
    });
    expect(outlines.fields).toContainEqual({
      name: 'ground_truth',
      type: 'document',
      document: 'Polylines'
    });
    const all = await bench.import('YOLOv5Dataset', { options: { include_all_data: true } });
    expect(all.samples).toHaveLength(1);
    await expect(bench.import('YOLOv5Dataset', { options: { split: 'test' } })).rejects.toThrow(
      /no split 'test'; it has: train, val/
    );
  });

  it('adds a split to what is there, with the same classes', async () => {
    await bench.export('YOLOv5Dataset', twoPictures(), {
      fields: BOXES,
      options: { split: 'train' }
    });
    await bench.export('YOLOv5Dataset', twoPictures(), { fields: BOXES });
    const yaml = bench.read('out/dataset.yaml');
    expect(yaml).toContain('train: ./images/train/');
    expect(yaml).toContain('val: ./images/val/');
    expect(yaml).toMatch(/names:\n {2}0: /);
    await expect(
      bench.export('YOLOv5Dataset', twoPictures(), { fields: BOXES, options: { classes: ['x'] } })
    ).rejects.toThrow(/other classes/);
  });
});

it('VOC keeps attributes as tags, and their types', async () => {
  const label = box('cat', [0.1, 0.1, 0.2, 0.5], { pose: 'Left', difficult: 1, sad: true });
  await bench.export(
    'VOCDetectionDataset',
    [{ filepath: bench.picture('a.png'), labels: { gt: detections(label) } }],
    { fields: BOXES }
  );
  const { samples } = await bench.import('VOCDetectionDataset', out());
  const [read] = (samples[0]?.labels['ground_truth'] as unknown as { detections: unknown[] })
    .detections;
  expect(read).toMatchObject({ pose: 'Left', difficult: 1, sad: true });
});

it('CVAT keeps tags, boxes, outlines and points with their attributes', async () => {
  const id = () => ({ _id: newObjectId(), tags: [] });
  const labels = {
    scene: oneClass('street', { wet: true }),
    gt: detections(box('cat', [0.1, 0.1, 0.2, 0.5], { age: 3, occluded: true })),
    lines: {
      _cls: 'Polylines',
      polylines: [
        {
          _cls: 'Polyline',
          ...id(),
          label: 'lane',
          points: [
            [
              [0, 0],
              [0.5, 0.5]
            ]
          ],
          closed: false,
          filled: false
        },
        {
          _cls: 'Polyline',
          ...id(),
          label: 'area',
          points: [
            [
              [0, 0],
              [0.5, 0],
              [0.5, 0.5]
            ]
          ],
          closed: true,
          filled: true
        }
      ]
    },
    joints: {
      _cls: 'Keypoints',
      keypoints: [{ _cls: 'Keypoint', ...id(), label: 'hand', points: [[0.5, 0.5]] }]
    }
  };
  const fields: IFieldSpec[] = [
    labelField('scene', 'Classification'),
    labelField('gt', 'Detections'),
    labelField('lines', 'Polylines'),
    labelField('joints', 'Keypoints')
  ];
  await bench.export('CVATImageDataset', [{ filepath: bench.picture('a.png'), labels }], {
    fields
  });
  const { samples, facts } = await bench.import('CVATImageDataset', out());
  expect(withoutIds(samples[0]?.labels)).toEqual({
    classifications: { _cls: 'Classifications', classifications: [withoutIds(labels.scene)] },
    detections: withoutIds(labels.gt),
    polylines: withoutIds(labels.lines),
    keypoints: withoutIds(labels.joints)
  });
  expect(facts.info?.['task_labels']).toContainEqual({
    name: 'cat',
    attributes: [{ name: 'age', categories: ['3'] }]
  });
});

describe('classes of pictures', () => {
  const scenes = () => [
    {
      filepath: bench.picture('in/a.png'),
      labels: { scene: oneClass('day', { confidence: 0.5 }) }
    },
    { filepath: bench.picture('in/x/a.png'), labels: { scene: oneClass('day') } },
    { filepath: bench.picture('in/c.png'), labels: {} }
  ];
  const fields = [labelField('scene', 'Classification')];

  it('are folders of a tree', async () => {
    await bench.export('ImageClassificationDirectoryTree', scenes(), { fields });
    expect(bench.list('out')).toEqual(['_unlabeled/c.png', 'day/a-2.png', 'day/a.png']);
    const { samples, facts } = await bench.import('ImageClassificationDirectoryTree', out());
    expect(
      samples.map(
        ({ labels }) => (labels['ground_truth'] as unknown as { label: string } | undefined)?.label
      )
    ).toEqual([undefined, 'day', 'day']);
    expect(facts.properties?.default_classes).toEqual(['day']);
  });

  it('never lead out of the folder of a tree', async () => {
    const labels = ['../../evil', '/etc', '..', '', 'a\\b', '.hidden'];
    const notices = await bench.export(
      'ImageClassificationDirectoryTree',
      labels.map((label, i) => ({
        filepath: bench.picture(`in/${i}.png`),
        labels: { scene: oneClass(label) }
      })),
      { fields }
    );
    expect(bench.list()).toHaveLength(2 * labels.length);
    expect(bench.list('out')).toHaveLength(labels.length);
    expect(notices.join()).toContain('cannot be names of folders');
  });

  it('are in one file of FiftyOneImageClassificationDataset', async () => {
    await bench.export('FiftyOneImageClassificationDataset', scenes(), { fields });
    expect(bench.json('out/labels.json')).toEqual({
      classes: ['day'],
      labels: { a: { label: 'day', confidence: 0.5 }, 'a-2': 'day', c: null }
    });
    const { samples } = await bench.import('FiftyOneImageClassificationDataset', out());
    expect(withoutIds(samples[0]?.labels['ground_truth'])).toEqual({
      _cls: 'Classification',
      label: 'day',
      confidence: 0.5
    });
  });

  it('are boxes cut out of their pictures if the field holds boxes', async () => {
    await bench.export('ImageClassificationDirectoryTree', twoPictures().slice(0, 1), {
      fields: [labelField('gt', 'Detections')]
    });
    expect(bench.list('out')).toEqual(['cat/a.png', 'dog & <cow>/a.png']);
  });
});

it('masks in memory become files, and files are named', async () => {
  const { deflateSync } = await import('node:zlib');
  const mask = {
    _cls: 'ndarray',
    dtype: '|u1',
    shape: [2, 3],
    zlib: deflateSync(Uint8Array.of(0, 1, 2, 3, 4, 255))
  };
  await bench.export(
    'ImageSegmentationDirectory',
    [
      {
        filepath: bench.picture('in/a.png', 3, 2),
        labels: { seg: { _cls: 'Segmentation', _id: newObjectId(), mask } }
      }
    ],
    { fields: [labelField('seg', 'Segmentation')] }
  );
  const { PNG } = await import('pngjs');
  const { readFileSync } = await import('node:fs');
  const png = PNG.sync.read(readFileSync(bench.path('out/labels/a.png')));
  expect([...png.data].filter((_, i) => i % 4 === 0)).toEqual([0, 1, 2, 3, 4, 255]);
  const { samples } = await bench.import('ImageSegmentationDirectory', out());
  expect(withoutIds(samples[0]?.labels['ground_truth'])).toEqual({
    _cls: 'Segmentation',
    mask_path: bench.path('out/labels/a.png')
  });
});
