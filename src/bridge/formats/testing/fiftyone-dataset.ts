/** A dataset in FiftyOne's format, written by hand after its description, in both dialects. */
import { deflateSync } from 'node:zlib';
import type { FormatBench } from './format-bench';

export const id = (n: number): string => n.toString(16).padStart(24, '0');
export const bytes = (n: number): Uint8Array => Uint8Array.from(Buffer.from(id(n), 'hex'));

/** A deflated .npy file in base64: 2 × 3 booleans. */
function npy(fortran = false): string {
  const header =
    `{'descr': '|b1', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (2, 3), }`.padEnd(
      117
    ) + '\n';
  const data = fortran ? [1, 0, 1, 0, 0, 1] : [1, 1, 0, 0, 0, 1];
  const file = Buffer.concat([
    Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]),
    Buffer.from(header),
    Buffer.from(data)
  ]);
  return deflateSync(file).toString('base64');
}

export const F = 'fiftyone.core.fields.';
const field = (name: string, ftype: string, more: object = {}): object => ({
  name,
  ftype: F + ftype,
  embedded_doc_type: null,
  subfield: null,
  fields: [],
  db_field: name === 'id' ? '_id' : name,
  ...more
});

const METADATA = {
  _id: { $oid: id(99) },
  name: 'streets',
  version: '1.3.0',
  media_type: 'video',
  unknown_key: 1,
  tags: ['city'],
  description: 'Streets',
  info: { author: 'me' },
  app_config: { media_fields: ['filepath'], color_scheme: null },
  classes: { gt: ['car', 'bus'] },
  default_classes: ['car'],
  mask_targets: {},
  default_mask_targets: { '1': 'road' },
  skeletons: { joints: { _cls: 'KeypointSkeleton', labels: ['a', 'b'], edges: [[0, 1]] } },
  default_skeleton: null,
  sample_fields: [
    field('id', 'ObjectIdField'),
    field('filepath', 'StringField'),
    field('weather', 'StringField', { description: 'What it was like', read_only: true }),
    field('taken', 'DateTimeField'),
    field('gt', 'EmbeddedDocumentField', {
      embedded_doc_type: 'fiftyone.core.labels.Detections',
      fields: [
        field('detections', 'ListField', {
          subfield: `${F}EmbeddedDocumentField`,
          embedded_doc_type: 'fiftyone.core.labels.Detection',
          fields: [field('label', 'StringField'), field('mood', 'StringField')]
        })
      ]
    }),
    field('run_id', 'ObjectIdField', { db_field: '_run_id' })
  ],
  frame_fields: [
    field('frame_number', 'FrameNumberField'),
    field('scene', 'EmbeddedDocumentField', {
      embedded_doc_type: 'fiftyone.core.labels.Classification'
    })
  ],
  saved_views: [
    {
      name: 'Sure',
      description: 'Sure ones',
      color: '#ff0000',
      view_stages: [
        JSON.stringify({
          _cls: 'fiftyone.core.stages.FilterLabels',
          kwargs: [
            ['field', 'gt'],
            ['filter', { $gt: ['$$this.confidence', 0.5] }],
            ['only_matches', true],
            ['trajectories', false]
          ],
          _uuid: 'x'
        }),
        JSON.stringify({ _cls: 'fiftyone.core.stages.Limit', kwargs: [['limit', 3]] })
      ]
    },
    {
      name: 'Odd',
      view_stages: [
        JSON.stringify({
          _cls: 'fiftyone.core.stages.Mongo',
          kwargs: [['pipeline', [{ $lookup: {} }]]]
        })
      ]
    }
  ],
  brain_methods: {
    uniq: {
      key: 'uniq',
      version: '1.3.0',
      timestamp: { $date: 1700000000000 },
      config: { cls: 'x.UniquenessConfig', k: 3 },
      view_stages: [],
      results: null
    }
  }
};

export const LEGACY = {
  oid: (n: number) => ({ $oid: id(n) }),
  date: { $date: 1700000000000 },
  mask: (data: string) => ({ $binary: data, $type: '00' }),
  nan: 'NaN'
};
export const RELAXED = {
  oid: LEGACY.oid,
  date: { $date: '2023-11-14T22:13:20Z' },
  mask: (data: string) => ({ $binary: { base64: data, subType: '00' } }),
  nan: '{"$numberDouble": "NaN"}'
};

export function writeDataset(
  bench: FormatBench,
  dialect: typeof LEGACY | typeof RELAXED,
  fortran = false
): void {
  const sample = {
    _id: dialect.oid(1),
    filepath: 'data/a.mp4',
    tags: ['train'],
    metadata: { _cls: 'VideoMetadata', frame_width: 4, frame_height: 2 },
    _media_type: 'video',
    _rand: 0.9991,
    _dataset_id: dialect.oid(99),
    created_at: dialect.date,
    weather: null,
    taken: dialect.date,
    _run_id: dialect.oid(7),
    gt: {
      _cls: 'Detections',
      detections: [
        {
          _id: dialect.oid(2),
          _cls: 'Detection',
          attributes: {},
          tags: ['good'],
          label: 'car',
          bounding_box: [0, 0, 1, '@nan'],
          mask: dialect.mask(npy(fortran)),
          mood: 'calm'
        }
      ]
    }
  };
  const text = JSON.stringify({ samples: [sample] }).replace('"@nan"', dialect.nan);
  bench.write('samples.json', text);
  const frame = (number: number) => ({
    _id: dialect.oid(10 + number),
    _sample_id: dialect.oid(1),
    _dataset_id: dialect.oid(99),
    frame_number: number,
    scene: { _id: dialect.oid(20 + number), _cls: 'Classification', tags: [], label: `s${number}` }
  });
  bench.write('frames.json', JSON.stringify({ frames: [frame(2), frame(1)] }));
  bench.write('metadata.json', JSON.stringify(METADATA));
  bench.write(
    'brain/uniq.json',
    JSON.stringify({ cls: 'x.Results', scores: [1, 2], at: dialect.date })
  );
  bench.write('data/a.mp4', 'no video');
}
