/**
 * The engine, on real SQLite and DuckDB, against plain documents: random schemas, documents and
 * updates, and on each state of the dataset random views and aggregations.
 *
 * `LUNETTE_SEED` repeats a run, `LUNETTE_CASES` is how many views and aggregations are tried. A
 * failure prints the seed of its world and the smallest case found.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Aggregation, View } from '../../../../protocol';
import {
  aggregate,
  aggregateValues,
  subjectOf,
  valueOfSample,
  type ISubject
} from '../../aggregations';
import type { Value } from '../../expressions';
import { TestBench } from '../test-bench';
import { decodeSample, forEachSample } from '../../views';
import { modelOf, schemaArbitrary, type IModelSchema } from './model-schema';
import { labelsIn, modelView, type IModelRow } from './model-view';
import { aggregationOf, isAlike } from './random-aggregations';
import { sampleOf } from './random-documents';
import { viewOf, withIds } from './random-stages';
import { applyUpdate, updatesOf } from './random-updates';

const SEED = Number(process.env['LUNETTE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const CASES = Number(process.env['LUNETTE_CASES'] ?? 3000);
/** States of each dataset that are looked at, and cases on each of them. */
const STATES = 3;
const CASES_PER_STATE = 30;
const WORLDS = Math.ceil(CASES / (STATES * CASES_PER_STATE));

const resting = (): Promise<void> => Promise.resolve();

/** A dataset in the engine, and its documents. */
class World {
  private constructor(
    readonly bench: TestBench,
    readonly schema: IModelSchema
  ) {}

  static async open(seed: number): Promise<World> {
    const [fields = []] = fc.sample(schemaArbitrary, { seed, numRuns: 1 });
    const schema = modelOf(fields);
    const world = new World(await TestBench.open(fields), schema);
    world.bench.add(fc.sample(sampleOf(schema), { seed, numRuns: 25 }));
    return world;
  }

  update(seed: number): void {
    const { store, dataset } = this.bench;
    const [updates = []] = fc.sample(updatesOf(this.schema), { seed, numRuns: 1 });
    updates.forEach(update => applyUpdate(store, dataset, this.schema, update));
  }

  documents(): IModelRow[] {
    const { reader, dataset } = this.bench;
    const all = { core: true, tags: true, labels: null };
    return [...reader.read(dataset, reader.allRids(dataset), all)].map(stored => ({
      rid: stored.rid,
      sample: decodeSample(stored, Object.keys(stored.labels))
    }));
  }

  /** Asks the engine: row ids, ids of the labels shown, and the aggregation. */
  ask(
    view: View,
    aggregation: Aggregation
  ): Promise<{ rids: number[]; labels: unknown; answer: unknown; columnar: boolean }> {
    const { bench } = this;
    return bench.use(async columns => {
      const rows = await bench.views.rows(columns, view, resting);
      const labels: unknown[] = [];
      await forEachSample(
        bench.reader,
        bench.dataset,
        columns.schema,
        rows.rids,
        new Set(this.schema.labels.map(({ name }) => name)),
        rows.transforms,
        resting,
        sample => labels.push(this.labelsOf(sample))
      );
      const inflate = (bytes: Uint8Array): Uint8Array => bytes;
      const context = { columns, reader: bench.reader, checkpoint: resting, inflate };
      const [answer] = await aggregate(context, rows, [aggregation]);
      return { rids: [...rows.rids], labels, answer, columnar: rows.fallbacks.length === 0 };
    });
  }

  /** Labels by field, as far as stages change them. */
  labelsOf(sample: Record<string, unknown>): unknown {
    return this.schema.labels.map(field =>
      labelsIn(sample, field).map(({ _id, label, confidence }) => [
        [...(_id as Uint8Array)][0],
        label ?? null,
        Number.isNaN(confidence) ? null : (confidence ?? null)
      ])
    );
  }

  /** What it should answer. */
  async expected(
    documents: readonly IModelRow[],
    view: View,
    aggregation: Aggregation
  ): Promise<{ rids: number[]; labels: unknown; answer: unknown }> {
    const rows = modelView(this.schema, documents, view);
    const visible = await this.bench.use(columns =>
      this.bench.views.rows(columns, view, resting).then(({ schema }) => schema)
    );
    const subject = subjectOf(aggregation, visible) as ISubject;
    const values = rows.map(({ sample }) => valueOfSample(subject, sample as Value));
    return {
      rids: rows.map(({ rid }) => rid),
      labels: rows.map(({ sample }) => this.labelsOf(sample)),
      answer: aggregateValues(values, aggregation, subject)
    };
  }
}

describe(`views and aggregations of random datasets (LUNETTE_SEED=${SEED})`, () => {
  let columnar = 0;

  it(`${WORLDS} datasets in ${STATES} states each`, async () => {
    for (let i = 0; i < WORLDS; i++) {
      const seed = SEED + i;
      const world = await World.open(seed);
      try {
        for (let state = 0; state < STATES; state++) {
          await checkState(world, seed * STATES + state);
          world.update(seed * STATES + state);
        }
      } finally {
        await world.bench.close();
      }
    }
    // Otherwise the test would compare the evaluation of documents with itself.
    expect(columnar).toBeGreaterThan((WORLDS * STATES * CASES_PER_STATE) / 4);
  }, 600_000);

  async function checkState(world: World, seed: number): Promise<void> {
    const documents = world.documents();
    const ids = documents.map(({ sample }) => sample['id'] as string);
    const one = fc.tuple(viewOf(world.schema), aggregationOf(world.schema));
    await fc.assert(
      fc.asyncProperty(one, async ([stages, aggregation]) => {
        const view = withIds(stages, ids);
        const found = await world.ask(view, aggregation);
        const expected = await world.expected(documents, view, aggregation);
        expect(found.rids).toEqual(expected.rids);
        expect(found.labels).toEqual(expected.labels);
        if (!isAlike(found.answer, expected.answer)) {
          expect(found.answer).toEqual(expected.answer);
        }
        columnar += found.columnar ? 1 : 0;
      }),
      { seed, numRuns: CASES_PER_STATE }
    );
  }
});
