/** Values of fields as short texts under a tile. */
import { LABEL_CLASSES } from '../../../protocol';
import { isDate, readPath, type Value } from '../expressions';

function textOf(value: Value): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
  }
  if (isDate(value)) {
    return new Date(value.$date).toISOString().replace('T', ' ').slice(0, 19);
  }
  if (Array.isArray(value)) {
    return value
      .map(textOf)
      .filter(text => text !== '')
      .join(', ');
  }
  if (typeof value === 'object' && !(value instanceof Uint8Array)) {
    return labelText(value as { [name: string]: unknown });
  }
  return typeof value === 'object' ? '' : String(value);
}

/** A label by its name, a list of labels by theirs, another document not at all. */
function labelText(document: { [name: string]: unknown }): string {
  const known = LABEL_CLASSES[document['_cls'] as string];
  if (!known) {
    return '';
  }
  return textOf(readPath(document, document['_cls'] === 'Regression' ? 'value' : 'label'));
}

/** The caption of a sample for a path; empty if there is nothing to say. */
export const captionOf = (sample: Value, path: string): string => textOf(readPath(sample, path));
