/** Where the values of an aggregation lie in the columns. */
import type { IDatasetColumns } from '../columns';
import {
  call,
  isNull,
  labelRows,
  labelTable,
  newRows,
  requireUnchanged,
  type IRows,
  type Rel,
  type RelType
} from '../relational';
import { loweringFor, type IViewRows } from '../views';
import type { ISubject } from './subject';

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
 * Rows and values of a subject under a view. Lists are unwound: one row per element.
 *
 * @param safe whether to leave out rows with numbers that are not finite
 * @throws NotColumnar if only documents know
 */
export async function columnSource(
  columns: IDatasetColumns,
  view: IViewRows,
  subject: ISubject,
  safe: boolean
): Promise<IColumnSource> {
  const source = await unsafeSource(columns, view, subject);
  if (safe && source.value && source.type === 'number') {
    const finite = call('is_finite', 'bool', source.value);
    source.rows.where.push(call('or', 'bool', isNull(source.value), finite));
  }
  return source;
}

async function unsafeSource(
  columns: IDatasetColumns,
  view: IViewRows,
  subject: ISubject
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

  const target = subject.field === null ? null : view.schema.resolve(subject.field);
  if (target?.kind === 'attribute' && target.attribute.kind === 'tags') {
    // Tags of labels: rows of tags whose label is visible.
    requireUnchanged(view.transforms, target.field.name, 'tags');
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

  const lowered = lowering.lower(subject.expression, scope);
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
