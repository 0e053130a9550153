/** Random schemas, and what can be read of samples and labels of a schema. */
import fc from 'fast-check';
import { isLabelField, LABEL_CLASSES, type IFieldSpec } from '../../../../protocol';
import { scalarTypeOf, type ScalarType } from '../../schema';

/** Paths that can be read somewhere, by the type of their values. */
export interface IScope extends Record<ScalarType, string[]> {
  lists: { number: string[]; string: string[] };
  /** Lists of labels. */
  labels: ILabels[];
  /** Whether there is a bounding box. */
  box: boolean;
  /** Documents and lists, which may be missing. */
  documents: string[];
  /** What is around, if this is the scope of labels. */
  sample: IScope | null;
}

/** A field that holds labels. */
export interface ILabels {
  name: string;
  /** Of the labels: `boxes.detections`, or the field itself for a single one. */
  path: string;
  list: string | null;
  element: string;
  /** Attributes with a value of one type. */
  attributes: IFieldSpec[];
  scope: IScope;
}

export interface IModelSchema {
  fields: readonly IFieldSpec[];
  sample: IScope;
  labels: ILabels[];
}

const emptyScope = (sample: IScope | null): IScope => ({
  number: [],
  string: [],
  bool: [],
  date: [],
  lists: { number: [], string: [] },
  labels: [],
  box: false,
  documents: [],
  sample
});

function addList(scope: IScope, type: ScalarType | null, path: string): void {
  if (type === 'number' || type === 'string') {
    scope.lists[type].push(path);
  }
}

function addLabels(schema: IModelSchema, spec: IFieldSpec, undeclared: readonly string[]): void {
  const { sample, labels } = schema;
  const known = LABEL_CLASSES[spec.document as string] as (typeof LABEL_CLASSES)[string];
  const list = known.list ?? null;
  const path = list === null ? spec.name : `${spec.name}.${list}`;
  const attributes = [
    ...known.attributes.filter(({ name }) => name !== 'id' && name !== 'tags'),
    ...(spec.fields ?? [])
  ];
  const scope = emptyScope(sample);
  scope.box = known.element === 'Detection';
  scope.lists.string.push('tags');
  for (const { name, type: fieldType } of attributes) {
    const type = scalarTypeOf(fieldType) as ScalarType;
    scope[type].push(name);
    if (list === null) {
      sample[type].push(`${spec.name}.${name}`);
    } else {
      addList(sample, type, `${path}.${name}`);
      addList(sample, type, `${spec.name}.${name}`);
    }
  }
  scope.number.push(...undeclared);
  const own = { name: spec.name, path, list, element: known.element, attributes, scope };
  labels.push(own);
  sample.documents.push(spec.name);
  if (list !== null) {
    sample.documents.push(path);
    sample.labels.push(own);
  }
}

/**
 * What can be read of samples with these fields.
 *
 * @param undeclared label field → attributes with numbers that its labels have besides
 */
export function modelOf(
  fields: readonly IFieldSpec[],
  undeclared: Readonly<Record<string, readonly string[]>> = {}
): IModelSchema {
  const sample = emptyScope(null);
  const schema: IModelSchema = { fields, sample, labels: [] };
  sample.string.push('filepath');
  sample.number.push('metadata.width');
  sample.lists.string.push('tags');
  sample.documents.push('metadata', 'tags');
  for (const spec of fields) {
    const type = scalarTypeOf(spec.type);
    if (isLabelField(spec)) {
      addLabels(schema, spec, undeclared[spec.name] ?? []);
    } else if (type) {
      sample[type].push(spec.name);
    } else if (spec.type === 'list') {
      addList(sample, scalarTypeOf(spec.subtype), spec.name);
      sample.documents.push(spec.name);
    } else if (spec.type === 'dict') {
      sample.number.push(`${spec.name}.inner`);
      sample.documents.push(spec.name);
    } else {
      sample.documents.push(spec.name);
      for (const part of spec.fields ?? []) {
        sample[scalarTypeOf(part.type) as ScalarType].push(`${spec.name}.${part.name}`);
      }
    }
  }
  return schema;
}

/** Names that are words of query languages, have quotes, or other letters. */
const NAMES = [
  'select',
  'a"b',
  "it's",
  'Ünï',
  'rid',
  'two words',
  'pos',
  'x',
  '1st',
  'value',
  'i0'
];
const SCALARS = ['string', 'int', 'float', 'bool', 'date', 'datetime'] as const;
const LABELS = [
  'Classification',
  'Classifications',
  'Detections',
  'Detection',
  'Polylines',
  'Keypoints',
  'Regression'
];

const scalarType = fc.constantFrom(...SCALARS);
const declared = fc
  .uniqueArray(fc.tuple(fc.constantFrom('extra', 'b0', 'tag', 'code'), scalarType), {
    maxLength: 3,
    selector: ([name]) => name
  })
  .map(parts => parts.map(([name, type]): IFieldSpec => ({ name, type })));

type Unnamed = Omit<IFieldSpec, 'name'>;
const fieldArbitrary: fc.Arbitrary<Unnamed> = fc.oneof(
  { weight: 4, arbitrary: scalarType.map((type): Unnamed => ({ type })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('string', 'int', 'float')
      .map((subtype): Unnamed => ({ type: 'list', subtype: subtype as 'string' }))
  },
  { weight: 1, arbitrary: fc.constant<Unnamed>({ type: 'dict' }) },
  {
    weight: 1,
    arbitrary: declared.map((fields): Unnamed => ({
      type: 'document',
      document: 'DynamicEmbeddedDocument',
      fields
    }))
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...LABELS), declared)
      .map(([document, fields]): Unnamed => ({ type: 'document', document, fields }))
  }
);

/** Schemas of a few fields of any types. */
export const schemaArbitrary: fc.Arbitrary<IFieldSpec[]> = fc
  .tuple(
    fc.shuffledSubarray(NAMES, { minLength: 2, maxLength: 9 }),
    fc.array(fieldArbitrary, { minLength: NAMES.length, maxLength: NAMES.length })
  )
  .map(([names, specs]) =>
    names.map((name, i): IFieldSpec => ({ ...(specs[i] as Unnamed), name }))
  );
