/** What is known of a field that holds labels. */
import { isLabelField, LABEL_CLASSES, type IFieldSpec } from '../../../protocol';
import type { AttributeTarget, ILabelField } from './path-target';
import { scalarTypeOf } from './value-types';

/** Attributes of label classes that no column holds. */
const DOCUMENT_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  Classification: ['logits'],
  Detection: ['mask', 'mask_path', 'attributes', 'instance'],
  Polyline: ['points', 'attributes', 'instance'],
  Keypoint: ['points', 'confidence', 'attributes', 'instance'],
  Segmentation: ['mask', 'mask_path'],
  Heatmap: ['map', 'map_path', 'range'],
  TemporalDetection: ['support'],
  GeoLocation: ['point', 'line', 'polygon'],
  GeoLocations: ['points', 'lines', 'polygons']
};

/** The label field of a specification, or null if it holds no labels. */
export function labelFieldOf(spec: IFieldSpec): ILabelField | null {
  const known = isLabelField(spec) ? LABEL_CLASSES[spec.document as string] : undefined;
  if (!known) {
    return null;
  }
  const attributes = new Map(known.attributes.map(attribute => [attribute.name, attribute]));
  for (const declared of declaredAttributes(spec, known.list)) {
    if (!attributes.has(declared.name)) {
      attributes.set(declared.name, declared);
    }
  }
  return {
    name: spec.name,
    document: spec.document as string,
    list: known.list ?? null,
    element: known.element,
    attributes: [...attributes.values()]
  };
}

/** Attributes declared for the labels: directly, or under the field of the list. */
function declaredAttributes(spec: IFieldSpec, list: string | undefined): readonly IFieldSpec[] {
  return (spec.fields ?? []).flatMap(field =>
    field.name === list && field.type === 'list' ? (field.fields ?? []) : [field]
  );
}

/** Attributes of a label that are known without looking at one. */
export function attributeNames(field: ILabelField): string[] {
  return [
    ...field.attributes.map(attribute => attribute.name),
    ...(field.element === 'Detection' ? ['bounding_box'] : []),
    ...(DOCUMENT_ATTRIBUTES[field.element] ?? [])
  ];
}

/**
 * What a path below a label leads to, or null if nothing of that name is known. `seen` are names of
 * attributes that labels of the field really have although nobody declared them.
 */
export function resolveAttribute(
  field: ILabelField,
  path: string,
  seen: ReadonlySet<string>
): AttributeTarget | null {
  const [name = '', ...rest] = path.split('.');
  if (name === 'id' || name === '_id') {
    return { kind: 'id' };
  }
  if (name === 'tags') {
    return { kind: 'tags' };
  }
  if (name === 'bounding_box' && field.element === 'Detection') {
    return { kind: 'box' };
  }
  const spec = field.attributes.find(attribute => attribute.name === name);
  if (spec) {
    const type = scalarTypeOf(spec.type);
    return type && rest.length === 0
      ? { kind: 'scalar', path: name, type, fieldType: spec.type }
      : { kind: 'opaque', path };
  }
  const known = name === '_cls' || seen.has(name) || attributeNames(field).includes(name);
  return known ? { kind: 'opaque', path } : null;
}
