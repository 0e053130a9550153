/** Static types of values in expressions. */
import type { FieldType } from '../../../protocol';

/** What a column holds. Numbers are doubles, dates are milliseconds since the epoch, UTC. */
export type ScalarType = 'number' | 'string' | 'bool' | 'date';

export type ValueType =
  | ScalarType
  | 'null'
  /** An embedded document, a dict or an array: something with parts. */
  | 'document'
  /** Known only from the documents themselves. */
  | 'any'
  | { list: ValueType };

/** How columns hold a field type, or null if no column can. */
export function scalarTypeOf(type: FieldType | undefined): ScalarType | null {
  switch (type) {
    case 'string':
    case 'object_id':
      return 'string';
    case 'int':
    case 'float':
      return 'number';
    case 'bool':
      return 'bool';
    case 'date':
    case 'datetime':
      return 'date';
    default:
      return null;
  }
}

export const isList = (type: ValueType): type is { list: ValueType } => typeof type === 'object';

/** Levels of lists. */
export const listDepth = (type: ValueType): number => (isList(type) ? 1 + listDepth(type.list) : 0);

/** For messages: `a list of numbers`. */
export function describeType(type: ValueType): string {
  if (isList(type)) {
    return type.list === 'any'
      ? 'a list'
      : `a list of ${PLURALS[type.list as ScalarType] ?? 'values'}`;
  }
  return { ...NAMES }[type];
}

const NAMES: Record<Exclude<ValueType, object>, string> = {
  number: 'a number',
  string: 'a text',
  bool: 'true or false',
  date: 'a date',
  null: 'nothing',
  document: 'a document',
  any: 'a value'
};
const PLURALS: Record<ScalarType | 'document', string> = {
  number: 'numbers',
  string: 'texts',
  bool: 'booleans',
  date: 'dates',
  document: 'documents'
};
