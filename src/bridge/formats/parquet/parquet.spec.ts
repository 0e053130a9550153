import { afterEach, beforeEach, expect, it } from 'vitest';
import { parquetFiles } from '../../store/duckdb/parquet-files';
import { FormatBench } from '../testing/format-bench';

let bench: FormatBench;
beforeEach(() => {
  bench = new FormatBench();
});
afterEach(() => bench.close());

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
