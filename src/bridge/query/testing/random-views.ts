/** Random documents, expressions and views for property tests, over one fixed rich schema. */
import fc from 'fast-check';
import {
  call,
  field,
  literal,
  type Expression,
  type IFieldSpec,
  type Stage,
  type StageOf
} from '../../../protocol';
import { idFromHex } from '../../datasets/documents/object-id';
import type { INewSample } from '../../store/document-store';
import { makeSample } from '../../store/testing/sample-factory';

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

const WORDS = ['cat', 'dog', 'Bird', 'é', '', 'catfish'];
const word = fc.constantFrom(...WORDS);
/** Halves and quarters: exact in single precision, and sums do not depend on their order. */
const quarter = fc.integer({ min: -8, max: 8 }).map(n => n / 4);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 4 });
const date = fc.integer({ min: 0, max: 5 }).map(n => ({ $date: n * 1000 }));
const tags = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 });

/** Ids that labels share, so that stages that name labels find some. */
const IDS = Array.from({ length: 12 }, (_, i) =>
  `${(i + 1).toString(16).padStart(2, '0')}`.repeat(12)
);
const labelId = fc.constantFrom(...IDS);
const idBytes = (id: string): Uint8Array => idFromHex(id) as Uint8Array;

const clean = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;

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
    instance: maybe(fc.constantFrom(...IDS).map(id => ({ _cls: 'Instance', _id: idBytes(id) }))),
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

type Kind = 'number' | 'string' | 'bool' | 'date';
interface IScope {
  number: string[];
  string: string[];
  bool: string[];
  date: string[];
  root: boolean;
}
const SAMPLE: IScope = {
  number: ['num', 'count', 'metadata.width', 'class.confidence', 'bag.inner'],
  string: ['word', 'filepath', 'class.label'],
  bool: ['flag'],
  date: ['when'],
  root: false
};
const BOX: IScope = {
  number: ['confidence', 'index', 'odd'],
  string: ['label', 'kind'],
  bool: ['crowd'],
  date: [],
  root: true
};
const CLASS: IScope = { number: ['confidence'], string: ['label'], bool: [], date: [], root: true };

const read = (path: string, root = false): Expression =>
  root ? { field: path, root } : field(path);

function fieldOf(scope: IScope, kind: Kind): fc.Arbitrary<Expression> {
  const own = scope[kind].map(path => read(path));
  const outer = scope.root ? SAMPLE[kind].map(path => read(path, true)) : [];
  return fc.constantFrom(...own, ...own, ...own, ...outer);
}

const LISTS: Record<'number' | 'string', string[]> = {
  number: ['nums', 'boxes.detections.confidence', 'boxes.index'],
  string: ['words', 'tags', 'boxes.detections.label']
};

function numberIn(scope: IScope, depth: number): fc.Arbitrary<Expression> {
  const simple: fc.Arbitrary<Expression>[] = [fieldOf(scope, 'number'), quarter.map(literal)];
  if (depth <= 0) {
    return fc.oneof(...simple);
  }
  const sub = numberIn(scope, depth - 1);
  const list = fc
    .constantFrom(...LISTS.number, ...LISTS.string, 'boxes.detections')
    .map(path => call('length', read(path, scope.root)));
  return fc.oneof(
    ...simple,
    ...simple,
    fc
      .tuple(fc.constantFrom('add', 'sub', 'mul', 'mod', 'div'), sub, sub)
      .map(([op, a, b]) => call(op as 'add', a, b)),
    fc
      .tuple(fc.constantFrom('abs', 'floor', 'ceil', 'round', 'to_int', 'trunc'), sub)
      .map(([op, a]) => call(op as 'abs', a)),
    fc.tuple(fc.constantFrom('min', 'max'), sub, sub).map(([op, a, b]) => call(op as 'min', a, b)),
    list,
    fc
      .tuple(fc.constantFrom('sum', 'mean', 'min', 'max'), fc.constantFrom(...LISTS.number))
      .map(([op, path]) => call(op as 'sum', read(path, scope.root))),
    fc.tuple(boolIn(scope, depth - 1), sub, sub).map(([c, a, b]) => call('if_else', c, a, b)),
    fc
      .tuple(boolIn(scope, depth - 1), sub, boolIn(scope, 0), sub, sub)
      .map(parts => call('cases', ...parts)),
    fc
      .tuple(sub, quarter, quarter)
      .map(([e, from, to]) => call('map_values', e, literal([from, null]), literal([to, 1]))),
    textIn(scope, depth - 1).map(e => call('strlen', e)),
    fc
      .tuple(fc.constantFrom('hour', 'second', 'millisecond', 'day_of_week', 'week', 'year'), date)
      .map(([op, d]) => call(op as 'hour', literal(d))),
    ...(scope.date.length > 0
      ? [
          fc
            .constantFrom('second', 'minute', 'day_of_month', 'day_of_year', 'month', 'year')
            .map(op => call(op as 'second', field('when')))
        ]
      : []),
    fc
      .tuple(fc.constantFrom(...LISTS.number), fc.boolean())
      .map(([path, ofSample]) => call('std', read(path, scope.root), literal(ofSample)))
      // The two engines add up in different orders.
      .map(e => call('round', e, literal(6))),
    fc.integer({ min: 0, max: 3 }).map(seed => call('rand', literal(seed))),
    fc
      .tuple(sub, fc.constantFrom(...SAMPLE.number))
      .map(([a, path]) => call('apply', a, call('add', field(''), read(path, true)))),
    ...(scope === BOX
      ? [fc.integer({ min: -2, max: 3 }).map(i => call('at', field('bounding_box'), literal(i)))]
      : [
          boolIn(BOX, depth - 1).map(e =>
            call('length', call('filter', read('boxes.detections', scope.root), e))
          )
        ])
  );
}

function textIn(scope: IScope, depth: number): fc.Arbitrary<Expression> {
  const simple = fc.oneof(fieldOf(scope, 'string'), word.map(literal));
  return depth <= 0
    ? simple
    : fc.oneof(
        simple,
        fc
          .tuple(fc.constantFrom('lower', 'upper'), textIn(scope, depth - 1))
          .map(([op, a]) => call(op as 'lower', a)),
        fc
          .tuple(textIn(scope, depth - 1), textIn(scope, depth - 1))
          .map(([a, b]) => call('concat', a, b)),
        fc
          .tuple(textIn(scope, depth - 1), fc.integer({ min: 0, max: 3 }), maybe(fc.nat(3)))
          .map(([a, from, count = null]) =>
            call('substr', a, literal(from), literal(null), literal(count))
          ),
        fc
          .tuple(
            fc.constantFrom('strip', 'lstrip', 'rstrip'),
            textIn(scope, depth - 1),
            fc.constantFrom('c', 'tg', 'é')
          )
          .map(([op, a, characters]) => call(op as 'strip', a, literal(characters))),
        textIn(scope, depth - 1).map(e => call('replace', e, literal('c'), literal('"k\''))),
        fc
          .tuple(textIn(scope, depth - 1), word, word)
          .map(([e, from, to]) => call('map_values', e, literal([from, null]), literal([to, ''])))
      );
}

function anyIn(scope: IScope, depth: number): fc.Arbitrary<Expression> {
  const kinds: fc.Arbitrary<Expression>[] = [
    numberIn(scope, depth),
    textIn(scope, depth),
    date.map(literal),
    fc.constant(literal(null))
  ];
  if (scope.bool.length > 0) {
    kinds.push(fieldOf(scope, 'bool'));
  }
  if (scope.date.length > 0) {
    kinds.push(fieldOf(scope, 'date'));
  }
  return fc.oneof(...kinds);
}

export function boolIn(scope: IScope, depth: number): fc.Arbitrary<Expression> {
  const inner = Math.max(0, depth - 1);
  const compare = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le');
  const pair = fc.oneof(
    fc.tuple(numberIn(scope, inner), numberIn(scope, inner)),
    fc.tuple(textIn(scope, inner), textIn(scope, inner)),
    fc.tuple(anyIn(scope, 0), anyIn(scope, 0))
  );
  const simple: fc.Arbitrary<Expression>[] = [
    fc.tuple(compare, pair).map(([op, [a, b]]) => call(op as 'eq', a, b)),
    anyIn(scope, inner).map(e => call('is_null', e)),
    anyIn(scope, 0),
    fc
      .tuple(textIn(scope, 0), fc.array(fc.oneof(word, fc.constant(null)), { maxLength: 3 }))
      .map(([e, values]) => call('is_in', e, literal(values))),
    fc
      .tuple(numberIn(scope, 0), fc.array(fc.oneof(quarter, fc.constant(null)), { maxLength: 3 }))
      .map(([e, values]) => call('is_in', e, literal(values))),
    fc
      .tuple(
        fc.constantFrom('starts_with', 'ends_with', 'contains_str', 'matches_str'),
        textIn(scope, inner),
        word,
        fc.boolean()
      )
      .map(([op, e, w, s]) => call(op as 'starts_with', e, literal(w), literal(s))),
    fc
      .tuple(textIn(scope, 0), fc.constantFrom('^c', 'a.', '[A-Z]', 'g$', '(?:d|o)+'))
      .map(([e, pattern]) => call('re_match', e, literal(pattern))),
    ...(scope.root
      ? [fc.constantFrom('x', 'y', 'w').map(t => call('contains', field('tags'), literal(t)))]
      : [
          fc
            .tuple(
              fc.constantFrom('contains_any', 'contains_all'),
              fc.constantFrom(...LISTS.string),
              fc.array(word, { maxLength: 2 })
            )
            .map(([op, path, values]) => call(op as 'contains_any', field(path), literal(values))),
          fc
            .tuple(fc.constantFrom(...LISTS.number), quarter)
            .map(([path, value]) => call('contains', field(path), literal(value))),
          fc
            .tuple(
              fc.constantFrom('is_subset', 'set_equals'),
              fc.constantFrom(...LISTS.string),
              fc.array(word, { maxLength: 4 })
            )
            .map(([op, path, values]) => call(op as 'is_subset', field(path), literal(values))),
          fc
            .tuple(fc.constantFrom(...LISTS.number, 'num'), quarter)
            .map(([path, n]) => call('any_value', field(path), call('gt', field(''), literal(n)))),
          fc
            .tuple(fc.constantFrom(...LISTS.number), quarter)
            .map(([path, n]) => call('eq', call('at', field(path), literal(0)), literal(n))),
          fc
            .constantFrom('boxes', 'boxes.detections', 'class', 'words', 'bag', 'metadata', 'tags')
            .map(path => call('is_null', field(path)))
        ])
  ];
  if (depth <= 0) {
    return fc.oneof(...simple);
  }
  const sub = boolIn(scope, depth - 1);
  return fc.oneof(
    ...simple,
    fc.tuple(fc.constantFrom('and', 'or'), sub, sub).map(([op, a, b]) => call(op as 'and', a, b)),
    sub.map(e => call('not', e))
  );
}

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
          fc.oneof(numberIn(SAMPLE, 1), textIn(SAMPLE, 1), fieldOf(SAMPLE, 'date')),
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
