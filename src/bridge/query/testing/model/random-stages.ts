/** Random views of a schema. */
import fc from 'fast-check';
import { call, field, literal, type Stage, type View } from '../../../../protocol';
import type { ILabels, IModelSchema } from './model-schema';
import { boolIn, numberIn, textIn } from './random-expressions';
import { LABEL_IDS, quarter, tags, word } from './random-values';

const seed = fc.integer();
const few = fc.uniqueArray(fc.constantFrom(...LABEL_IDS), { maxLength: 6 });
/** Samples by place: `withIds` puts their ids there. */
const places = fc.uniqueArray(
  fc.nat(30).map(i => `#${i}`),
  { maxLength: 12 }
);

/** The view with the ids of samples in place of their places. */
export function withIds(view: View, ids: readonly string[]): View {
  const idOf = (place: string): string => ids[Number(place.slice(1)) % ids.length] as string;
  return view.map(stage =>
    stage.stage === 'select' || stage.stage === 'exclude'
      ? { ...stage, sample_ids: [...new Set(stage.sample_ids.map(idOf))] }
      : stage.stage === 'concat'
        ? { ...stage, stages: withIds(stage.stages as View, ids) }
        : stage
  );
}

/** Stages that choose labels; `exclude_labels` must say which. */
const labelChoice: fc.Arbitrary<Stage> = fc
  .record({
    stage: fc.constantFrom('select_labels' as const, 'exclude_labels' as const),
    ids: fc.option(few),
    instance_ids: fc.option(few, { freq: 6 }),
    tags: fc.option(tags),
    omit_empty: fc.boolean()
  })
  .map(stage =>
    stage.stage === 'exclude_labels' && !stage.ids && !stage.instance_ids && !stage.tags
      ? { ...stage, tags: ['x'] }
      : stage
  );

function stagesOfLabels({ name, list, path, scope }: ILabels): fc.Arbitrary<Stage>[] {
  const target = fc.constantFrom(name, path);
  return [
    fc.tuple(target, boolIn(scope, 2), fc.boolean()).map(([own, filter, only_matches]): Stage => ({
      stage: 'filter_labels',
      field: own,
      filter,
      only_matches
    })),
    fc
      .tuple(fc.option(boolIn(scope, 1)), fc.option(tags), fc.boolean())
      .map(([filter, own, bool]): Stage => ({
        stage: 'match_labels',
        fields: [name],
        filter,
        tags: own,
        bool
      })),
    ...(list === null
      ? []
      : [
          fc
            .integer({ min: -1, max: 3 })
            .map((limit): Stage => ({ stage: 'limit_labels', field: name, limit }))
        ]),
    ...(scope.string.includes('label')
      ? [
          fc
            .tuple(word, fc.option(word))
            .map(([from, to]): Stage => ({ stage: 'map_labels', field: name, map: { [from]: to } }))
        ]
      : []),
    ...(scope.number.includes('confidence')
      ? [
          numberIn(scope, 1).map((expr): Stage => ({
            stage: 'set_field',
            field: `${path}.confidence`,
            expr
          }))
        ]
      : [])
  ];
}

function stagesOfFields({ fields, sample }: IModelSchema): fc.Arbitrary<Stage>[] {
  const ofType = (...types: string[]): string[] =>
    fields.filter(({ type }) => types.includes(type)).map(({ name }) => name);
  const texts = ofType('string');
  const floats = ofType('float');
  return [
    ...(texts.length > 0
      ? [
          fc
            .tuple(fc.constantFrom(...texts), fc.uniqueArray(word, { maxLength: 3 }), fc.boolean())
            .map(([name, values, ordered]): Stage => ({
              stage: 'select_by',
              field: name,
              values,
              ordered
            })),
          fc
            .tuple(fc.constantFrom(...texts), fc.uniqueArray(word, { maxLength: 3 }))
            .map(([name, values]): Stage => ({ stage: 'exclude_by', field: name, values })),
          fc
            .tuple(fc.constantFrom(...texts), word, fc.option(word))
            .map(([name, from, to]): Stage => ({
              stage: 'map_values',
              field: name,
              map: [[from, to]]
            })),
          fc
            .tuple(fc.constantFrom(...texts), textIn(sample, 1))
            .map(([name, expr]): Stage => ({ stage: 'set_field', field: name, expr }))
        ]
      : []),
    ...(floats.length > 0
      ? [
          fc
            .tuple(fc.constantFrom(...floats), quarter, fc.boolean())
            .map(([name, least, only_matches]): Stage => ({
              stage: 'filter_field',
              field: name,
              filter: call('gt', field(''), literal(least)),
              only_matches
            })),
          fc
            .tuple(fc.constantFrom(...floats), numberIn(sample, 1))
            .map(([name, expr]): Stage => ({ stage: 'set_field', field: name, expr }))
        ]
      : [])
  ];
}

/** Views of at most six stages. */
export function viewOf(schema: IModelSchema): fc.Arbitrary<View> {
  const { sample, labels } = schema;
  const key = fc.oneof(
    numberIn(sample, 1),
    textIn(sample, 1),
    ...(sample.date.length > 0 ? [fc.constantFrom(...sample.date).map(path => field(path))] : [])
  );
  const match = boolIn(sample, 2).map((filter): Stage => ({ stage: 'match', filter }));
  const paths = [...sample.documents, ...sample.number, ...sample.string, ...sample.bool];
  const stage = fc.oneof(
    match,
    match,
    match,
    fc
      .tuple(tags, fc.boolean(), fc.boolean())
      .map(([list, bool, all]): Stage => ({ stage: 'match_tags', tags: list, bool, all })),
    fc
      .tuple(fc.constantFrom(...paths), fc.boolean())
      .map(([path, bool]): Stage => ({ stage: 'exists', field: path, bool })),
    fc
      .array(
        fc.tuple(key, fc.boolean()).map(([e, reverse]) => ({ key: e, reverse })),
        { minLength: 1, maxLength: 2 }
      )
      .map((keys): Stage => ({ stage: 'sort_by', keys })),
    fc.integer({ min: -1, max: 12 }).map((limit): Stage => ({ stage: 'limit', limit })),
    fc.integer({ min: -1, max: 5 }).map((skip): Stage => ({ stage: 'skip', skip })),
    seed.map((own): Stage => ({ stage: 'shuffle', seed: own })),
    fc.tuple(fc.nat(12), seed).map(([size, own]): Stage => ({ stage: 'take', size, seed: own })),
    fc
      .tuple(places, fc.boolean())
      .map(([sample_ids, ordered]): Stage => ({ stage: 'select', sample_ids, ordered })),
    places.map((sample_ids): Stage => ({ stage: 'exclude', sample_ids })),
    ...stagesOfFields(schema),
    ...(labels.length > 0 ? [labelChoice] : []),
    ...labels.flatMap(stagesOfLabels)
  );
  const concat = fc
    .array(stage, { maxLength: 3 })
    .map((stages): Stage => ({ stage: 'concat', stages }));
  return fc.array(fc.oneof({ weight: 15, arbitrary: stage }, { weight: 1, arbitrary: concat }), {
    maxLength: 6
  });
}
