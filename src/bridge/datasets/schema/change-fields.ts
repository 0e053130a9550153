/** Takes fields out of a schema, renames and describes them. */
import type { IFieldSpec } from '../../../protocol';
import type { IFieldLocation } from './field-location';

/**
 * The schema with one field replaced, or taken out if `edit` returns null. `missing`: what to put
 * where the field is not declared by itself, because its class always has it.
 */
export function editField(
  fields: readonly IFieldSpec[],
  path: readonly string[],
  edit: (field: IFieldSpec) => IFieldSpec | null,
  missing: IFieldSpec | null = null
): IFieldSpec[] {
  const [name, ...rest] = path;
  if (missing && rest.length === 0 && !fields.some(field => field.name === name)) {
    return [...fields, missing];
  }
  return fields.flatMap(field => {
    if (field.name !== name) {
      return [field];
    }
    if (rest.length === 0) {
      const edited = edit(field);
      return edited ? [edited] : [];
    }
    const { fields: inner, ...spec } = field;
    const edited = editField(inner ?? [], rest, edit, missing);
    return [edited.length > 0 ? { ...spec, fields: edited } : spec];
  });
}

/** The schema without a field. */
export const withoutField = (
  fields: readonly IFieldSpec[],
  location: IFieldLocation
): IFieldSpec[] => editField(fields, location.names, () => null);

/** The schema with a field under another name, at its place. */
export const withRenamed = (
  fields: readonly IFieldSpec[],
  location: IFieldLocation,
  name: string
): IFieldSpec[] => editField(fields, location.names, field => ({ ...field, name }));

/** The schema with other facts about a field; undefined leaves a fact as it is. */
export const withFacts = (
  fields: readonly IFieldSpec[],
  location: IFieldLocation,
  facts: Partial<Pick<IFieldSpec, 'description' | 'info' | 'read_only'>>
): IFieldSpec[] => {
  const { spec } = location;
  const missing = spec && { ...spec, ...facts };
  return editField(fields, location.names, field => ({ ...field, ...facts }), missing);
};
