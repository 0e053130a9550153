/** The one type that fits all values of a column. */
import type { FieldType, IFieldSpec } from '../../../protocol';
import { isPlain } from './make-labels';

type Simple = Extract<FieldType, 'bool' | 'int' | 'float' | 'string' | 'list' | 'dict'>;

const DATE = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Columns by name, each as wide as what was seen of it. */
export class ColumnTypes {
  private readonly _types = new Map<string, Simple>();

  note(name: string, value: unknown): void {
    if (value == null || !isPlain(value)) {
      return;
    }
    const type: Simple = Array.isArray(value)
      ? 'list'
      : typeof value === 'object'
        ? 'dict'
        : typeof value === 'number'
          ? Number.isInteger(value)
            ? 'int'
            : 'float'
          : typeof value === 'boolean'
            ? 'bool'
            : 'string';
    const known = this._types.get(name);
    this._types.set(name, known === undefined || known === type ? type : wider(known, type));
  }

  fields(): IFieldSpec[] {
    return [...this._types].map(([name, type]) => ({ name, type }));
  }

  /** A value as its column has it. */
  fit(name: string, value: unknown): unknown {
    if (value == null) {
      return null;
    }
    const type = this._types.get(name);
    if (type !== 'string' || typeof value === 'string') {
      return value;
    }
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

const wider = (a: Simple, b: Simple): Simple =>
  (a === 'int' && b === 'float') || (a === 'float' && b === 'int') ? 'float' : 'string';

/** Whether a text is a date as ISO 8601 writes it. */
export const isDateText = (text: string): boolean => DATE.test(text);
