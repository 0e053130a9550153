/** What files of tables keep: out, in again, and compared. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Format, IFieldSpec } from '../../../protocol';
import { box, detections, FormatBench, labelField } from '../testing/format-bench';

let bench: FormatBench;
beforeEach(() => {
  bench = new FormatBench();
});
afterEach(() => bench.close());

const TABLES: readonly [Format, string][] = [
  ['ArrowDataset', 'samples.arrow'],
  ['ParquetDataset', 'samples.parquet']
];

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

it.each(TABLES)('%s keeps samples with all their values, ids and labels', async (format, file) => {
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
  await bench.export(format, samples, { fields: FIELDS });
  expect(bench.list('out')).toEqual([file]);
  const read = await bench.import(format, { dataset_dir: bench.path('out') });
  expect(read.samples).toEqual(samples);
  expect(read.fields).toEqual(FIELDS.slice(1));
});

it.each(TABLES)('%s can hold copies of the media beside the file', async format => {
  await bench.export(format, [{ filepath: bench.picture('in/a.png') }], {
    export_media: true
  });
  const { samples } = await bench.import(format, { dataset_dir: bench.path('out') });
  expect(samples[0]?.filepath).toBe(bench.path('out/data/a.png'));
});
