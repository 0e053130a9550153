/** Where the values of an aggregated field lie in the columns. */
import { field as fieldExpression } from '../../../protocol';
import type { IDatasetColumns } from '../columns';
import { labelRows, labelTable, newRows, type IRows, type Rel, type RelType } from '../relational';
import { loweringFor, type IViewRows } from '../views';

export interface IColumnSource {
  rows: IRows;
  /** The value of a row; null: the row itself counts. */
  value: Rel | null;
  type: RelType;
  /** `value` is a code of the dictionary. */
  coded: boolean;
  /** The rows are elements of lists in labels: which label they belong to is not told. */
  nested?: boolean;
  /** Each sample has a list of rows; `present` (over samples) says where there is a list. */
  list: { present: Rel; samples: IRows } | null;
}

/**
 * Rows and values of a field under a view. List fields are unwound: one row per element.
 * @throws NotColumnar if only documents know, RequestError if there is no such field.
 */
export async function columnSource(
  columns: IDatasetColumns,
  view: IViewRows,
  path: string
): Promise<IColumnSource> {
  const lowering = loweringFor(columns, view.schema);
  const { context } = lowering;
  const samples = newRows(context, columns.layout.samples, 's');
  const scope = { kind: 'sample', alias: samples.alias, filters: view.transforms } as const;
  const restrict = async (rows: IRows): Promise<void> => {
    if (!view.whole) {
      const set = await view.set();
      rows.where.unshift({ kind: 'in_set', alias: rows.alias, by: 'sample', set, type: 'bool' });
    }
  };
  await restrict(samples);

  const target = view.schema.resolve(path);
  if (target.kind === 'attribute' && target.attribute.kind === 'tags') {
    // Tags of labels: rows of tags whose label is visible.
    const table = labelTable(columns.layout, target.field);
    const rows = newRows(context, table.tags, 't');
    const labels = labelRows(context, target.field, view.transforms);
    if (labels.rows.where.length > 0) {
      rows.where.push({
        kind: 'in_rows',
        alias: rows.alias,
        by: 'label',
        rows: labels.rows,
        type: 'bool'
      });
    }
    await restrict(rows);
    const value: Rel = { kind: 'column', alias: rows.alias, column: 'tag', type: 'number' };
    return { rows, value, type: 'string', coded: true, list: null, nested: true };
  }

  const lowered = lowering.lower(fieldExpression(path), scope);
  if (lowered.kind === 'scalar') {
    return { rows: samples, ...codeOf(lowered.rel), list: null };
  }
  if (lowered.kind === 'document') {
    samples.where.push(lowered.present);
    return { rows: samples, value: null, type: 'null', coded: false, list: null };
  }
  const { rows, element } = lowered.build();
  await restrict(rows);
  const list = { present: lowered.present, samples };
  return element.kind === 'label'
    ? { rows, value: null, type: 'null', coded: false, list }
    : { rows, ...codeOf(element.value), list };
}

function codeOf(value: Rel): { value: Rel; type: RelType; coded: boolean } {
  return value.kind === 'text'
    ? { value: value.code, type: 'string', coded: true }
    : { value, type: value.type, coded: false };
}
