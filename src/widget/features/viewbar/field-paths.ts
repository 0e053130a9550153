/** Paths that a form offers for completion, and what type of value is there. */
import { isLabelField, LABEL_CLASSES, type IDatasetInfo, type IFieldSpec } from '../../../protocol';
import type { ICompletion } from './completion-input';

export interface IFieldPath extends ICompletion {
  spec: IFieldSpec;
}

const METADATA: readonly IFieldSpec[] = [
  { name: 'width', type: 'int' },
  { name: 'height', type: 'int' },
  { name: 'num_channels', type: 'int' },
  { name: 'size_bytes', type: 'int' },
  { name: 'mime_type', type: 'string' }
];

const typeText = ({ type, subtype }: IFieldSpec): string =>
  type === 'list' && subtype ? `list of ${subtype}` : type;

const pathOf = (spec: IFieldSpec, prefix = ''): IFieldPath => ({
  value: prefix + spec.name,
  hint: typeText(spec),
  spec
});

/** Values of a sample that can be compared or sorted by; those in labels are lists or documents. */
export function samplePaths(dataset: IDatasetInfo | null): IFieldPath[] {
  return (dataset?.fields ?? []).flatMap(spec => {
    if (isLabelField(spec)) {
      const { list } = LABEL_CLASSES[spec.document ?? ''] ?? {};
      return list ? [] : labelPaths(dataset, spec.name).map(p => pathOf(p.spec, `${spec.name}.`));
    }
    if (spec.type === 'document') {
      const known = spec.document === 'ImageMetadata' ? METADATA : [];
      return [...known, ...(spec.fields ?? [])].map(inner => pathOf(inner, `${spec.name}.`));
    }
    return [pathOf(spec)];
  });
}

/** Every field by its name, as `exists` and `select_fields` take them. */
export function fieldNames(dataset: IDatasetInfo | null): IFieldPath[] {
  return (dataset?.fields ?? []).map(spec => ({
    ...pathOf(spec),
    hint: spec.document ?? typeText(spec)
  }));
}

/** Attributes of the labels of a field. */
export function labelPaths(dataset: IDatasetInfo | null, name: string): IFieldPath[] {
  const spec = dataset?.fields.find(f => f.name === name);
  return [...(LABEL_CLASSES[spec?.document ?? '']?.attributes ?? []), ...(spec?.fields ?? [])].map(
    attribute => pathOf(attribute)
  );
}
