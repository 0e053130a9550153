/** FiftyOne's directory format, against a dataset written by hand after its description. */
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IFieldSpec } from '../../../protocol';
import { decodeDocument, encodeDocument } from '../../datasets/documents/document-codec';
import { bytes, F, id, LEGACY, RELAXED, writeDataset } from '../testing/fiftyone-dataset';
import { FormatBench, labelField } from '../testing/format-bench';

let bench: FormatBench;
beforeEach(() => {
  bench = new FormatBench();
});
afterEach(() => bench.close());

describe.each([
  ['legacy', LEGACY, false],
  ['relaxed', RELAXED, false],
  ['columns-first', RELAXED, true]
] as const)('samples in the %s dialect', (_name, dialect, fortran) => {
  it('are read with ids, dates, arrays, frames and numbers that are none', async () => {
    writeDataset(bench, dialect, fortran);
    const { samples } = await bench.import('FiftyOneDataset');
    const [sample] = samples;
    expect(sample?.id).toBe(id(1));
    expect(sample?.filepath).toBe(bench.path('data/a.mp4'));
    expect(sample?.tags).toEqual(['train']);
    expect(sample?.values).toEqual({ taken: { $date: 1700000000000 }, run_id: id(7) });
    const list = sample?.labels['gt'] as unknown as { detections: Record<string, unknown>[] };
    const [label] = list.detections;
    expect(label).toMatchObject({ _id: bytes(2), label: 'car', tags: ['good'], mood: 'calm' });
    expect(label?.['bounding_box']).toEqual([0, 0, 1, Number.NaN]);
    expect(label?.['mask']).toEqual({
      _cls: 'ndarray',
      dtype: '|b1',
      shape: [2, 3],
      zlib: new Uint8Array(deflateSync(Uint8Array.of(1, 1, 0, 0, 0, 1)))
    });
    const frames = sample?.labels['frames'] as unknown as Record<string, unknown>[];
    expect(frames.map(({ frame_number: number }) => number)).toEqual([1, 2]);
    expect(frames[0]).toMatchObject({ _id: bytes(11), scene: { _id: bytes(21), label: 's1' } });
  });
});

it('fields, classes, masks, skeletons and texts of the dataset are taken', async () => {
  writeDataset(bench, RELAXED);
  const { fields, facts, notices } = await bench.import('FiftyOneDataset');
  expect(fields).toEqual([
    { name: 'weather', type: 'string', description: 'What it was like', read_only: true },
    { name: 'taken', type: 'datetime' },
    {
      name: 'gt',
      type: 'document',
      document: 'Detections',
      fields: [{ name: 'mood', type: 'string' }]
    },
    { name: 'run_id', type: 'object_id' },
    {
      name: 'frames',
      type: 'list',
      subtype: 'document',
      document: 'Frame',
      fields: [{ name: 'scene', type: 'document', document: 'Classification' }]
    }
  ]);
  expect(facts).toMatchObject({
    info: { author: 'me' },
    tags: ['city'],
    description: 'Streets',
    properties: {
      classes: { gt: ['car', 'bus'] },
      default_classes: ['car'],
      default_mask_targets: { '1': 'road' },
      skeletons: { joints: { labels: ['a', 'b'], edges: [[0, 1]] } }
    }
  });
  expect(facts.views).toEqual([
    {
      name: 'Sure',
      description: 'Sure ones',
      color: '#ff0000',
      view: [
        {
          stage: 'filter_labels',
          field: 'gt',
          filter: { op: 'gt', args: [{ field: 'confidence' }, { literal: 0.5 }] },
          only_matches: true
        },
        { stage: 'limit', limit: 3 }
      ]
    }
  ]);
  expect(notices.join()).toContain('Odd');
  const [run] = facts.runs ?? [];
  expect(run?.run).toMatchObject({ key: 'uniq', timestamp: 1700000000000, config: { k: 3 } });
  expect(decodeDocument(run?.results as Uint8Array)).toEqual({
    cls: 'x.Results',
    scores: [1, 2],
    at: { $date: 1700000000000 }
  });
});

describe('an export', () => {
  const fields: IFieldSpec[] = [
    { ...labelField('gt', 'Detections'), fields: [{ name: 'mood', type: 'string' }] },
    labelField('seg', 'Segmentation'),
    labelField('place', 'GeoLocation'),
    { name: 'taken', type: 'datetime' },
    { name: 'run_id', type: 'object_id' },
    { name: 'sample_id', type: 'object_id' }
  ];
  const mask = {
    _cls: 'ndarray',
    dtype: '|b1',
    shape: [2, 3],
    zlib: deflateSync(Uint8Array.of(1, 1, 0, 0, 0, 1))
  };
  const sample = () => ({
    id: id(1),
    filepath: bench.picture('in/a.png'),
    tags: ['train'],
    metadata: { _cls: 'ImageMetadata', width: 40, height: 20 },
    values: { taken: { $date: 1700000000000 }, run_id: id(7), sample_id: id(8) },
    labels: {
      gt: {
        _cls: 'Detections',
        detections: [
          {
            _cls: 'Detection',
            _id: bytes(2),
            tags: [],
            label: 'car',
            bounding_box: [0, 0, 0.5, 1],
            mask,
            mood: 'calm',
            index: 3
          }
        ]
      },
      seg: {
        _cls: 'Segmentation',
        _id: bytes(3),
        tags: [],
        mask_path: bench.picture('in/mask.png')
      },
      place: { _cls: 'GeoLocation', _id: bytes(4), tags: [], point: [13.4, 52.5] }
    }
  });

  it('is what FiftyOne reads: names, types and forms', async () => {
    await bench.export('FiftyOneDataset', [sample()], { fields });
    expect(bench.list('out')).toEqual([
      'data/a.png',
      'fields/seg.mask_path/mask.png',
      'metadata.json',
      'samples.json'
    ]);
    const { samples } = bench.json('out/samples.json') as { samples: Record<string, unknown>[] };
    expect(samples[0]).toMatchObject({
      _id: { $oid: id(1) },
      filepath: 'data/a.png',
      _media_type: 'image',
      metadata: { _cls: 'ImageMetadata', width: 40, height: 20 },
      taken: { $date: '2023-11-14T22:13:20.000Z' },
      _run_id: { $oid: id(7) },
      seg: { _cls: 'Segmentation', mask_path: 'fields/seg.mask_path/mask.png' },
      place: { point: { type: 'Point', coordinates: [13.4, 52.5] } }
    });
    const metadata = bench.json('out/metadata.json') as Record<string, unknown[]>;
    const gt = (metadata['sample_fields'] as Record<string, unknown>[]).find(
      one => one['name'] === 'gt'
    );
    expect(gt).toMatchObject({
      ftype: `${F}EmbeddedDocumentField`,
      embedded_doc_type: 'fiftyone.core.labels.Detections',
      db_field: 'gt'
    });
    const [list] = gt?.['fields'] as Record<string, unknown>[];
    expect(list).toMatchObject({
      name: 'detections',
      embedded_doc_type: 'fiftyone.core.labels.Detection'
    });
    const inner = (list?.['fields'] as { name: string }[]).map(({ name }) => name);
    expect(inner).toEqual(
      expect.arrayContaining(['id', 'label', 'bounding_box', 'mask', 'confidence', 'mood'])
    );
  });

  it('comes back as it was', async () => {
    const input = sample();
    await bench.export('FiftyOneDataset', [input], { fields });
    const { samples, fields: read } = await bench.import('FiftyOneDataset', {
      dataset_dir: bench.path('out')
    });
    expect(samples).toEqual([
      {
        id: id(1),
        filepath: bench.path('out/data/a.png'),
        tags: ['train'],
        metadata: input.metadata,
        values: input.values,
        labels: {
          ...input.labels,
          gt: {
            _cls: 'Detections',
            detections: [
              {
                ...input.labels.gt.detections[0],
                mask: { ...mask, zlib: new Uint8Array(mask.zlib) }
              }
            ]
          },
          seg: { ...input.labels.seg, mask_path: bench.path('out/fields/seg.mask_path/mask.png') }
        }
      }
    ]);
    expect(read.map(({ name }) => name).sort()).toEqual(fields.map(({ name }) => name).sort());
  });

  it('has views and runs of a whole dataset, and says which views it cannot express', async () => {
    const run = { key: 'eval', version: '1', timestamp: 5, config: { k: 1 }, view: [] };
    const notices = await bench.export('FiftyOneDataset', [sample()], {
      fields,
      source: {
        views: [
          {
            name: 'Sure',
            description: null,
            color: null,
            view: [
              {
                stage: 'filter_labels',
                field: 'gt',
                filter: { op: 'gt', args: [{ field: 'confidence' }, { literal: 0.5 }] },
                only_matches: true
              }
            ]
          },
          {
            name: 'Odd',
            description: null,
            color: null,
            view: [{ stage: 'match', filter: { op: 'rand', args: [{ literal: 1 }] } }]
          }
        ],
        runs: [{ type: 'evaluation', run, results: encodeDocument({ scores: [1, 2.5] }) }]
      }
    });
    expect(notices.join()).toContain('Odd');
    expect(bench.json('out/evaluations/eval.json')).toEqual({ scores: [1, 2.5] });
    const { facts } = await bench.import('FiftyOneDataset', { dataset_dir: bench.path('out') });
    expect(facts.views?.map(({ name }) => name)).toEqual(['Sure']);
    expect(facts.runs?.map(one => [one.type, one.run])).toEqual([['evaluation', run]]);
  });

  it('keeps the frames of videos in a list of their own, or in files', async () => {
    bench.write('in/v.mp4', 'video');
    const frame = (number: number) => ({
      _cls: 'Frame',
      _id: bytes(number),
      frame_number: number,
      scene: { _cls: 'Classification', _id: bytes(50 + number), tags: [], label: 'day' }
    });
    const frames: IFieldSpec = {
      name: 'frames',
      type: 'list',
      subtype: 'document',
      document: 'Frame',
      fields: [labelField('scene', 'Classification')]
    };
    for (const use_dirs of [false, true]) {
      const folder = `out-${String(use_dirs)}`;
      await bench.export(
        'FiftyOneDataset',
        [{ id: id(1), filepath: bench.path('in/v.mp4'), labels: { frames: [frame(1), frame(2)] } }],
        { fields: [frames], options: { use_dirs }, export_dir: bench.path(folder) }
      );
      const { samples } = await bench.import('FiftyOneDataset', {
        dataset_dir: bench.path(folder)
      });
      expect(samples[0]?.labels['frames']).toEqual([frame(1), frame(2)]);
    }
  });
});

it('the older form is read too: labels of samples, and frames from a file per video', async () => {
  bench.write('data/v.mp4', 'video');
  bench.write(
    'metadata.json',
    JSON.stringify({ name: 'old', info: { author: 'me' }, classes: {} })
  );
  bench.write(
    'samples.json',
    JSON.stringify({
      samples: [
        {
          filepath: 'data/v.mp4',
          tags: ['t'],
          scene: { _cls: 'Classification', _id: { $oid: id(2) }, label: 'day', tags: [] },
          frames: 'frames/v.json'
        }
      ]
    })
  );
  const frame = (label: string) => ({
    scene: { _cls: 'Classification', _id: { $oid: id(3) }, label, tags: [] }
  });
  bench.write('frames/v.json', JSON.stringify({ frames: { 2: frame('b'), 1: frame('a') } }));
  const { samples, fields, facts } = await bench.import('LegacyFiftyOneDataset');
  expect(samples[0]?.labels['scene']).toMatchObject({ _id: bytes(2), label: 'day' });
  const frames = samples[0]?.labels['frames'] as unknown as { scene: { label: string } }[];
  expect(frames.map(({ scene }) => scene.label)).toEqual(['a', 'b']);
  expect(fields.find(({ name }) => name === 'frames')?.fields).toEqual([
    labelField('scene', 'Classification')
  ]);
  expect(facts.info).toEqual({ author: 'me' });
});
