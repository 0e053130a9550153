import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IDetection, IKeypoint, IPolyline } from '../../../protocol';
import { box, detections, FormatBench, labelField, withoutIds } from '../testing/format-bench';

let bench: FormatBench;
beforeEach(() => {
  bench = new FormatBench();
});
afterEach(() => bench.close());

/** Written by hand after the description of the format. */
const GOLDEN = {
  info: { year: '2017', version: '1.0' },
  licenses: [{ id: 1, name: 'Free' }],
  categories: [
    { id: 18, name: 'dog', supercategory: 'animal' },
    { id: 3, name: 'car', supercategory: 'vehicle' },
    { id: 1, name: 'person', supercategory: null, keypoints: ['nose', 'tail'], skeleton: [[1, 2]] }
  ],
  images: [
    { id: 7, file_name: 'a.png', width: 40, height: 20, license: 1 },
    { id: 9, file_name: 'inner/b.png', width: 40, height: 20 }
  ],
  annotations: [
    {
      id: 1,
      image_id: 7,
      category_id: 18,
      bbox: [4, 2, 8, 10],
      area: 80,
      iscrowd: 0,
      segmentation: [[4, 2, 12, 2, 12, 12, 4, 12]],
      score: 0.5,
      mood: 'happy'
    },
    {
      id: 2,
      image_id: 9,
      category_id: 3,
      bbox: [0, 0, 2, 2],
      iscrowd: 1,
      // Columns first, zeros first: the two upper left pixels of the first two columns.
      segmentation: { counts: [0, 2, 18, 2, 778], size: [20, 40] }
    },
    { id: 3, image_id: 7, category_id: 1, keypoints: [10, 5, 2, 0, 0, 0], num_keypoints: 1 }
  ]
};

function writeGolden(): void {
  bench.picture('data/a.png');
  bench.picture('data/inner/b.png');
  bench.write('labels.json', JSON.stringify(GOLDEN));
}

describe('COCO labels', () => {
  it('are boxes, masks and keypoints in fields of their own, relative to the picture', async () => {
    writeGolden();
    const { samples, facts } = await bench.import('COCODetectionDataset');
    expect(samples.map(sample => sample.filepath)).toEqual([
      bench.path('data/a.png'),
      bench.path('data/inner/b.png')
    ]);
    const [first] = samples;
    expect(first?.metadata).toEqual({ _cls: 'ImageMetadata', width: 40, height: 20 });
    expect(withoutIds(first?.labels['detections'])).toEqual({
      _cls: 'Detections',
      detections: [
        {
          _cls: 'Detection',
          label: 'dog',
          bounding_box: [0.1, 0.1, 0.2, 0.5],
          confidence: 0.5,
          mood: 'happy',
          iscrowd: 0,
          supercategory: 'animal'
        }
      ]
    });
    const { points } = (first?.labels['keypoints'] as unknown as { keypoints: IKeypoint[] })
      .keypoints[0] as IKeypoint;
    expect(points).toEqual([
      [0.25, 0.25],
      [Number.NaN, Number.NaN]
    ]);
    expect(facts.properties?.default_classes).toEqual(['person', 'car', 'dog']);
    expect(facts.info?.['licenses']).toEqual([{ id: 1, name: 'Free' }]);
  });

  it('of one kind are put directly into the label field', async () => {
    writeGolden();
    const { samples } = await bench.import('COCODetectionDataset', {
      label_field: 'gt',
      options: { label_types: 'detections' }
    });
    expect(Object.keys(samples[0]?.labels ?? {})).toEqual(['gt']);
  });

  it('of several kinds have the label field as a prefix', async () => {
    writeGolden();
    const { samples } = await bench.import('COCODetectionDataset', { label_field: 'gt' });
    expect(Object.keys(samples[0]?.labels ?? {})).toEqual([
      'gt_detections',
      'gt_segmentations',
      'gt_keypoints'
    ]);
  });

  it('can be outlines instead of masks', async () => {
    writeGolden();
    const { samples } = await bench.import('COCODetectionDataset', {
      label_field: 'gt',
      options: { label_types: ['segmentations'], use_polylines: true }
    });
    const [first, second] = samples.map(
      sample => (sample.labels['gt'] as unknown as { polylines: IPolyline[] }).polylines[0]
    );
    expect(first?.points).toEqual([
      [
        [0.1, 0.1],
        [0.3, 0.1],
        [0.3, 0.6],
        [0.1, 0.6]
      ]
    ]);
    expect(second?.points[0]?.length).toBe(4);
    expect(second?.points[0]).toContainEqual([0.05, 0.1]);
  });

  it('are only those of the classes that were asked for', async () => {
    writeGolden();
    const { samples } = await bench.import('COCODetectionDataset', {
      options: { classes: ['dog'], only_matching: true }
    });
    expect(samples.map(({ labels }) => Object.keys(labels))).toEqual([
      ['detections', 'segmentations']
    ]);
  });

  it('keep ids and licenses if that is asked for', async () => {
    writeGolden();
    const { samples } = await bench.import('COCODetectionDataset', {
      options: { include_id: true, include_annotation_id: true, include_license: 'licence' }
    });
    expect(samples[0]?.values).toEqual({ coco_id: 7, licence: 1 });
    const list = samples[0]?.labels['detections'] as unknown as { detections: IDetection[] };
    expect(list.detections[0]?.['coco_id']).toBe(1);
  });
});

describe('pictures that are not there', () => {
  it('are left out, and that is said', async () => {
    bench.picture('data/a.png');
    bench.write('labels.json', JSON.stringify(GOLDEN));
    const { samples, notices } = await bench.import('COCODetectionDataset');
    expect(samples).toHaveLength(1);
    expect(notices.join()).toContain('inner/b.png');
  });

  it('are an error if none is there', async () => {
    bench.write('labels.json', JSON.stringify(GOLDEN));
    await expect(bench.import('COCODetectionDataset')).rejects.toThrow(/None of the 2 images/);
  });

  it('lie elsewhere if a manifest or a folder says so', async () => {
    writeGolden();
    const { samples } = await bench.import('COCODetectionDataset', {
      dataset_dir: null,
      labels_path: bench.path('labels.json'),
      data_path: { 'a.png': bench.path('data/inner/b.png') }
    });
    expect(samples.map(sample => sample.filepath)).toEqual([bench.path('data/inner/b.png')]);
  });
});

describe('an export', () => {
  const labels = [
    box('cat', [0.1, 0.1, 0.2, 0.5], { confidence: 0.25, mood: 'calm' }),
    box('ape', [0, 0, 1, 1], { iscrowd: 1 })
  ];
  const write = (request: object = {}): Promise<string[]> =>
    bench.export(
      'COCODetectionDataset',
      [
        { filepath: bench.picture('x/same.png'), labels: { gt: detections(...labels) } },
        { filepath: bench.picture('y/same.png') }
      ],
      { fields: [labelField('gt', 'Detections')], ...request }
    );

  it('has categories in the order of the alphabet from 1, and pixels', async () => {
    await write();
    const written = bench.json('out/labels.json') as typeof GOLDEN;
    expect(written.categories.map(({ id, name }) => [id, name])).toEqual([
      [1, 'ape'],
      [2, 'cat']
    ]);
    expect(written.annotations[0]).toEqual({
      id: 1,
      image_id: 1,
      category_id: 2,
      bbox: [4, 2, 8, 10],
      area: 80,
      iscrowd: 0,
      score: 0.25,
      mood: 'calm'
    });
    expect(written.annotations[1]?.iscrowd).toBe(1);
    expect(written.images.map(image => image.file_name)).toEqual(['same.png', 'same-2.png']);
    expect(bench.list('out')).toEqual(['data/same-2.png', 'data/same.png', 'labels.json']);
  });

  it('leaves out what is of none of the given classes, and says so', async () => {
    const notices = await write({ options: { classes: ['cat'] } });
    expect((bench.json('out/labels.json') as typeof GOLDEN).annotations).toHaveLength(1);
    expect(notices.join()).toContain('ape');
  });

  it('takes categories with ids', async () => {
    await write({ options: { categories: [{ id: 44, name: 'cat' }] } });
    const written = bench.json('out/labels.json') as typeof GOLDEN;
    expect(written.annotations.map(one => one.category_id)).toEqual([44]);
  });

  it('refuses a field that it cannot hold, and names those that there are', async () => {
    await expect(
      write({ fields: [labelField('scene', 'Heatmap')], label_field: 'scene' })
    ).rejects.toThrow(/'scene' holds Heatmap/);
    await expect(write({ label_field: 'gone' })).rejects.toThrow(/no label field 'gone'.*'gt'/);
  });

  it('comes back as it was', async () => {
    await write();
    const { samples } = await bench.import('COCODetectionDataset', {
      dataset_dir: bench.path('out'),
      label_field: 'gt',
      options: { label_types: 'detections' }
    });
    const [first, second] = samples.map(
      sample =>
        (sample.labels['gt'] as unknown as { detections: IDetection[] } | undefined)?.detections
    );
    expect(first?.map(one => [one.label, one.bounding_box, one.confidence])).toEqual([
      ['cat', [0.1, 0.1, 0.2, 0.5], 0.25],
      ['ape', [0, 0, 1, 1], undefined]
    ]);
    expect(second).toBeUndefined();
  });

  it('keeps masks through run lengths and through outlines', async () => {
    writeGolden();
    const { samples } = await bench.import('COCODetectionDataset', {
      label_field: 'gt',
      options: { label_types: 'segmentations' }
    });
    await bench.export('COCODetectionDataset', samples, {
      fields: [labelField('gt', 'Detections')],
      options: { tolerance: 0 }
    });
    const again = await bench.import('COCODetectionDataset', {
      dataset_dir: bench.path('out'),
      label_field: 'gt',
      options: { label_types: 'segmentations' }
    });
    const masks = (all: typeof samples) =>
      all.map(({ labels: { gt } }) =>
        (gt as unknown as { detections: IDetection[] }).detections.map(one => one.mask)
      );
    expect(masks(again.samples)).toEqual(masks(samples));
  });
});
