/** The planner against the plainest way to compute a view, on random documents and views. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { naiveView } from '../testing/naive-view';
import { FIELDS, sampleArbitrary, viewArbitrary } from '../testing/random-views';
import { TestBench } from '../testing/test-bench';

/** `LUNETTE_TEST_SEED` repeats a run; a failure prints its seed and the view that shows it. */
const seed = Number(process.env['LUNETTE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = Number(process.env['LUNETTE_TEST_RUNS'] ?? 300);

let bench: TestBench;
beforeAll(async () => {
  bench = await TestBench.open(FIELDS);
  bench.add(fc.sample(sampleArbitrary, { seed, numRuns: 60 }));
}, 60_000);
afterAll(() => bench.close());

describe(`views of random documents (seed ${seed})`, () => {
  it('have the rows that evaluating documents stage by stage gives', async () => {
    let columnar = 0;
    await fc.assert(
      fc.asyncProperty(viewArbitrary, async view => {
        const planned = await bench.view(view);
        const naive = naiveView(bench.reader, bench.dataset, view);
        expect([...planned.rids]).toEqual(naive.map(row => row.rid));
        columnar += planned.fallbacks.length === 0 ? 1 : 0;
      }),
      { seed, numRuns: RUNS }
    );
    // Otherwise the test would compare the evaluator with itself.
    expect(columnar).toBeGreaterThan(RUNS / 3);
  }, 120_000);
});
