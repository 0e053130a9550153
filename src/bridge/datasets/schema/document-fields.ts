/** Fields that embedded documents have by their class, besides those declared in the schema. */
import { LABEL_CLASSES, METADATA_CLASSES, type IFieldSpec } from '../../../protocol';

/** Fields of a document of this class: those of the class, then those declared. */
export function documentFields(spec: Pick<IFieldSpec, 'document' | 'fields'>): IFieldSpec[] {
  const own = (spec.document !== undefined && METADATA_CLASSES[spec.document]) || [];
  const declared = spec.fields ?? [];
  return [...own.filter(field => !declared.some(d => d.name === field.name)), ...declared];
}

const isOurs = (name: string): boolean => name in METADATA_CLASSES || name in LABEL_CLASSES;

/**
 * Whether a document of class `found` may stand where `declared` was declared. How classes that
 * users wrote are related is known to their programs only, which check it.
 */
export const isRelatedClass = (declared: string, found: string): boolean =>
  declared === found ||
  (declared in METADATA_CLASSES && found in METADATA_CLASSES) ||
  (!isOurs(declared) && !isOurs(found));
