/** The store against a plain model in memory: random operations, reopened in between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeDocument, encodeDocument } from '../../datasets/documents/document-codec';
import { idToHex } from '../../datasets/documents/object-id';
import type { Operation } from '../document-store';
import { makeSample } from '../testing/sample-factory';
import { SqliteStore } from './sqlite-store';

interface IModelSample {
  core: Record<string, unknown>;
  labels: Record<string, unknown>;
  tags: Set<string>;
}
interface IWorld {
  path: string;
  store: SqliteStore;
  dataset: string;
  samples: Map<number, IModelSample>;
  nextRid: number;
  /** Row → tags, and the number reached, of who only follows the operation log. */
  followed: Map<number, Set<string>>;
  seq: number;
}

const TAGS = ['red', 'green', 'blue'];
const pick = fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 30 });
const tag = fc.constantFrom(...TAGS);
const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const label = fc.option(fc.record({ _cls: fc.constant('Classification'), label: fc.string() }));

const action = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    samples: fc.array(fc.record({ split: value, label, tags: fc.array(tag, { maxLength: 3 }) }), {
      maxLength: 8
    })
  }),
  fc.record({ kind: fc.constant('tag' as const), pick, tag, remove: fc.boolean() }),
  fc.record({
    kind: fc.constant('update' as const),
    pick,
    split: value,
    label,
    tags: fc.option(fc.array(tag, { maxLength: 3 }))
  }),
  fc.record({
    kind: fc.constant('delete' as const),
    pick: fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 6 })
  }),
  fc.record({ kind: fc.constant('reopen' as const) }),
  fc.record({ kind: fc.constant('fail' as const) })
);
type Action = (typeof action extends fc.Arbitrary<infer T> ? T : never) & { kind: string };

const withoutNull = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, entry]) => entry !== null));

function apply(world: IWorld, step: Action): void {
  const { store, dataset, samples } = world;
  const alive = 'pick' in step ? step.pick.filter(rid => samples.has(rid)) : [];
  switch (step.kind) {
    case 'add': {
      const made = step.samples.map((sample, i) => {
        const core = withoutNull({ split: sample.split });
        const filepath = `/${world.nextRid + i}.jpg`;
        const labels: Record<string, unknown> = sample.label ? { truth: sample.label } : {};
        samples.set(world.nextRid + i, {
          core: { ...core, filepath },
          labels,
          tags: new Set(sample.tags)
        });
        return makeSample({ ...core, filepath }, labels, sample.tags);
      });
      world.nextRid += made.length;
      expect(store.addSamples(dataset, made).count).toBe(made.length);
      return;
    }
    case 'tag': {
      const changed = store.tagSamples(dataset, Uint32Array.from(step.pick), step.tag, step.remove);
      const expected = alive.filter(rid => samples.get(rid)?.tags.has(step.tag) === step.remove);
      expect([...changed.changed]).toEqual(expected.toSorted((a, b) => a - b));
      expected.forEach(rid => samples.get(rid)?.tags[step.remove ? 'delete' : 'add'](step.tag));
      return;
    }
    case 'update':
      store.updateSamples(
        dataset,
        alive.map(rid => ({
          rid,
          set: new Map([['split', encodeDocument(step.split)]]),
          labels: { truth: step.label && encodeDocument(step.label) },
          tags: step.tags
        }))
      );
      for (const rid of alive) {
        const old = samples.get(rid) as IModelSample;
        samples.set(rid, {
          core: withoutNull({ ...old.core, split: step.split }),
          labels: step.label ? { truth: step.label } : {},
          tags: step.tags ? new Set(step.tags) : old.tags
        });
      }
      return;
    case 'delete':
      expect(store.deleteSamples(dataset, Uint32Array.from(step.pick)).count).toBe(alive.length);
      alive.forEach(rid => samples.delete(rid));
      return;
    case 'reopen':
      store.close();
      world.store = SqliteStore.open(world.path);
      return;
    case 'fail':
      expect(() =>
        store.transaction(() => {
          store.addSamples(dataset, [makeSample({ filepath: '/lost.jpg' }, {}, TAGS)]);
          store.deleteSamples(dataset, store.allRids(dataset));
          throw new Error('on purpose');
        })
      ).toThrow('on purpose');
  }
}

/** Follows the log as columns do: reads rows that were added or edited, applies the rest. */
function replay(operations: Operation[], world: IWorld): void {
  const { store, dataset, followed } = world;
  const read = (rids: Uint32Array): void => {
    for (const sample of store.read(dataset, rids, { core: false, tags: true, labels: [] })) {
      followed.set(sample.rid, new Set(sample.tags));
    }
  };
  for (const operation of operations) {
    expect(operation.seq).toBeGreaterThan(world.seq);
    world.seq = operation.seq;
    if (operation.kind === 'added') {
      const { first, last } = operation;
      read(Uint32Array.from({ length: last - first + 1 }, (_, i) => first + i));
    } else if (operation.kind === 'updated' && operation.fields.includes('tags')) {
      read(operation.rids);
    } else if (operation.kind === 'deleted') {
      operation.rids.forEach(rid => followed.delete(rid));
    } else if (operation.kind === 'tagged') {
      const { tag: name, remove } = operation;
      operation.rids.forEach(rid => followed.get(rid)?.[remove ? 'delete' : 'add'](name));
    }
  }
}

function compare(world: IWorld): void {
  const { store, dataset, samples } = world;
  const rids = [...samples.keys()].toSorted((a, b) => a - b);
  expect([...store.allRids(dataset)]).toEqual(rids);
  expect(store.findDataset(dataset)?.count).toBe(rids.length);
  const stored = [
    ...store.read(dataset, store.allRids(dataset), { core: true, tags: true, labels: null })
  ];
  const ids = new Set<string>();
  stored.forEach((sample, i) => {
    const model = samples.get(rids[i] as number) as IModelSample;
    const core = decodeDocument(sample.core) as Record<string, unknown>;
    delete core['created_at'];
    delete core['last_modified_at'];
    expect(core).toEqual(model.core);
    expect(
      Object.fromEntries(Object.entries(sample.labels).map(([k, v]) => [k, decodeDocument(v)]))
    ).toEqual(model.labels);
    expect(new Set(sample.tags)).toEqual(model.tags);
    ids.add(idToHex(sample.id));
  });
  expect(ids.size).toBe(rids.length);
  const sets = store.tagSets(dataset);
  for (const name of TAGS) {
    const expected = rids.filter(rid => samples.get(rid)?.tags.has(name));
    expect([...(sets.get(name) ?? [])]).toEqual(expected);
  }
  replay(store.operationsAfter(dataset, world.seq, 1000) ?? [], world);
  expect(store.latestSeq(dataset)).toBe(world.seq);
  const tagsOf = [...samples].map(([rid, sample]) => [rid, sample.tags] as const);
  expect(world.followed).toEqual(new Map(tagsOf));
}

it('equals a plain model after any sequence of operations, failures and reopenings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lunette-model-'));
  let run = 0;
  try {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), actions => {
        const path = join(folder, `${run++}.db`);
        const store = SqliteStore.open(path);
        const options = { name: 'd', slug: 'd', persistent: true, overwrite: false };
        const dataset = store.createDataset(options).id;
        const world = {
          path,
          store,
          dataset,
          samples: new Map(),
          nextRid: 1,
          followed: new Map(),
          seq: 0
        };
        try {
          for (const step of actions) {
            apply(world, step);
            compare(world);
          }
        } finally {
          world.store.close();
        }
      }),
      { numRuns: 40 }
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
