import { readFileSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';
import {
  CompressionType,
  columnFromArray,
  dictionary,
  field,
  fixedSizeList,
  float32,
  int16,
  list,
  map,
  setCompressionCodec,
  struct,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  timestamp,
  TimeUnit,
  uint8,
  utf8,
  type DataType
} from '@uwdata/flechette';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IImported } from '../testing/format-bench';
import { FormatBench } from '../testing/format-bench';

let bench: FormatBench;
beforeEach(() => {
  bench = new FormatBench();
});
afterEach(() => bench.close());

const table = (
  columns: readonly [string, DataType, unknown[]][],
  options: { maxBatchRows?: number } = {}
) =>
  tableFromColumns(
    columns.map(([name, type, values]) => [name, columnFromArray(values, type, options)])
  );
const read = (max_samples?: number): Promise<IImported> =>
  bench.import('ArrowDataset', {
    dataset_dir: bench.path('out'),
    options: { media_field: 'file', ...(max_samples === undefined ? {} : { max_samples }) }
  });

const FILES: [string, DataType, unknown[]] = ['file', utf8(), ['/p/a.png', '/p/b.png', '/p/c.png']];
const OTHERS: [string, DataType, unknown[]][] = [
  FILES,
  ['kind', dictionary(utf8()), ['cat', 'dog', 'cat']],
  ['small', int16(), [-3, null, 7]],
  ['speed', float32(), [0.5, null, 2]],
  ['taken', timestamp(TimeUnit.MICROSECOND), [0, null, 1_700_000_000_123]],
  ['names', list(utf8()), [['x', 'y'], null, []]],
  [
    'size',
    struct([field('w', uint8()), field('parts', list(int16()))]),
    [{ w: 4, parts: [1, 2] }, null, { w: 5, parts: [] }]
  ],
  [
    'vector',
    fixedSizeList(float32(), 2),
    [
      [1, 2],
      [3, 4],
      [5, 6]
    ]
  ]
];

describe('files of other programs', () => {
  const wanted = [
    {
      kind: 'cat',
      small: -3,
      speed: 0.5,
      taken: { $date: 0 },
      names: ['x', 'y'],
      size: { w: 4, parts: [1, 2] },
      vector: [1, 2]
    },
    { kind: 'dog', vector: [3, 4] },
    {
      kind: 'cat',
      small: 7,
      speed: 2,
      taken: { $date: 1_700_000_000_123 },
      names: [],
      size: { w: 5, parts: [] },
      vector: [5, 6]
    }
  ];
  const types = {
    kind: ['string', undefined],
    small: ['int', undefined],
    speed: ['float', undefined],
    taken: ['datetime', undefined],
    names: ['list', 'string'],
    vector: ['list', 'float']
  };

  it.each(['file', 'stream'] as const)(
    'are read by the types of their columns from the %s format, in several batches',
    async format => {
      const bytes = tableToIPC(table(OTHERS, { maxBatchRows: 2 }), { format });
      bench.write('out/samples.arrow', bytes as Uint8Array);
      const { samples, fields } = await read();
      expect(samples.map(sample => sample.filepath)).toEqual(FILES[2]);
      expect(samples.map(sample => sample.values)).toEqual(wanted);
      expect(
        Object.fromEntries(
          fields
            .filter(({ name }) => name in types)
            .map(({ name, type, subtype }) => [name, [type, subtype]])
        )
      ).toEqual(types);
      expect((await read(1)).samples).toHaveLength(1);
    }
  );

  it('are read when they are compressed with Zstandard', async () => {
    setCompressionCodec(CompressionType.ZSTD, {
      encode: bytes => Uint8Array.from(zstdCompressSync(bytes)),
      decode: bytes => bytes
    });
    const long = Array.from({ length: 500 }, (_, i) => `/pictures/of/a/place/${i}.png`);
    const bytes = tableToIPC(
      table([
        ['file', utf8(), long],
        ['small', int16(), long.map((_, i) => i)]
      ]),
      { format: 'file', codec: CompressionType.ZSTD }
    );
    bench.write('out/samples.arrow', bytes as Uint8Array);
    const { samples } = await read();
    expect(samples.map(sample => sample.filepath)).toEqual(long);
    expect(samples[499]?.values).toEqual({ small: 499 });
  });

  it('lose columns that have no form here, and that is said', async () => {
    const pairs: [string, DataType, unknown[]] = [
      'pairs',
      map(field('key', utf8()), field('value', utf8())),
      [[['a', 'b']], [], []]
    ];
    bench.write('out/samples.arrow', tableToIPC(table([FILES, pairs]), {}) as Uint8Array);
    const { samples, notices } = await read();
    expect(samples[0]?.values).toEqual({});
    expect(notices.join()).toMatch(/1 columns were left out.*pairs/);
  });

  it('need a column with the media', async () => {
    bench.write('out/samples.arrow', tableToIPC(table([FILES]), {}) as Uint8Array);
    await expect(bench.import('ArrowDataset', { dataset_dir: bench.path('out') })).rejects.toThrow(
      /no column 'filepath'.*media_field/
    );
  });
});

describe('written files', () => {
  it('are whole Arrow files, with places of all batches', async () => {
    const filepath = bench.picture('in/a.png');
    const samples = Array.from({ length: 2500 }, (_, i) => ({ filepath, values: { n: i } }));
    await bench.export('ArrowDataset', samples, { fields: [{ name: 'n', type: 'int' }] });
    // The file format is read from the places at its end, the way other programs do.
    const whole = tableFromIPC(readFileSync(bench.path('out/samples.arrow')));
    expect(whole.names).toEqual(['id', 'filepath', 'tags', 'n']);
    expect(whole.getChild('n')?.data.map(batch => batch.length)).toEqual([1000, 1000, 500]);
    expect(Array.from(whole.getChild('n') ?? [])).toEqual(samples.map(sample => sample.values.n));
    expect(bench.list('out')).toEqual(['samples.arrow']);
    const again = await bench.import('ArrowDataset', { dataset_dir: bench.path('out') });
    expect(again.samples.map(sample => sample.values)).toEqual(
      samples.map(sample => sample.values)
    );
  });

  it('may have no samples', async () => {
    await bench.export('ArrowDataset', [], { fields: [{ name: 'n', type: 'int' }] });
    const { samples, fields } = await bench.import('ArrowDataset', {
      dataset_dir: bench.path('out')
    });
    expect(samples).toEqual([]);
    expect(fields.map(({ name }) => name)).toEqual(['n']);
  });
});

it('says what is wrong with a damaged file', async () => {
  await bench.export('ArrowDataset', [{ filepath: bench.picture('in/a.png') }]);
  const whole = readFileSync(bench.path('out/samples.arrow'));
  for (const [bytes, message] of [
    [Buffer.alloc(0), /samples\.arrow: it is no Arrow file/],
    [Buffer.from('no arrow at all'), /samples\.arrow: it is no Arrow file/],
    [whole.subarray(0, whole.length - 20), /samples\.arrow: it ends in the middle/],
    [whole.subarray(8, 600), /samples\.arrow: it ends in the middle/],
    [Buffer.from(whole).fill(0xff, 30, 90), /samples\.arrow/]
  ] as const) {
    bench.write('out/samples.arrow', bytes);
    await expect(bench.import('ArrowDataset', { dataset_dir: bench.path('out') })).rejects.toThrow(
      message
    );
  }
});
