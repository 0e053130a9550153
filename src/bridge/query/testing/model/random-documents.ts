/** Random samples of a schema: with values of every kind, and with some missing. */
import fc from 'fast-check';
import { isLabelField, type IFieldSpec } from '../../../../protocol';
import { idFromHex } from '../../../datasets/documents/object-id';
import type { INewSample } from '../../../store/document-store';
import { makeSample } from '../../../store/testing/sample-factory';
import type { ILabels, IModelSchema } from './model-schema';
import { clean, date, LABEL_IDS, maybe, quarter, tags, word } from './random-values';

const DAY = 86_400_000;

/** Missing, null, or a value of the field. */
function valueOf(spec: IFieldSpec): fc.Arbitrary<unknown> {
  switch (spec.type) {
    case 'string':
      return word;
    case 'int':
      return fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(1000, -1000));
    case 'float':
      return fc.oneof({ weight: 6, arbitrary: quarter }, fc.constantFrom(NaN, -0));
    case 'bool':
      return fc.boolean();
    case 'date':
      return fc.integer({ min: -2, max: 800 }).map(n => ({ $date: n * DAY }));
    case 'datetime':
      return fc.oneof(
        date,
        fc.integer({ min: -1e12, max: 2e12 }).map($date => ({ $date }))
      );
    case 'list':
      return fc.array(valueOf({ name: '', type: spec.subtype ?? 'string' }), { maxLength: 3 });
    case 'dict':
      return fc.record({ inner: maybe(quarter), other: maybe(fc.array(word)) }).map(clean);
    default:
      return parts(spec.fields ?? []).map(own => ({ _cls: spec.document, ...own }));
  }
}

const present = (spec: IFieldSpec): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 6, arbitrary: valueOf(spec) },
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant(null) }
  );

const parts = (specs: readonly IFieldSpec[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(specs.map(spec => [spec.name, present(spec)]))).map(clean);

function label({ element, attributes }: ILabels): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .tuple(
      fc.constantFrom(...LABEL_IDS),
      tags,
      parts(attributes),
      fc.tuple(quarter, quarter, quarter, quarter),
      maybe(fc.constantFrom(...LABEL_IDS.slice(0, 4)))
    )
    .map(([id, own, values, box, instance]) => ({
      _cls: element,
      _id: idFromHex(id),
      tags: own,
      ...values,
      ...(element === 'Detection' ? { bounding_box: box } : {}),
      ...(element === 'Detection' && instance
        ? { instance: { _cls: 'Instance', _id: idFromHex(instance) } }
        : {}),
      ...(element === 'Polyline' || element === 'Keypoint' ? { points: [] } : {})
    }));
}

/** The document of a label field, or undefined. */
export function labelDocument(labels: ILabels, cls: string): fc.Arbitrary<unknown> {
  const { list } = labels;
  return maybe(
    list === null
      ? label(labels)
      : fc.array(label(labels), { maxLength: 4 }).map(own => ({ _cls: cls, [list]: own }))
  );
}

/** Fields of samples that are no label fields, `filepath` aside. */
export const coreOf = (schema: IModelSchema): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(
      parts(schema.fields.filter(spec => !isLabelField(spec))),
      maybe(fc.record({ width: maybe(fc.integer({ min: 1, max: 3 })) }))
    )
    .map(([core, metadata]) =>
      clean({ ...core, metadata: metadata && clean({ _cls: 'ImageMetadata', ...metadata }) })
    );

/** Documents of all label fields. */
export const labelsOf = (schema: IModelSchema): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record(
      Object.fromEntries(
        schema.labels.map(labels => {
          const spec = schema.fields.find(({ name }) => name === labels.name);
          return [labels.name, labelDocument(labels, spec?.document as string)];
        })
      )
    )
    .map(clean);

export const sampleOf = (schema: IModelSchema): fc.Arbitrary<INewSample> =>
  fc
    .tuple(coreOf(schema), labelsOf(schema), tags, word)
    .map(([core, labels, own, path]) =>
      makeSample({ filepath: `/data/${path}.jpg`, ...core }, labels, own)
    );
