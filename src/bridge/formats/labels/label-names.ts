/** In which fields the labels of an import are put. */
import type { LabelDocument } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { ImportRequest, Values } from '../format';

/** The field of importers with one kind of label. */
export function singleField(request: ImportRequest): string {
  const { label_field: field } = request;
  if (field != null && typeof field !== 'string') {
    throw new RequestError(
      'invalid',
      `The labels of ${request.format} are of one kind: give label_field as one name.`
    );
  }
  return field ?? 'ground_truth';
}

/** The field of a kind of label, of importers with several kinds: `label_field` renames or prefixes. */
export function keyedField(request: ImportRequest, key: string): string {
  const { label_field: field } = request;
  if (field == null) {
    return key;
  }
  return typeof field === 'string' ? `${field}_${key}` : (field[key] ?? key);
}

/** The fields of labels by key; kinds without a label are left out. */
export function keyedValues(
  request: ImportRequest,
  labels: Readonly<Record<string, LabelDocument | null>>
): Values {
  const values: Values = {};
  for (const [key, document] of Object.entries(labels)) {
    if (document) {
      values[keyedField(request, key)] = document;
    }
  }
  return values;
}
