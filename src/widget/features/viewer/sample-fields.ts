/** The fields of a sample that are no labels, one line each; documents are opened. */
import { isLabelField, type IDatasetInfo } from '../../../protocol';
import { exactFieldText, fieldText } from './field-text';

export interface IFieldLine {
  path: string;
  text: string;
  /** All digits, and for times the moment in UTC. */
  exact: string;
  none: boolean;
}

export function sampleFields(
  fields: Record<string, unknown>,
  dataset: IDatasetInfo | null
): IFieldLine[] {
  const labels = new Set(dataset?.fields.filter(isLabelField).map(({ name }) => name));
  const lines: IFieldLine[] = [];
  const add = (path: string, value: unknown): void => {
    if (isDocument(value)) {
      for (const [name, inner] of Object.entries(value)) {
        if (!name.startsWith('_')) {
          add(`${path}.${name}`, inner);
        }
      }
      return;
    }
    const none = value === null || value === undefined;
    lines.push({ path, text: fieldText(value), exact: exactFieldText(value), none });
  };
  for (const [name, value] of Object.entries(fields)) {
    if (!labels.has(name)) {
      add(name, value);
    }
  }
  return lines;
}

function isDocument(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !('$date' in value) &&
    !('$array' in value)
  );
}
