/** Adds fields to a schema; what is there already must agree with what is added. */
import { LABEL_CLASSES, type IFieldSpec } from '../../../protocol';
import { RequestError } from '../../request-error';
import { editField } from './change-fields';
import { documentFields, isRelatedClass } from './document-fields';
import { fieldPath } from './field-name';
import { describeType } from './field-spec-text';

function mismatch(path: string, expected: IFieldSpec, found: IFieldSpec): never {
  throw new RequestError(
    'wrong_type',
    `The field '${path}' is of type ${describeType(expected)}, it cannot also be of type ${describeType(found)}. Use another field name, or convert the values.`,
    { field: path, expected: describeType(expected), found: describeType(found) }
  );
}

/** Whether `found` may be declared where `existing` is. */
function agrees(existing: IFieldSpec, found: IFieldSpec): boolean {
  if (existing.type === 'any') {
    return true;
  }
  if (existing.type !== found.type) {
    return existing.type === 'object_id' && found.type === 'string';
  }
  if (
    existing.document !== undefined &&
    found.document !== undefined &&
    !isRelatedClass(existing.document, found.document)
  ) {
    return false;
  }
  // An untyped list or dict agrees with every typed one, and stays untyped.
  return (
    existing.subtype === undefined ||
    found.subtype === undefined ||
    existing.subtype === found.subtype
  );
}

/** A new field as it is kept. @throws RequestError if its type is not whole or its names are bad. */
function newField(spec: IFieldSpec, path: string): IFieldSpec {
  if (spec.type === 'document' && spec.document === undefined) {
    throw new RequestError(
      'invalid',
      `The field '${path}' is declared as a document, but not of which class.`,
      { field: path }
    );
  }
  if (!spec.fields) {
    return spec;
  }
  return { ...spec, fields: mergeList([], spec.fields, path) };
}

function mergeField(existing: IFieldSpec, found: IFieldSpec, path: string): IFieldSpec {
  if (!agrees(existing, found)) {
    mismatch(path, existing, found);
  }
  const merged = { ...existing };
  if (found.fields) {
    const declared = existing.fields ?? [];
    const own = documentFields({ ...existing, fields: [] }).filter(
      field => !declared.some(d => d.name === field.name)
    );
    const fields = mergeList([...own, ...declared], found.fields, path).filter(
      field => !own.some(o => o.name === field.name)
    );
    if (existing.read_only && fields.length > (existing.fields?.length ?? 0)) {
      throw new RequestError('invalid', `Cannot edit read-only field '${path}'.`, { field: path });
    }
    if (fields.length > 0) {
      merged.fields = fields;
    }
  }
  if (!existing.read_only) {
    if (found.description != null) {
      merged.description = found.description;
    }
    if (found.info != null) {
      merged.info = found.info;
    }
  }
  if (found.read_only !== undefined && path.split('.').length === 1 && !existing.read_only) {
    merged.read_only = found.read_only;
  }
  return merged;
}

function mergeList(
  existing: readonly IFieldSpec[],
  added: readonly IFieldSpec[],
  parent: string
): IFieldSpec[] {
  const merged = [...existing];
  for (const field of added) {
    const path = parent === '' ? field.name : `${parent}.${field.name}`;
    fieldPath(path);
    const index = merged.findIndex(known => known.name === field.name);
    const known = merged[index];
    if (known) {
      merged[index] = mergeField(known, field, path);
    } else {
      merged.push(newField(field, path));
    }
  }
  return merged;
}

/**
 * A dotted declaration as one of the top-level field: `predictions.detections.truncated` declares
 * `truncated` on the elements of `predictions`; the name of the list may be left out.
 */
function nest(existing: readonly IFieldSpec[], spec: IFieldSpec): IFieldSpec {
  const [top, ...rest] = fieldPath(spec.name);
  const parent = existing.find(field => field.name === top);
  if (rest.length === 0) {
    return spec;
  }
  const isDocument =
    parent?.type === 'document' || (parent?.type === 'list' && parent.subtype === 'document');
  if (!parent || !isDocument) {
    throw new RequestError(
      'invalid',
      `'${spec.name}' cannot be declared: ${parent ? `'${top}' is of type ${describeType(parent)} and has no parts` : `there is no field '${top}'`}.`,
      { field: spec.name }
    );
  }
  const list = parent.document === undefined ? undefined : LABEL_CLASSES[parent.document]?.list;
  const inner = rest.length > 1 && rest[0] === list ? rest.slice(1) : rest;
  const name = inner.join('.');
  const fields = [nest(documentFields(parent), { ...spec, name })];
  return {
    name: parent.name,
    type: parent.type,
    fields,
    ...(parent.subtype === undefined ? {} : { subtype: parent.subtype }),
    ...(parent.document === undefined ? {} : { document: parent.document })
  };
}

/**
 * `tags[]` declares what the elements of the untyped list `tags` are.
 */
function withElements(existing: readonly IFieldSpec[], spec: IFieldSpec): IFieldSpec[] {
  const path = spec.name.slice(0, -ELEMENTS.length);
  let found = false;
  const { type: subtype, document, fields } = spec;
  const merged = editField(existing, fieldPath(path), list => {
    found = true;
    const typed: IFieldSpec = {
      ...list,
      subtype,
      ...(document === undefined ? {} : { document }),
      ...(fields === undefined ? {} : { fields })
    };
    if (list.type !== 'list' || (list.subtype !== undefined && !agrees(list, typed))) {
      mismatch(path, list, typed);
    }
    return typed;
  });
  if (!found) {
    throw new RequestError(
      'invalid',
      `There is no list '${path}' whose elements could be declared.`,
      {
        field: path
      }
    );
  }
  return merged;
}

const ELEMENTS = '[]';

/**
 * The schema with `added`, or null if that changes nothing.
 * @throws RequestError `wrong_type` if a field is there with another type, `invalid` for bad names.
 */
export function mergeFields(
  existing: readonly IFieldSpec[],
  added: readonly IFieldSpec[]
): IFieldSpec[] | null {
  let merged = [...existing];
  for (const spec of added) {
    merged = spec.name.endsWith(ELEMENTS)
      ? withElements(merged, spec)
      : mergeList(merged, [nest(merged, spec)], '');
  }
  return JSON.stringify(merged) === JSON.stringify(existing) ? null : merged;
}
