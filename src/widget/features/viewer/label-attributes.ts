/** What the sample's document says of a label, beyond what the picture shows of it. */
import { LABEL_CLASSES } from '../../../protocol';

export type Attributes = Record<string, unknown>;

/** Attributes that are shown in a way of their own, or are too long for a card. */
const SHOWN: ReadonlySet<string> = new Set([
  'id',
  'label',
  'confidence',
  'index',
  'bounding_box',
  'points',
  'mask',
  'map',
  'logits',
  'instance'
]);
const LISTS: readonly string[] = Object.values(LABEL_CLASSES).flatMap(({ list }) => list ?? []);

/** Attributes of the label `id` among the fields of a sample; none if it is not there. */
export function attributesOf(fields: Attributes, id: string): Attributes {
  for (const value of Object.values(fields)) {
    const found = findLabel(value, id);
    if (found) {
      return Object.fromEntries(
        Object.entries(found).filter(
          ([name, inner]) =>
            !SHOWN.has(name) &&
            !name.startsWith('_') &&
            inner !== null &&
            !(Array.isArray(inner) && inner.length === 0)
        )
      );
    }
  }
  return {};
}

function findLabel(value: unknown, id: string): Attributes | null {
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = findLabel(item, id);
      if (found) {
        return found;
      }
    }
    return null;
  }
  if (typeof value !== 'object' || value === null || !('_cls' in value)) {
    return null;
  }
  const document = value as Attributes;
  if (document['_id'] === id || document['id'] === id) {
    return document;
  }
  for (const key of LISTS) {
    const found = findLabel(document[key], id);
    if (found) {
      return found;
    }
  }
  return null;
}
