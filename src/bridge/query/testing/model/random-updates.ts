/** Random changes of a dataset, done to the store and to plain documents alike. */
import fc from 'fast-check';
import { isLabelField } from '../../../../protocol';
import { encodeDocument } from '../../../datasets/documents/document-codec';
import type { INewSample } from '../../../store/document-store';
import type { SqliteStore } from '../../../store/sqlite';
import type { IModelSchema } from './model-schema';
import { coreOf, labelsOf, sampleOf } from './random-documents';
import { TAGS, tags } from './random-values';

/** Samples are picked by place among those there are. */
export type Update =
  | { kind: 'add'; samples: INewSample[] }
  | { kind: 'delete'; picks: number[] }
  | { kind: 'tag'; picks: number[]; tag: string; remove: boolean }
  | {
      kind: 'update';
      picks: number[];
      core: Record<string, unknown>;
      labels: Record<string, unknown>;
      tags: string[] | null;
    };

const picks = fc.uniqueArray(fc.nat(40), { maxLength: 8 });

export const updatesOf = (schema: IModelSchema): fc.Arbitrary<Update[]> =>
  fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant('add' as const),
        samples: fc.array(sampleOf(schema), { minLength: 1, maxLength: 6 })
      }),
      fc.record({
        kind: fc.constant('delete' as const),
        picks: fc.uniqueArray(fc.nat(40), { maxLength: 3 })
      }),
      fc.record({
        kind: fc.constant('tag' as const),
        picks,
        tag: fc.constantFrom(...TAGS),
        remove: fc.boolean()
      }),
      fc.record({
        kind: fc.constant('update' as const),
        picks,
        core: coreOf(schema),
        labels: labelsOf(schema),
        tags: fc.option(tags)
      })
    ),
    { minLength: 1, maxLength: 5 }
  );

/** Does an update to the store. */
export function applyUpdate(
  store: SqliteStore,
  dataset: string,
  schema: IModelSchema,
  update: Update
): void {
  if (update.kind === 'add') {
    store.addSamples(dataset, update.samples);
    return;
  }
  const all = store.allRids(dataset);
  const rids = Uint32Array.from(
    new Set(update.picks.map(pick => all[pick % Math.max(1, all.length)] as number))
  ).sort();
  if (all.length < 3) {
    return;
  }
  switch (update.kind) {
    case 'delete':
      store.deleteSamples(dataset, rids);
      return;
    case 'tag':
      store.tagSamples(dataset, rids, update.tag, update.remove);
      return;
    case 'update': {
      // What is not there any more is cleared: half of the fields stay as they were.
      const fields = schema.fields.filter((_, i) => i % 2 === 0);
      const [labels, core] = [true, false].map(own =>
        fields.filter(spec => isLabelField(spec) === own).map(({ name }) => name)
      ) as [string[], string[]];
      const set = new Map(core.map(name => [name, encodeDocument(update.core[name] ?? null)]));
      const documents = labels.map(name => {
        const document = update.labels[name];
        return [name, document === undefined ? null : encodeDocument(document)] as const;
      });
      store.updateSamples(
        dataset,
        [...rids].map(rid => ({
          rid,
          set,
          labels: Object.fromEntries(documents),
          tags: update.tags
        }))
      );
    }
  }
}
