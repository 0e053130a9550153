/** Takes the tables and columns of fields that are gone out of a layout. */
import type { IFieldSpec } from '../../../protocol';
import { quoteName } from './sql-literal';
import type { IDatasetLayout } from './dataset-layout';

/** What a schema still has. */
export interface IWanted {
  /** Paths of scalar columns of samples. */
  columns: ReadonlySet<string>;
  /** Names of fields. */
  fields: ReadonlySet<string>;
  /** Paths of lists with a table. */
  lists: ReadonlySet<string>;
  /** Names of label fields. */
  labels: ReadonlySet<string>;
}

export function shrinkLayout(
  layout: IDatasetLayout,
  wanted: IWanted
): { layout: IDatasetLayout; statements: string[] } {
  const statements: string[] = [];
  const dropColumn = (column: string): void => {
    statements.push(`ALTER TABLE ${quoteName(layout.samples)} DROP COLUMN ${quoteName(column)}`);
  };
  const dropTable = (table: string): void => {
    statements.push(`DROP TABLE ${quoteName(table)}`);
  };
  const columns = layout.columns.filter(column => {
    const kept = wanted.columns.has(column.path);
    if (!kept) {
      dropColumn(column.column);
    }
    return kept;
  });
  const present = Object.fromEntries(
    Object.entries(layout.present).filter(([field, column]) => {
      const kept = wanted.fields.has(field);
      if (!kept) {
        dropColumn(column);
      }
      return kept;
    })
  );
  const lists = layout.lists.filter(list => {
    const kept = wanted.lists.has(list.path);
    if (!kept) {
      dropTable(list.table);
    }
    return kept;
  });
  const labels = layout.labels.filter(({ field, table, tags }) => {
    const kept = wanted.labels.has(field);
    if (!kept) {
      dropTable(table);
      dropTable(tags);
    }
    return kept;
  });
  return { layout: { ...layout, columns, present, lists, labels }, statements };
}

/** What was seen of the labels of fields that are still there. */
export const withoutMissing = (
  seen: Readonly<Record<string, Set<string>>>,
  fields: readonly IFieldSpec[]
): Record<string, Set<string>> =>
  Object.fromEntries(
    Object.entries(seen).filter(([name]) => fields.some(field => field.name === name))
  );
