/**
 * Checks of what a message says of itself, before flechette believes it: a damaged length would make
 * it fill the memory.
 */
import type { FlatTable } from './flat-table';

const MAX_FIELDS = 20_000;
const MAX_DEPTH = 64;
const UNION = 14;

/** @throws Error, RangeError */
export function checkSchema(schema: FlatTable): void {
  if (schema.byte(0) !== 0) {
    throw new Error('its numbers have their highest byte first, which cannot be read');
  }
  let left = MAX_FIELDS;
  const notes = (table: FlatTable, field: number): void => {
    for (const pair of table.tables(field)) {
      pair.vector(0, 1);
      pair.vector(1, 1);
    }
  };
  const walk = (field: FlatTable, depth: number): void => {
    left -= 1;
    if (left < 0 || depth > MAX_DEPTH) {
      throw new Error('it has too many columns, or columns that are nested too deeply');
    }
    field.vector(0, 1);
    notes(field, 6);
    if (field.byte(2) === UNION) {
      field.table(3)?.vector(1, 4);
    }
    for (const child of field.tables(5)) {
      walk(child, depth + 1);
    }
  };
  notes(schema, 2);
  for (const field of schema.tables(1)) {
    walk(field, 0);
  }
}

/** `batch`: its lists. @throws Error, RangeError */
export function checkBatch(batch: FlatTable): void {
  if (batch.long(0) < 0) {
    throw new Error('it has a negative number of rows');
  }
  batch.vector(1, 16);
  batch.vector(2, 16);
  batch.vector(4, 8);
}
