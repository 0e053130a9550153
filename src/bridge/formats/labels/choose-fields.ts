/** Which label fields an export writes. */
import { LABEL_CLASSES, type IFieldSpec } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { ExportRequest } from '../format';

export interface IChosenField {
  name: string;
  /** Class of its documents. */
  cls: string;
  /** What the format calls it. */
  key: string;
}

const labelClass = ({ type, document }: IFieldSpec): string | null =>
  type === 'document' && document !== undefined && document in LABEL_CLASSES ? document : null;

const matches = (pattern: string, name: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`
  ).test(name);

function named(
  pattern: string,
  fields: readonly IFieldSpec[],
  accepted: readonly string[],
  request: ExportRequest
): IFieldSpec[] {
  if (/[*?]/.test(pattern)) {
    return fields.filter(
      field => matches(pattern, field.name) && accepted.includes(labelClass(field) ?? '')
    );
  }
  const field = fields.find(one => one.name === pattern);
  const cls = field ? labelClass(field) : null;
  if (!field || cls === null) {
    const known = fields.filter(one => labelClass(one) !== null).map(one => `'${one.name}'`);
    throw new RequestError(
      'unknown_field',
      `There is no label field '${pattern}'. ${known.length > 0 ? `There are: ${known.join(', ')}.` : 'There are no label fields.'}`,
      { field: pattern }
    );
  }
  if (!accepted.includes(cls)) {
    throw new RequestError(
      'invalid',
      `The field '${pattern}' holds ${cls}; ${request.format} takes ${accepted.join(', ')}.`,
      { field: pattern }
    );
  }
  return [field];
}

/**
 * The fields that were asked for, else those that fit: of classes `accepted`, the first ones first.
 * @throws RequestError if a field is not there or of another class
 */
export function chooseFields(
  request: ExportRequest,
  fields: readonly IFieldSpec[],
  accepted: readonly string[]
): IChosenField[] {
  const { label_field: wanted } = request;
  const chosen = (field: IFieldSpec, key = field.name): IChosenField => ({
    name: field.name,
    cls: labelClass(field) as string,
    key
  });
  if (wanted == null) {
    return fields
      .filter(field => accepted.includes(labelClass(field) ?? ''))
      .sort((a, b) => accepted.indexOf(labelClass(a) ?? '') - accepted.indexOf(labelClass(b) ?? ''))
      .map(field => chosen(field));
  }
  if (typeof wanted === 'object' && !Array.isArray(wanted)) {
    return Object.entries(wanted).flatMap(([name, key]) =>
      named(name, fields, accepted, request).map(field => chosen(field, key))
    );
  }
  const patterns = typeof wanted === 'string' ? [wanted] : wanted;
  const found = patterns.flatMap(pattern => named(pattern, fields, accepted, request));
  return [...new Set(found)].map(field => chosen(field));
}

/** The one field of a format with one kind of label; null if there is none. */
export function chooseField(
  request: ExportRequest,
  fields: readonly IFieldSpec[],
  accepted: readonly string[]
): IChosenField | null {
  const found = chooseFields(request, fields, accepted);
  if (request.label_field != null && found.length > 1) {
    throw new RequestError(
      'invalid',
      `${request.format} holds one label field; label_field names ${found.length}.`
    );
  }
  return found[0] ?? null;
}

/** As `chooseField`. @throws RequestError if there is none */
export function requireField(
  request: ExportRequest,
  fields: readonly IFieldSpec[],
  accepted: readonly string[]
): IChosenField {
  const found = chooseField(request, fields, accepted);
  if (!found) {
    throw new RequestError(
      'invalid',
      `There is no label field that ${request.format} could hold: it takes ${accepted.join(', ')}.`
    );
  }
  return found;
}
