/** `view.labels` against the documents that a view shows. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeLabelRecords, type ILabelRecord, type Params, type View } from '../../../protocol';
import { newObjectId } from '../../datasets/documents/object-id';
import { makeSample } from '../../store/testing/sample-factory';
import { readPath, type Value } from '../expressions';
import { naiveView } from '../testing/naive-view';
import {
  FIELDS,
  labelStageArbitrary,
  sampleArbitrary,
  stageArbitrary
} from '../testing/random-views';
import { TestBench } from '../testing/test-bench';
import { TestQueries, type ITestAnswer } from '../testing/test-queries';
import { labelList } from '../views';

const seed = Number(process.env['LUNETTE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

let bench: TestBench;
let queries: TestQueries;
beforeAll(async () => {
  bench = await TestBench.open(FIELDS);
  queries = new TestQueries(bench);
}, 60_000);
afterAll(() => bench.close());

async function labels(params: Omit<Params<'view.labels'>, 'dataset'>): Promise<ILabelRecord[]> {
  const { result, payload } = await queries.ask('view.labels', params);
  expect(result.next).toBeNull();
  return decodeLabelRecords(payload, result.fields);
}

/** The labels of a view by reading its documents. */
function naiveLabels(view: View): ILabelRecord[] {
  const text = (value: Value, path: string): string | null =>
    readPath(value, path) as string | null;
  return naiveView(bench.reader, bench.dataset, view).flatMap(({ sample }) =>
    ['boxes', 'class'].flatMap(field =>
      labelList(sample[field]).map(label => ({
        label_id: text(label as Value, 'id') as string,
        sample_id: text(sample as Value, 'id') as string,
        field,
        instance_id: text(label as Value, 'instance.id')
      }))
    )
  );
}

describe(`labels of random views (seed ${seed})`, () => {
  it('are those that documents have', async () => {
    bench.add(fc.sample(sampleArbitrary, { seed, numRuns: 40 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(stageArbitrary, { maxLength: 2 }),
        labelStageArbitrary,
        async (view, { omit_empty: _, ...choice }) => {
          const stage = { ...choice, stage: 'select_labels' as const, omit_empty: true };
          const { stage: __, ...params } = choice;
          expect(await labels({ view, ...params })).toEqual(naiveLabels([...view, stage]));
        }
      ),
      { seed, numRuns: 150 }
    );
  }, 120_000);
});

it('many labels come in parts', async () => {
  const many = await TestBench.open(FIELDS);
  const detection = (): object => ({
    _cls: 'Detection',
    _id: newObjectId(),
    bounding_box: [0, 0, 1, 1]
  });
  const boxes = (): object => ({
    _cls: 'Detections',
    detections: Array.from({ length: 100 }, detection)
  });
  many.add(
    Array.from({ length: 300 }, (_, i) => makeSample({ filepath: `/${i}.jpg` }, { boxes: boxes() }))
  );
  const asked = new TestQueries(many);
  const seen = new Set<string>();
  let answers = 0;
  for (let start: number | null = 0; start !== null; answers++) {
    const answer: ITestAnswer<'view.labels'> = await asked.ask('view.labels', { start });
    const { fields, next } = answer.result;
    decodeLabelRecords(answer.payload, fields).forEach(label => seen.add(label.label_id));
    start = next;
  }
  expect(seen.size).toBe(30_000);
  expect(answers).toBe(2);
  await many.close();
}, 60_000);

it('records that are cut off are refused', () => {
  expect(() => decodeLabelRecords(new Uint8Array(37), ['boxes'])).toThrow(RangeError);
  expect(() => decodeLabelRecords(new Uint8Array(38), [])).toThrow(RangeError);
});
