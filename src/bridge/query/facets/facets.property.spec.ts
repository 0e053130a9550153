/** Facets against counting documents one by one, on random documents and views. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewWithoutFacet, type Facet } from '../../../protocol';
import type { ISampleUpdate } from '../../store/document-store';
import { encodeDocument } from '../../datasets/documents/document-codec';
import { isDate, readPath, type Value } from '../expressions';
import { naiveView } from '../testing/naive-view';
import { FIELDS, labelsArbitrary, sampleArbitrary, viewArbitrary } from '../testing/random-views';
import { TestBench } from '../testing/test-bench';
import { TestQueries } from '../testing/test-queries';

const seed = Number(process.env['LUNETTE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const PATHS = [
  'tags',
  'word',
  'num',
  'count',
  'flag',
  'when',
  'words',
  'nums',
  'metadata.width',
  'boxes.label',
  'boxes.confidence',
  'boxes.detections.index',
  'boxes.crowd',
  'boxes.tags',
  'class.label',
  'class.tags'
];

let bench: TestBench;
let queries: TestQueries;
beforeAll(async () => {
  bench = await TestBench.open(FIELDS);
  bench.add(fc.sample(sampleArbitrary, { seed, numRuns: 50 }));
  queries = new TestQueries(bench);
  // Labels that were edited stand behind the others in their table.
  await queries.ask('grid.open', {});
  const edits = fc.sample(labelsArbitrary, { seed, numRuns: 15 });
  const updates = edits.map(({ boxes }, i): ISampleUpdate => ({
    rid: 3 * i + 1,
    set: new Map<string, Uint8Array>(),
    labels: boxes ? { boxes: encodeDocument(boxes) } : {},
    tags: null
  }));
  bench.store.updateSamples(bench.dataset, updates);
}, 60_000);
afterAll(() => bench.close());

/** Every value that a facet counts: one per sample, label or element. */
function valuesAt(sample: Value, path: string): Value[] {
  // A label that is not there has no value, not even null.
  const field = path.split('.')[0] as string;
  if (readPath(sample, field) === null && /^(boxes|class|words|nums)/.test(path)) {
    return [];
  }
  const value = readPath(sample, path);
  return Array.isArray(value) ? value.flat() : [value];
}

function countOf(values: readonly Value[], test: (value: Value) => boolean): number {
  return values.filter(test).length;
}

function expectFacet(facet: Facet, counted: readonly Value[], all: readonly Value[]): void {
  const known = all.filter(value => value !== null);
  switch (facet.kind) {
    case 'empty':
      expect(known).toEqual([]);
      break;
    case 'values':
      expect(facet.distinct).toBe(new Set(known).size);
      expect(facet.values.map(v => v.total).reduce((a, b) => a + b, 0)).toBe(all.length);
      for (const { value, count, total } of facet.values) {
        expect([value, count]).toEqual([value, countOf(counted, v => v === value)]);
        expect([value, total]).toEqual([value, countOf(all, v => v === value)]);
      }
      break;
    case 'range': {
      const amount = (value: Value): number => (isDate(value) ? value.$date : (value as number));
      const { edges, counts, totals, none } = facet;
      const bins = counts.length;
      counts.forEach((count, bin) => {
        const [low, high] = [edges[bin] as number, edges[bin + 1] as number];
        const inBin = (value: Value): boolean =>
          value !== null &&
          amount(value) >= low &&
          (amount(value) < high || (bin === bins - 1 && amount(value) === high));
        expect(count).toBe(countOf(counted, inBin));
        expect(totals[bin]).toBe(countOf(all, inBin));
      });
      expect(none.count).toBe(countOf(counted, value => value === null));
      expect(none.total).toBe(all.length - known.length);
      break;
    }
    case 'error':
      throw new Error(facet.message);
  }
}

describe(`facets of random documents (seed ${seed})`, () => {
  it('count what the view without their own filter shows', async () => {
    await fc.assert(
      fc.asyncProperty(viewArbitrary, fc.constantFrom(...PATHS), async (view, path) => {
        const { result } = await queries.ask('grid.facets', { view, paths: [path], limit: 1000 });
        const of = (stages: typeof view): Value[] =>
          naiveView(bench.reader, bench.dataset, stages).flatMap(({ sample }) =>
            valuesAt(sample as Value, path)
          );
        expectFacet(result[0] as Facet, of(viewWithoutFacet(view, path)), of([]));
      }),
      { seed, numRuns: 200 }
    );
  }, 120_000);

  it('agree with the label counts of the view', async () => {
    await fc.assert(
      fc.asyncProperty(viewArbitrary, async view => {
        const { result } = await queries.ask('grid.open', { view });
        const rows = naiveView(bench.reader, bench.dataset, view);
        const labels = rows.flatMap(({ sample }) => valuesAt(sample as Value, 'boxes.id'));
        expect(result.count).toBe(rows.length);
        // A field that the view leaves out has no count.
        expect(result.labels['boxes']?.count ?? 0).toBe(labels.length);
      }),
      { seed, numRuns: 60 }
    );
  }, 120_000);
});
