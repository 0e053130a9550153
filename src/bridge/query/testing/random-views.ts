/** Random documents, expressions and views for property tests, over one fixed rich schema. */
import fc from 'fast-check';
import { field, type IFieldSpec, type Stage, type StageOf } from '../../../protocol';
import { idFromHex } from '../../datasets/documents/object-id';
import type { INewSample } from '../../store/document-store';
import { makeSample } from '../../store/testing/sample-factory';
import { modelOf, type IScope } from './model/model-schema';
import { boolIn, numberIn, textIn } from './model/random-expressions';
import { clean, date, LABEL_IDS, maybe, quarter, tags, word } from './model/random-values';

export const FIELDS: readonly IFieldSpec[] = [
  { name: 'word', type: 'string' },
  { name: 'num', type: 'float' },
  { name: 'count', type: 'int' },
  { name: 'flag', type: 'bool' },
  { name: 'when', type: 'datetime' },
  { name: 'words', type: 'list', subtype: 'string' },
  { name: 'nums', type: 'list', subtype: 'float' },
  { name: 'bag', type: 'dict' },
  {
    name: 'boxes',
    type: 'document',
    document: 'Detections',
    fields: [
      { name: 'crowd', type: 'bool' },
      { name: 'kind', type: 'string' }
    ]
  },
  { name: 'class', type: 'document', document: 'Classification' }
];

const labelId = fc.constantFrom(...LABEL_IDS);
const idBytes = (id: string): Uint8Array => idFromHex(id) as Uint8Array;

const labelParts = {
  _id: labelId.map(idBytes),
  label: fc.option(word, { nil: null, freq: 5 }),
  confidence: maybe(fc.oneof(quarter, fc.constant(NaN))),
  tags,
  odd: maybe(quarter)
};
const detection = fc
  .record({
    ...labelParts,
    index: maybe(fc.integer({ min: 0, max: 3 })),
    crowd: maybe(fc.boolean()),
    kind: maybe(word),
    instance: maybe(
      fc.constantFrom(...LABEL_IDS).map(id => ({ _cls: 'Instance', _id: idBytes(id) }))
    ),
    bounding_box: fc.tuple(quarter, quarter, quarter, quarter)
  })
  .map(parts => clean({ _cls: 'Detection', ...parts }));
const classification = fc
  .record(labelParts)
  .map(parts => clean({ _cls: 'Classification', ...parts }));

export const labelsArbitrary = fc.record({
  boxes: maybe(
    fc.array(detection, { maxLength: 4 }).map(list => ({ _cls: 'Detections', detections: list }))
  ),
  class: maybe(classification)
});

export const coreArbitrary = fc.record({
  word: maybe(word),
  num: maybe(fc.oneof(quarter, fc.constant(NaN))),
  count: maybe(fc.integer({ min: -3, max: 3 })),
  flag: maybe(fc.boolean()),
  when: maybe(date),
  words: maybe(fc.array(word, { maxLength: 3 })),
  nums: maybe(fc.array(quarter, { maxLength: 3 })),
  bag: maybe(fc.record({ inner: maybe(quarter) })),
  metadata: maybe(fc.record({ width: maybe(fc.integer({ min: 1, max: 3 })) }))
});

export const sampleArbitrary: fc.Arbitrary<INewSample> = fc
  .record({ core: coreArbitrary, labels: labelsArbitrary, tags, path: word })
  .map(({ core, labels, tags: own, path }) =>
    makeSample(clean({ filepath: `/data/${path}.jpg`, ...core }), clean(labels), own)
  );

/** What can be read of these samples. */
export const SCHEMA = modelOf(FIELDS, { boxes: ['odd'] });
const SAMPLE = SCHEMA.sample;
const [BOX, CLASS] = SCHEMA.labels.map(({ scope }) => scope) as [IScope, IScope];

const labelFieldName = fc.constantFrom('boxes', 'class');
/** Stages that choose labels; `exclude_labels` must say which. */
export const labelStageArbitrary: fc.Arbitrary<
  StageOf<'select_labels'> | StageOf<'exclude_labels'>
> = fc
  .record({
    stage: fc.constantFrom('select_labels' as const, 'exclude_labels' as const),
    labels: fc.option(
      fc.array(fc.record({ label_id: labelId, field: labelFieldName }), { maxLength: 12 }),
      { nil: null, freq: 2 }
    ),
    ids: fc.option(fc.array(labelId, { maxLength: 12 }), { nil: null, freq: 2 }),
    instance_ids: fc.option(fc.array(labelId, { maxLength: 6 }), { nil: null, freq: 1 }),
    tags: fc.option(tags, { nil: null, freq: 2 }),
    fields: fc.option(fc.uniqueArray(labelFieldName), { nil: null, freq: 2 }),
    omit_empty: fc.boolean()
  })
  .map(stage =>
    stage.stage === 'exclude_labels' && Object.values(stage).filter(v => v === null).length === 5
      ? { ...stage, tags: ['x'] }
      : stage
  );

const depth = 2;
export const stageArbitrary: fc.Arbitrary<Stage> = fc.oneof(
  boolIn(SAMPLE, depth).map((filter): Stage => ({ stage: 'match', filter })),
  boolIn(SAMPLE, depth).map((filter): Stage => ({ stage: 'match', filter })),
  fc.tuple(boolIn(BOX, depth), fc.boolean()).map(([filter, only_matches]): Stage => ({
    stage: 'filter_labels',
    field: 'boxes',
    filter,
    only_matches
  })),
  fc.tuple(boolIn(CLASS, 1), fc.boolean()).map(([filter, only_matches]): Stage => ({
    stage: 'filter_labels',
    field: 'class',
    filter,
    only_matches
  })),
  // Later stages read all fields, so none may be dropped here.
  labelStageArbitrary.map(stage =>
    stage.stage === 'select_labels' ? { ...stage, labels: null, fields: null } : stage
  ),
  fc
    .tuple(tags, fc.boolean(), fc.boolean())
    .map(([list, bool, all]): Stage => ({ stage: 'match_tags', tags: list, bool, all })),
  fc
    .tuple(
      fc.constantFrom('word', 'boxes', 'class', 'bag', 'words', 'num', 'bag.inner'),
      fc.boolean()
    )
    .map(([path, bool]): Stage => ({ stage: 'exists', field: path, bool })),
  fc
    .array(
      fc
        .tuple(
          fc.oneof(numberIn(SAMPLE, 1), textIn(SAMPLE, 1), fc.constant(field('when'))),
          fc.boolean()
        )
        .map(([key, reverse]) => ({ key, reverse })),
      { minLength: 1, maxLength: 2 }
    )
    .map((keys): Stage => ({ stage: 'sort_by', keys })),
  fc.integer({ min: -1, max: 12 }).map((limit): Stage => ({ stage: 'limit', limit })),
  fc.integer({ min: -1, max: 5 }).map((skip): Stage => ({ stage: 'skip', skip })),
  fc.integer().map((seed): Stage => ({ stage: 'shuffle', seed })),
  fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.integer())
    .map(([size, seed]): Stage => ({ stage: 'take', size, seed }))
);
/** Views after which every field can be read. */
export const readableViewArbitrary = fc.array(stageArbitrary, { maxLength: 5 });
export const viewArbitrary = fc
  .tuple(readableViewArbitrary, fc.option(labelStageArbitrary, { freq: 3 }))
  .map(([stages, last]) => (last ? [...stages, last] : stages));
