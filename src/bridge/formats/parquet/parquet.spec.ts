import { afterEach, beforeEach, expect, it } from 'vitest';
import type { IFieldSpec } from '../../../protocol';
import { parquetFiles } from '../../store/duckdb/parquet-files';
import { box, detections, FormatBench, labelField } from '../testing/format-bench';

let bench: FormatBench;
beforeEach(() => {
  bench = new FormatBench();
});
afterEach(() => bench.close());

const FIELDS: IFieldSpec[] = [
  { name: 'metadata', type: 'document', document: 'ImageMetadata' },
  { name: 'weather', type: 'string' },
  { name: 'count', type: 'int' },
  { name: 'score', type: 'float' },
  { name: 'wet', type: 'bool' },
  { name: 'taken', type: 'datetime' },
  { name: 'names', type: 'list', subtype: 'string' },
  { name: 'ratios', type: 'list', subtype: 'float' },
  { name: 'more', type: 'dict' },
  labelField('gt', 'Detections')
];

it('keeps samples with all their values, ids and labels', async () => {
  const samples = [
    {
      id: '0123456789abcdef01234567',
      filepath: bench.picture('in/a.png'),
      tags: ['x', 'y'],
      metadata: { _cls: 'ImageMetadata', width: 40, height: 20 },
      values: {
        weather: 'fine, "very"',
        count: 3,
        score: 0.1,
        wet: true,
        taken: { $date: 1700000000123 },
        names: ['a', 'b'],
        ratios: [0.5, Number.NaN],
        more: { deep: [1, 2] }
      },
      labels: { gt: detections(box('cat', [0.1, 0.1, 0.2, 0.5], { mood: 'calm' })) }
    },
    {
      id: 'f123456789abcdef01234567',
      filepath: bench.picture('in/b.png'),
      tags: [],
      values: { score: Number.NaN },
      metadata: null,
      labels: {}
    }
  ];
  await bench.export('ParquetDataset', samples, { fields: FIELDS });
  expect(bench.list('out')).toEqual(['samples.parquet']);
  const read = await bench.import('ParquetDataset', { dataset_dir: bench.path('out') });
  expect(read.samples).toEqual(samples);
  expect(read.fields).toEqual(FIELDS.slice(1));
});

it('can hold copies of the media beside the file', async () => {
  await bench.export('ParquetDataset', [{ filepath: bench.picture('in/a.png') }], {
    export_media: true
  });
  const { samples } = await bench.import('ParquetDataset', { dataset_dir: bench.path('out') });
  expect(samples[0]?.filepath).toBe(bench.path('out/data/a.png'));
});

it('reads files of other programs by the types of their columns', async () => {
  bench.write('rows.json', '{"file": "/p/a.png", "speed": "1.5", "tag": "x"}\n');
  await parquetFiles.write(
    bench.path('rows.json'),
    bench.path('other.parquet'),
    [
      { name: 'file', type: 'text' },
      { name: 'speed', type: 'float' },
      { name: 'tag', type: 'text' }
    ],
    {}
  );
  const { samples, fields } = await bench.import('ParquetDataset', {
    labels_path: 'other.parquet',
    options: { media_field: 'file' }
  });
  expect(samples[0]).toMatchObject({ filepath: '/p/a.png', values: { speed: 1.5, tag: 'x' } });
  expect(fields).toContainEqual({ name: 'speed', type: 'float' });
  await expect(bench.import('ParquetDataset', { labels_path: 'other.parquet' })).rejects.toThrow(
    /no column 'filepath'.*media_field/
  );
});

it('says that a damaged file is none', async () => {
  await bench.export('ParquetDataset', [{ filepath: bench.picture('in/a.png') }]);
  const whole = Buffer.from(
    await import('node:fs').then(fs => fs.readFileSync(bench.path('out/samples.parquet')))
  );
  for (const bytes of [
    Buffer.alloc(0),
    whole.subarray(0, 40),
    Buffer.from('no parquet'),
    whole.fill(0xff, 10, 60)
  ]) {
    bench.write('out/samples.parquet', bytes);
    await expect(
      bench.import('ParquetDataset', { dataset_dir: bench.path('out') })
    ).rejects.toThrow(/samples\.parquet/);
  }
});
