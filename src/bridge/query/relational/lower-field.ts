/** Field reads in relational form. */
import type { Expression } from '../../../protocol';
import { resolveAttribute, type DatasetSchema, type ILabelField, type ScalarType } from '../schema';
import type { IColumn, IColumnLayout, ILabelTable } from './layout';
import {
  computedValue,
  isChanged,
  NotColumnar,
  type IComputedValue,
  type IListRows,
  type Lowered,
  type LowerScope,
  type Transform
} from './lowered';
import { call, column, not, position, truth, type IRows, type Rel } from './relation';

/** What lowering needs to know; `labelWhere` is how label filters restrict rows of labels. */
export interface ILowerContext {
  schema: DatasetSchema;
  layout: IColumnLayout;
  newAlias(letter: string): string;
  labelWhere(field: ILabelField, rows: IRows, filters: readonly Transform[]): Rel[];
  lower(expression: Expression, scope: LowerScope): Lowered;
}

export function newRows(context: ILowerContext, table: string, letter: string): IRows {
  return {
    table,
    alias: context.newAlias(letter),
    samples: context.layout.samples,
    sample: null,
    where: []
  };
}

/** Alias of the sample that the rows belong to; joins it if it is not yet. */
export function sampleOf(context: ILowerContext, rows: IRows): string {
  rows.sample ??= context.newAlias('s');
  return rows.sample;
}

export function labelTable(layout: IColumnLayout, field: ILabelField): ILabelTable {
  const table = layout.labels.find(labels => labels.field === field.name);
  if (!table) {
    throw new NotColumnar(`'${field.name}' has no columns`);
  }
  return table;
}

function valueOf(context: ILowerContext, alias: string, found: IColumn): Rel {
  const value = column(alias, found.column, found.coded ? 'number' : found.type);
  return found.coded
    ? { kind: 'text', code: value, dictionary: context.layout.dictionary, type: 'string' }
    : value;
}

/** @throws NotColumnar if a stage changed what the field holds */
export function requireUnchanged(transforms: readonly Transform[], field: string, part = ''): void {
  if (isChanged(transforms, field, part)) {
    throw new NotColumnar(`'${field}' was changed by a stage before`);
  }
}

/** Rows of the labels of a field as the label filters leave them. */
export function labelRows(
  context: ILowerContext,
  field: ILabelField,
  filters: readonly Transform[]
): IListRows & { element: { kind: 'label' } } {
  requireUnchanged(filters, field.name);
  const table = labelTable(context.layout, field);
  const rows = newRows(context, table.table, 'l');
  rows.where.push(...context.labelWhere(field, rows, filters));
  return { rows, element: { kind: 'label', field, table } };
}

/** A flag column of the samples. */
function present(context: ILowerContext, alias: string, path: string): Rel {
  const flag = context.layout.present[path];
  if (flag === undefined) {
    throw new NotColumnar(`'${path}' has no columns`);
  }
  return call('is_true', 'bool', column(alias, flag, 'bool'));
}

/** Whether the document of a label field is there: a filtered single label may be gone. */
function labelsPresent(
  context: ILowerContext,
  alias: string,
  field: ILabelField,
  filters: readonly Transform[]
): Rel {
  if (field.list !== null || !filters.some(filter => filter.field === field.name)) {
    return present(context, alias, field.name);
  }
  const { rows } = labelRows(context, field, filters);
  return { kind: 'in_rows', alias, by: 'sample', rows, type: 'bool' };
}

/** What a stage computed. @throws NotColumnar if it is not of the type that the path is known for */
function lowerComputed(
  context: ILowerContext,
  { expression }: IComputedValue,
  scope: LowerScope,
  path: string,
  type: ScalarType | null
): Lowered {
  const lowered = context.lower(expression, scope);
  if (lowered.kind !== 'scalar' || (type !== null && lowered.rel.type !== type)) {
    throw new NotColumnar(`'${path}' was changed by a stage before`);
  }
  return lowered;
}

function attributeOfLabel(
  context: ILowerContext,
  scope: {
    field: ILabelField;
    table: ILabelTable;
    rows: IRows;
    filters: readonly Transform[];
  },
  path: string
): Lowered {
  const { alias } = scope.rows;
  requireUnchanged(scope.filters, scope.field.name, path);
  const computed = computedValue(scope.filters, scope.field.name, path);
  if (computed) {
    const known = resolveAttribute(scope.field, path, new Set());
    const type = known?.kind === 'scalar' ? known.type : null;
    const before = { ...scope, kind: 'label', filters: computed.before } as const;
    return lowerComputed(context, computed, before, path, type);
  }
  const target = context.schema.resolveAttribute(scope.field, path);
  switch (target.kind) {
    case 'id':
      return { kind: 'scalar', rel: { kind: 'id', alias, type: 'string' } };
    case 'scalar': {
      const found = scope.table.attributes.find(a => a.path === target.path);
      if (!found) {
        throw new NotColumnar(`attribute '${path}' has no column`);
      }
      return { kind: 'scalar', rel: valueOf(context, alias, found) };
    }
    case 'tags':
      return {
        kind: 'list',
        alias,
        by: 'label',
        present: truth(true),
        build: () => {
          const rows = newRows(context, scope.table.tags, 't');
          return { rows, element: { kind: 'value', value: tagText(context, rows.alias) } };
        }
      };
    default:
      throw new NotColumnar(`attribute '${path}' of '${scope.field.name}' has no column`);
  }
}

function tagText(context: ILowerContext, alias: string): Rel {
  const code = column(alias, 'tag', 'number');
  return { kind: 'text', code, dictionary: context.layout.dictionary, type: 'string' };
}

/** A path below a sample. */
function fieldOfSample(
  context: ILowerContext,
  alias: string,
  filters: readonly Transform[],
  path: string
): Lowered {
  if (path === '') {
    return { kind: 'document', present: truth(true) };
  }
  const { field, part } = context.schema.partOf(path);
  requireUnchanged(filters, field, part);
  const { layout } = context;
  const target = context.schema.resolve(path);
  switch (target.kind) {
    case 'id':
      return { kind: 'scalar', rel: { kind: 'id', alias, type: 'string' } };
    case 'tags':
      return {
        kind: 'list',
        alias,
        by: 'sample',
        present: truth(true),
        build: () => {
          const rows = newRows(context, layout.tags, 't');
          return { rows, element: { kind: 'value', value: tagText(context, rows.alias) } };
        }
      };
    case 'scalar': {
      const computed = computedValue(filters, path, '');
      if (computed) {
        const before = { kind: 'sample', alias, filters: computed.before } as const;
        return lowerComputed(context, computed, before, path, target.type);
      }
      const found = layout.columns.find(c => c.path === path);
      if (!found) {
        throw new NotColumnar(`'${path}' has no column`);
      }
      return { kind: 'scalar', rel: valueOf(context, alias, found) };
    }
    case 'list': {
      const list = layout.lists.find(l => l.path === path);
      if (!list) {
        throw new NotColumnar(`'${path}' has no columns`);
      }
      return {
        kind: 'list',
        alias,
        by: 'sample',
        present: present(context, alias, path),
        build: () => {
          const rows = newRows(context, list.table, 'v');
          return {
            rows,
            element: { kind: 'value', value: valueOf(context, rows.alias, list.value) }
          };
        }
      };
    }
    case 'document':
      return { kind: 'document', present: present(context, alias, path) };
    case 'labels':
      return { kind: 'document', present: labelsPresent(context, alias, target.field, filters) };
    case 'elements':
      return {
        kind: 'list',
        alias,
        by: 'sample',
        present: present(context, alias, target.field.name),
        build: () => labelRows(context, target.field, filters)
      };
    case 'attribute':
      return attributeOfSample(context, alias, filters, target.field, path);
    case 'opaque':
      if (target.present !== null && target.present === path) {
        return { kind: 'document', present: present(context, alias, path) };
      }
      throw new NotColumnar(`'${path}' has no column`);
  }
}

/** `predictions.detections.label` (a list) or `weather.label` (one value) of a sample. */
function attributeOfSample(
  context: ILowerContext,
  alias: string,
  filters: readonly Transform[],
  field: ILabelField,
  path: string
): Lowered {
  const below = path.split('.').slice(1);
  const attribute = (below[0] === field.list ? below.slice(1) : below).join('.');
  const read = (): { rows: IRows; value: Rel } => {
    const { rows, element } = labelRows(context, field, filters);
    const value = attributeOfLabel(context, { ...element, rows, filters }, attribute);
    if (value.kind !== 'scalar') {
      throw new NotColumnar(`'${path}' is a list in each label`);
    }
    return { rows, value: value.rel };
  };
  if (field.list !== null) {
    read();
    return {
      kind: 'list',
      alias,
      by: 'sample',
      present: present(context, alias, field.name),
      build: () => {
        const { rows, value } = read();
        return { rows, element: { kind: 'value', value } };
      }
    };
  }
  const { rows, value } = read();
  const coded = value.kind === 'text';
  const first: Rel = {
    kind: 'of_rows',
    aggregate: 'first',
    value: coded ? value.code : value,
    alias,
    by: 'sample',
    rows,
    type: coded ? 'number' : value.type
  };
  return { kind: 'scalar', rel: coded ? { ...value, code: first } : first };
}

/** A field read where `scope` stands. @throws NotColumnar */
export function lowerField(
  context: ILowerContext,
  scope: LowerScope,
  path: string,
  root: boolean
): Lowered {
  if (scope.kind === 'sample') {
    return fieldOfSample(context, scope.alias, scope.filters, path);
  }
  if (root) {
    return fieldOfSample(context, sampleOf(context, scope.rows), scope.filters, path);
  }
  if (scope.kind === 'element') {
    if (path !== '') {
      throw new NotColumnar(`'${path}' of an element of a list has no column`);
    }
    return { kind: 'scalar', rel: scope.value };
  }
  return path === ''
    ? { kind: 'document', present: truth(true) }
    : attributeOfLabel(context, scope, path);
}

/** One of the four numbers of the label's box, or null if the path is no box. */
export function lowerBox(
  context: ILowerContext,
  scope: LowerScope,
  path: string,
  index: number
): Rel | null {
  if (scope.kind !== 'label' || !scope.table.box) {
    return null;
  }
  requireUnchanged(scope.filters, scope.field.name, path);
  const target = context.schema.resolveAttribute(scope.field, path);
  const at = index < 0 ? index + 4 : index;
  return target.kind === 'box' && at >= 0 && at < 4
    ? column(scope.rows.alias, `b${at}`, 'number')
    : null;
}

/** The condition that a value or list is null. */
export function isMissing(value: Lowered): Rel {
  return value.kind === 'scalar' ? call('is_null', 'bool', value.rel) : not(value.present);
}

export { position };
