/** Columns are a function of the documents: whatever happened, catching up equals building anew. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, field, literal, type View } from '../../../protocol';
import { encodeDocument } from '../../datasets/documents/document-codec';
import { dumpColumns } from '../../query/testing/dump-columns';
import {
  coreArbitrary,
  FIELDS,
  labelsArbitrary,
  sampleArbitrary
} from '../../query/testing/random-views';
import { TestBench } from '../../query/testing/test-bench';
import { makeDetections, makeSample } from '../testing/sample-factory';

const seed = Number(process.env['LUNETTE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

let bench: TestBench;
beforeEach(async () => {
  bench = await TestBench.open(FIELDS);
});
afterEach(() => bench.close());

const dump = (): ReturnType<typeof dumpColumns> => bench.use(dumpColumns);
const remove = (): void => rmSync(bench.columnFile);

/** Runs SQL in the closed column file. */
async function inFile(sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(bench.columnFile);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

/** A process that has the column file open, and so locked. */
async function holdInAnotherProcess(): Promise<ChildProcess> {
  const script = `const { DuckDBInstance } = require('@duckdb/node-api');
    DuckDBInstance.create(process.argv[1]).then(() => console.log('held'));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', script, bench.columnFile], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

/** One random change of the store. */
const rows = fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 1, maxLength: 12 });
const tag = fc.constantFrom('x', 'y', 'new');
const change: fc.Arbitrary<() => void> = fc.oneof(
  fc
    .array(sampleArbitrary, { minLength: 1, maxLength: 6 })
    .map(samples => () => void bench.add(samples)),
  fc.tuple(rows, tag, fc.boolean()).map(([which, name, removed]) => () => {
    bench.store.tagSamples(bench.dataset, existing(which), name, removed);
  }),
  rows.map(which => () => void bench.store.deleteSamples(bench.dataset, existing(which))),
  fc
    .tuple(rows, coreArbitrary, labelsArbitrary, fc.option(fc.uniqueArray(tag, { maxLength: 2 })))
    .map(([which, core, labels, tags]) => () => {
      const set = new Map(
        Object.entries(core).map(([name, value]) => [name, encodeDocument(value ?? null)])
      );
      const documents = Object.fromEntries(
        Object.entries(labels).map(([name, value]) => [name, value ? encodeDocument(value) : null])
      );
      const updates = [...existing(which)].map(rid => ({ rid, set, labels: documents, tags }));
      bench.store.updateSamples(bench.dataset, updates);
    }),
  fc.tuple(rows, tag, fc.boolean()).map(([which, name, removed]) => () => {
    const all = { fields: null, labelIds: null };
    bench.store.tagLabels(bench.dataset, existing(which), all, [name], removed);
  }),
  fc.constantFrom(0, 1, 2).map(kind => () => void growSchema(kind))
);

function existing(which: readonly number[]): Uint32Array {
  const all = bench.reader.allRids(bench.dataset);
  const found = new Set(
    which.flatMap(n => (all.length > 0 ? [all[n % all.length] as number] : []))
  );
  return Uint32Array.from(found).sort();
}

function growSchema(kind: number): void {
  const { fields } = bench.reader.findDataset(bench.dataset)!;
  const name = `extra${fields.length}`;
  const grown =
    kind === 0
      ? [...fields, { name, type: 'int' as const }]
      : kind === 1
        ? [...fields, { name, type: 'document' as const, document: 'Detections' }]
        : fields.map(spec =>
            spec.name === 'class'
              ? { ...spec, fields: [{ name: 'odd', type: 'float' as const }] }
              : spec
          );
  bench.store.setFields(bench.dataset, grown);
}

describe('columns', () => {
  it(`after any changes, whenever they caught up, are those built anew (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(change, fc.boolean()), { minLength: 1, maxLength: 12 }),
        async steps => {
          for (const [apply, look] of steps) {
            apply();
            if (look) {
              await dump();
            }
          }
          const caughtUp = await dump();
          await bench.reopenColumns(remove);
          expect(caughtUp).toEqual(await dump());
        }
      ),
      { seed, numRuns: 15 }
    );
  }, 120_000);

  it('have the schema that the dataset got while they caught up', async () => {
    await bench.use(columns => Promise.resolve(columns.seq));
    bench.add([makeSample({ filepath: '/a.jpg', word: 'cat' })]);
    const before = bench.reader.findDataset(bench.dataset)!.fields.length;
    let grown = false;
    const names = await bench.columns.use(
      bench.dataset,
      new AbortController().signal,
      columns => Promise.resolve([...columns.schema.fields.keys()]),
      () => {
        if (!grown) {
          grown = true;
          growSchema(0);
        }
      }
    );
    expect(grown).toBe(true);
    expect(names).toContain(`extra${before}`);
  });

  it('are kept over a restart and not built again', async () => {
    bench.add([
      makeSample({ filepath: '/a.jpg', word: 'cat' }, { boxes: makeDetections(3) }, ['x'])
    ]);
    const before = await dump();
    await bench.reopenColumns();
    const read = vi.spyOn(bench.reader, 'read');
    expect(await dump()).toEqual(before);
    expect(read).not.toHaveBeenCalled();
  });

  it('know what a change did not concern', async () => {
    bench.add([makeSample({ filepath: '/a.jpg', word: 'cat' }, {}, [])]);
    const view: View = [{ stage: 'match', filter: call('eq', field('word'), literal('cat')) }];
    const first = await bench.view(view);
    bench.store.tagSamples(bench.dataset, Uint32Array.of(1), 'x', false);
    expect(await bench.view(view)).toBe(first);
    const word = encodeDocument('dog');
    bench.store.updateSamples(bench.dataset, [
      { rid: 1, set: new Map([['word', word]]), labels: {}, tags: null }
    ]);
    expect([...(await bench.view(view)).rids]).toEqual([]);
  });
});

describe('a column file is built again', () => {
  const damages: [string, () => void | Promise<void>][] = [
    ['that is missing', () => rmSync(bench.columnFile)],
    ['that is no database', () => writeFileSync(bench.columnFile, 'This is no database.')],
    [
      'that is cut off',
      () => writeFileSync(bench.columnFile, Buffer.alloc(statSync(bench.columnFile).size, 7))
    ],
    ['of another layout', () => inFile('UPDATE layout SET version = 999')]
  ];
  it.each(damages)('%s', async (_, damage) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    bench.add([
      makeSample({ filepath: '/a.jpg', word: 'cat' }, { boxes: makeDetections(3) }, ['x'])
    ]);
    const before = await dump();
    await bench.reopenColumns(damage);
    expect(await dump()).toEqual(before);
    expect(existsSync(bench.columnFile)).toBe(true);
  });

  it('that another process holds', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    bench.add([
      makeSample({ filepath: '/a.jpg', word: 'cat' }, { boxes: makeDetections(3) }, ['x'])
    ]);
    const before = await dump();
    let holder: ChildProcess | null = null;
    await bench.reopenColumns(async () => {
      holder = await holdInAnotherProcess();
    });
    expect(await dump()).toEqual(before);
    (holder as ChildProcess | null)?.kill('SIGKILL');
  });

  it('whose tables are gone', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    bench.add([makeSample({ filepath: '/a.jpg' }, { boxes: makeDetections(3) }, ['x'])]);
    const before = await dump();
    await bench.reopenColumns(() => inFile(`DROP TABLE "d_${bench.dataset}_samples"`));
    bench.store.tagSamples(bench.dataset, Uint32Array.of(1), 'y', false);
    bench.store.tagSamples(bench.dataset, Uint32Array.of(1), 'y', true);
    const after = await dump();
    expect(after['labels boxes']).toEqual(before['labels boxes']);
    expect(after['tags']).toEqual(before['tags']);
  });
});

it('a dataset that was deleted is not found, and its tables go', async () => {
  await dump();
  bench.store.deleteDataset(bench.dataset);
  await expect(dump()).rejects.toMatchObject({ code: 'not_found' });
});

it('who waits for columns to be built is told how far that is', async () => {
  bench.add(Array.from({ length: 4500 }, (_, i) => makeSample({ filepath: `/${i}.jpg` })));
  const told: number[] = [];
  await bench.columns.use(
    bench.dataset,
    new AbortController().signal,
    () => Promise.resolve(),
    (done, total) => told.push(done / total)
  );
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
});
