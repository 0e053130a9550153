/**
 * Damaged and hostile files: every importer answers with a RequestError that names the file, or reads
 * what can be read; it never fails in another way and writes nothing. `LUNETTE_SEED` repeats a run,
 * `LUNETTE_FUZZ=<runs>` makes more.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Format } from '../../protocol';
import { newObjectId } from '../datasets/documents/object-id';
import { RequestError } from '../request-error';
import { box, detections, FormatBench, labelField, oneClass } from './testing/format-bench';

const SEED = Number(process.env['LUNETTE_SEED'] ?? Date.now() % 1_000_000);
const RUNS = Number(process.env['LUNETTE_FUZZ'] ?? 40);

let state = SEED;
const random = (below: number): number => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return (state >>> 8) % below;
};

const LABELS: readonly [Format, string][] = [
  ['ArrowDataset', 'samples.arrow'],
  ['COCODetectionDataset', 'labels.json'],
  ['FiftyOneDataset', 'samples.json'],
  ['FiftyOneDataset', 'metadata.json'],
  ['FiftyOneImageClassificationDataset', 'labels.json'],
  ['FiftyOneImageDetectionDataset', 'labels.json'],
  ['GeoJSONDataset', 'labels.json'],
  ['CSVDataset', 'labels.csv'],
  ['CVATImageDataset', 'labels.xml'],
  ['VOCDetectionDataset', 'labels/a.xml'],
  ['KITTIDetectionDataset', 'labels/a.txt'],
  ['YOLOv4Dataset', 'data/a.txt'],
  ['YOLOv5Dataset', 'labels/val/a.txt'],
  ['YOLOv5Dataset', 'dataset.yaml']
];

let bench: FormatBench;
const folderOf = (format: Format): string => bench.path(format);

beforeAll(async () => {
  bench = new FormatBench();
  const labels = {
    gt: detections(box('cat', [0.1, 0.1, 0.2, 0.5], { confidence: 0.5, mood: 'calm' })),
    scene: oneClass('day'),
    location: { _cls: 'GeoLocation', _id: newObjectId(), tags: [], point: [1, 2] }
  };
  const fields = [
    labelField('gt', 'Detections'),
    labelField('scene', 'Classification'),
    labelField('location', 'GeoLocation'),
    { name: 'weather', type: 'string' as const }
  ];
  const samples = ['a', 'b'].map(name => ({
    filepath: bench.picture(`in/${name}.png`),
    values: { weather: 'fine' },
    labels
  }));
  for (const format of new Set(LABELS.map(([name]) => name))) {
    await bench.export(format, samples, { fields, export_dir: folderOf(format) });
  }
});
afterAll(() => bench.close());

const BYTES = new TextEncoder();
const hostile: readonly (() => Uint8Array)[] = [
  () => new Uint8Array(0),
  () => Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0),
  () => BYTES.encode('{'.repeat(5000)),
  () => BYTES.encode('['.repeat(5000)),
  () => BYTES.encode(`{"images": ${'['.repeat(3000)}`),
  () => BYTES.encode(`"${'x'.repeat(10_000_000)}"`),
  () => BYTES.encode(`{"${'k'.repeat(2_000_000)}": 1}`),
  () => BYTES.encode('<a>'.repeat(3000)),
  () =>
    BYTES.encode(
      '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><annotations>&c;</annotations>'
    ),
  () =>
    BYTES.encode(
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><annotation>&b;</annotation>'
    ),
  () =>
    BYTES.encode(
      'a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nnames: [*c,*c,*c,*c,*c,*c,*c]\nval: images'
    ),
  () => BYTES.encode('\0'.repeat(1000)),
  () => BYTES.encode('1 2 3\n'.repeat(1000)),
  () => BYTES.encode(',,,,\n'.repeat(1000)),
  () => BYTES.encode('{"__proto__": {"polluted": true}, "images": [{"__proto__": 1}]}')
];

function mutate(bytes: Uint8Array): Uint8Array {
  const kind = random(6);
  const at = random(bytes.length || 1);
  switch (kind) {
    case 0:
      return bytes.slice(0, at);
    case 1: {
      const copy = bytes.slice();
      for (let i = 0; i < 3; i++) {
        copy[random(copy.length)] = random(256);
      }
      return copy;
    }
    case 2: {
      const end = at + random(bytes.length - at + 1);
      return Uint8Array.from([
        ...bytes.slice(0, end),
        ...bytes.slice(at, end),
        ...bytes.slice(end)
      ]);
    }
    case 3: {
      // A value of another type.
      const text = new TextDecoder('latin1').decode(bytes);
      const values = [
        'null',
        '-1',
        '1e999',
        '"../../../etc/passwd"',
        '[]',
        '{}',
        'true',
        '"\\u0000"'
      ];
      const parts = text.split(/(?<=[:,[])\s*("[^"]*"|[\d.]+|true|false|null)/);
      const odd = 1 + 2 * random(Math.max(1, parts.length >> 1));
      parts[odd] = values[random(values.length)] as string;
      return BYTES.encode(parts.join(''));
    }
    case 4: {
      const lines = new TextDecoder('latin1').decode(bytes).split('\n');
      lines.splice(random(lines.length), 1);
      return BYTES.encode(lines.join('\n'));
    }
    default:
      return (hostile[random(hostile.length)] as () => Uint8Array)();
  }
}

/** Imports and says how it ended; anything but samples or a RequestError fails the test. */
async function attempt(format: Format): Promise<RequestError | number> {
  try {
    const { samples } = await bench.import(format, { dataset_dir: folderOf(format) });
    for (const { filepath } of samples) {
      // Names in files lead to what lies in the dataset's folder, or to a path that was written out.
      expect(filepath.startsWith('/')).toBe(true);
      expect(filepath).not.toContain('..');
    }
    return samples.length;
  } catch (error) {
    if (error instanceof RequestError) {
      expect(error.message.length).toBeLessThan(1000);
      return error;
    }
    throw error;
  }
}

describe.each(LABELS)('%s with a damaged %s', (format, name) => {
  it(`ends with samples or an error about the file (seed ${SEED})`, async () => {
    const path = `${folderOf(format)}/${name}`;
    const good = new Uint8Array(readFileSync(path));
    const before = bench.list();
    expect(await attempt(format)).toBeTypeOf('number');
    try {
      for (let run = 0; run < RUNS; run++) {
        const bytes = run < hostile.length ? (hostile[run] as () => Uint8Array)() : mutate(good);
        writeFileSync(path, bytes);
        const end = await attempt(format);
        if (end instanceof RequestError) {
          expect(end.message, `run ${run}, seed ${SEED}`).toMatch(/\/|option|class|split/);
        }
      }
    } finally {
      writeFileSync(path, good);
    }
    expect(bench.list()).toEqual(before);
    expect({}).not.toHaveProperty('polluted');
  }, 120_000);
});

describe('names in files', () => {
  it.each(['../outside.png', 'data/../../outside.png', '..\\outside.png', 'a\0.png'])(
    '%j do not lead out of the folder',
    async name => {
      const folder = `traversal-${random(1e9)}`;
      bench.picture(`outside.png`);
      bench.picture(`${folder}/data/a.png`);
      bench.write(
        `${folder}/labels.json`,
        JSON.stringify({ images: [{ id: 1, file_name: name, width: 4, height: 4 }] })
      );
      await expect(
        bench.import('COCODetectionDataset', { dataset_dir: bench.path(folder) })
      ).rejects.toThrow(/leads out of the folder/);
    }
  );
});

describe('ids that occur twice', () => {
  it('are an error in COCO, naming the image', async () => {
    const image = { id: 1, file_name: 'a.png', width: 4, height: 4 };
    bench.write('twice/labels.json', JSON.stringify({ images: [image, image] }, null, 1));
    await expect(
      bench.import('COCODetectionDataset', { dataset_dir: bench.path('twice') })
    ).rejects.toThrow(/labels\.json, line \d+, images\[1\]: the id 1 occurs twice/);
  });

  it('are an error in FiftyOneDataset', async () => {
    const path = `${folderOf('FiftyOneDataset')}/samples.json`;
    const good = readFileSync(path, 'utf8');
    const { samples } = JSON.parse(good) as { samples: unknown[] };
    writeFileSync(path, JSON.stringify({ samples: [samples[0], samples[0]] }));
    const end = await attempt('FiftyOneDataset');
    writeFileSync(path, good);
    expect(String(end)).toMatch(/samples\.json, line 1, samples\[1\]: its id occurs twice/);
  });
});

describe('errors say where', () => {
  it.each<[Format, string, string, RegExp]>([
    [
      'COCODetectionDataset',
      'labels.json',
      '{"images": [\n{"id": 1,\n"file_name": 3}]}',
      /labels\.json, line \d, images\[0\]\.file_name/
    ],
    [
      'COCODetectionDataset',
      'labels.json',
      '{"images": [',
      /labels\.json, line 1: it ends in the middle/
    ],
    [
      'CVATImageDataset',
      'labels.xml',
      '<annotations>\n<image name="a.png" width="4" height="4">\n<box label="x" xtl="q"/></image></annotations>',
      /labels\.xml, line 3: xtl of <box>/
    ],
    [
      'VOCDetectionDataset',
      'labels/a.xml',
      '<annotation>\n<object>\n</annotation>',
      /a\.xml, line 3/
    ],
    ['YOLOv4Dataset', 'data/a.txt', '0 0 0 1 1\n0 0 0 x 1', /a\.txt, line 2: it should be numbers/],
    ['YOLOv5Dataset', 'dataset.yaml', 'names: [a\nval: x', /dataset\.yaml, line \d/],
    ['KITTIDetectionDataset', 'labels/a.txt', 'Car 0 0', /a\.txt, line 1/],
    ['CSVDataset', 'labels.csv', 'filepath\n"a.png', /labels\.csv, line \d: a quote is not closed/],
    [
      'GeoJSONDataset',
      'labels.json',
      '{"type": "Feature"}',
      /labels\.json, type: it should be FeatureCollection/
    ],
    [
      'FiftyOneDataset',
      'metadata.json',
      '{"sample_fields": [{"name": "x", "ftype": "Odd"}]}',
      /metadata\.json, sample_fields\[0\]: the field 'x'/
    ]
  ])('%s %s', async (format, name, content, message) => {
    const path = `${folderOf(format)}/${name}`;
    const good = readFileSync(path);
    writeFileSync(path, content);
    const end = await attempt(format);
    writeFileSync(path, good);
    expect(String(end)).toMatch(message);
  });
});
