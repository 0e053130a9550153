/** Stages that change content, among others, against doing one after the other to each document. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalize } from '../expressions';
import { naiveView } from '../testing/naive-view';
import { contentViewArbitrary } from '../testing/random-content';
import { FIELDS, sampleArbitrary } from '../testing/random-views';
import { TestBench } from '../testing/test-bench';
import { forEachSample } from './sample-decoder';

/** `LUNETTE_TEST_SEED` repeats a run; a failure prints its seed and the view that shows it. */
const seed = Number(process.env['LUNETTE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = Number(process.env['LUNETTE_TEST_RUNS'] ?? 300);
/** Fields that the stages change or read. */
const CONTENT = ['word', 'num', 'count', 'boxes', 'class'];

let bench: TestBench;
beforeAll(async () => {
  bench = await TestBench.open(FIELDS);
  bench.add(fc.sample(sampleArbitrary, { seed, numRuns: 60 }));
}, 60_000);
afterAll(() => bench.close());

/** Content with missing, null and NaN as one. */
function plain(value: unknown): unknown {
  const own = normalize(value);
  if (Array.isArray(own)) {
    return own.map(plain);
  }
  return own !== null && typeof own === 'object' && !ArrayBuffer.isView(own)
    ? Object.fromEntries(
        Object.entries(own)
          .map(([key, part]) => [key, plain(part)] as const)
          .filter(([, part]) => part !== null)
      )
    : own;
}

const contentOf = (sample: Record<string, unknown>): unknown[] =>
  CONTENT.map(name => plain(sample[name]));

describe(`views that change content (seed ${seed})`, () => {
  it('have the rows and show the content that doing stage after stage gives', async () => {
    let queried = 0;
    await fc.assert(
      fc.asyncProperty(contentViewArbitrary, async view => {
        const planned = await bench.view(view);
        const naive = naiveView(bench.reader, bench.dataset, view);
        expect([...planned.rids]).toEqual(naive.map(row => row.rid));
        const shown: unknown[] = [];
        await bench.use(columns =>
          forEachSample(
            bench.reader,
            bench.dataset,
            columns.schema,
            planned.rids,
            new Set(CONTENT),
            planned.transforms,
            () => Promise.resolve(),
            sample => shown.push(contentOf(sample))
          )
        );
        expect(shown).toEqual(naive.map(({ sample }) => contentOf(sample)));
        queried += planned.queries.length > 0 ? 1 : 0;
      }),
      { seed, numRuns: RUNS }
    );
    // Content that was changed must not keep the other stages from the columns.
    expect(queried).toBeGreaterThan(RUNS / 4);
  }, 120_000);
});
