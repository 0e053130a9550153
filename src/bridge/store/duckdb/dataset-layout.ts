/** Which tables and columns a dataset needs, and how they grow with its schema. */
import type { IColumn, IColumnLayout, ILabelTable, IListTable } from '../../query/relational';
import { type DatasetSchema, partsOf, scalarTypeOf } from '../../query/schema';
import type { FieldType, IFieldSpec } from '../../../protocol';
import { shrinkLayout, type IWanted } from './shrink-layout';
import { quoteName } from './sql-literal';
import type { StorageType } from './table-writer';

export interface IDatasetLayout extends IColumnLayout {
  /** Number of the next column or table name. */
  next: number;
}

/** What must happen to the tables so that they fit a schema. */
export interface ILayoutChange {
  layout: IDatasetLayout;
  statements: string[];
  /** Label fields whose tables must be filled again. */
  refill: string[];
}

export function storageOf(column: Pick<IColumn, 'type' | 'coded'>): StorageType {
  if (column.coded) {
    return 'UINTEGER';
  }
  return { number: 'DOUBLE', date: 'DOUBLE', bool: 'BOOLEAN', string: 'VARCHAR' }[
    column.type
  ] as StorageType;
}

export function emptyLayout(dataset: string): IDatasetLayout {
  return {
    samples: `d_${dataset}_samples`,
    tags: `d_${dataset}_tags`,
    dictionary: `d_${dataset}_texts`,
    columns: [],
    present: {},
    lists: [],
    labels: [],
    next: 0
  };
}

/** Prefix of every table of a dataset. */
export const tablePrefix = (dataset: string): string => `d_${dataset}_`;

const serial = (column: string): number => Number(column.slice(1));

/** Names and types of a table's columns in order. */
export function sampleStorage(layout: IColumnLayout): [string, StorageType][] {
  const named = [
    ...layout.columns.map(c => [c.column, storageOf(c)] as [string, StorageType]),
    ...Object.values(layout.present).map(name => [name, 'BOOLEAN'] as [string, StorageType])
  ];
  return [
    ['rid', 'UINTEGER'],
    ['i0', 'UINTEGER'],
    ['i1', 'UINTEGER'],
    ['i2', 'UINTEGER'],
    // Columns that came later stand behind: their names count up.
    ...named.sort(([a], [b]) => serial(a) - serial(b))
  ];
}
export function labelStorage(labels: ILabelTable): [string, StorageType][] {
  return [
    ['rid', 'UINTEGER'],
    ['pos', 'UINTEGER'],
    ['i0', 'UINTEGER'],
    ['i1', 'UINTEGER'],
    ['i2', 'UINTEGER'],
    ...labels.attributes.map(c => [c.column, storageOf(c)] as [string, StorageType]),
    ...(labels.box ? [0, 1, 2, 3] : []).map(i => [`b${i}`, 'FLOAT'] as [string, StorageType])
  ];
}
export const listStorage = (list: IListTable): [string, StorageType][] => [
  ['rid', 'UINTEGER'],
  ['pos', 'UINTEGER'],
  ['value', storageOf(list.value)]
];
export const TAG_STORAGE: [string, StorageType][] = [
  ['rid', 'UINTEGER'],
  ['tag', 'UINTEGER']
];
export const LABEL_TAG_STORAGE: [string, StorageType][] = [
  ['rid', 'UINTEGER'],
  ['pos', 'UINTEGER'],
  ['tag', 'UINTEGER']
];

export function createTableSql(table: string, storage: readonly [string, StorageType][]): string {
  const columns = storage.map(([name, type]) => `${quoteName(name)} ${type}`);
  return `CREATE TABLE ${quoteName(table)} (${columns.join(', ')})`;
}

/** Scalar columns of samples that a schema asks for. */
function wantedColumns(schema: DatasetSchema): { path: string; fieldType: FieldType }[] {
  const wanted: { path: string; fieldType: FieldType }[] = [];
  const visit = (spec: IFieldSpec, path: string): void => {
    if (scalarTypeOf(spec.type)) {
      wanted.push({ path, fieldType: spec.type });
    } else if (spec.type === 'document') {
      partsOf(spec).forEach(part => {
        if (part.type !== 'document') {
          visit(part, `${path}.${part.name}`);
        }
      });
    }
  };
  for (const spec of schema.fields.values()) {
    if (spec.name !== 'id' && !schema.labelFields.has(spec.name)) {
      visit(spec, spec.name);
    }
  }
  return wanted;
}

/** Whether a field is a list with a table of its own. */
const isListTable = (spec: IFieldSpec): boolean =>
  spec.type === 'list' && spec.name !== 'tags' && scalarTypeOf(spec.subtype) !== null;

function wantedParts(schema: DatasetSchema): IWanted {
  const specs = [...schema.fields.values()];
  return {
    columns: new Set(wantedColumns(schema).map(({ path }) => path)),
    fields: new Set(schema.fields.keys()),
    lists: new Set(specs.filter(isListTable).map(spec => spec.name)),
    labels: new Set(schema.labelFields.keys())
  };
}

/**
 * The layout grown to fit a schema, or null if the tables must be built anew: a type changed, or a
 * part of a document was declared that documents may have had before.
 */
export function growLayout(
  layout: IDatasetLayout,
  schema: DatasetSchema,
  dataset: string
): ILayoutChange | null {
  const shrunk = shrinkLayout(layout, wantedParts(schema));
  const grown = structuredClone(shrunk.layout) as {
    -readonly [Key in keyof IDatasetLayout]: IDatasetLayout[Key];
  };
  const fresh = layout.next === 0;
  const statements = [...shrunk.statements];
  const refill: string[] = [];
  const name = (letter: string): string => `${letter}${grown.next++}`;
  const table = (letter: string): string => `${tablePrefix(dataset)}${name(letter)}`;
  const addColumn = (to: string, column: string, type: StorageType): void => {
    if (!fresh) {
      statements.push(`ALTER TABLE ${quoteName(to)} ADD COLUMN ${quoteName(column)} ${type}`);
    }
  };
  const newColumn = (path: string, fieldType: FieldType, coded: boolean): IColumn => ({
    path,
    fieldType,
    type: scalarTypeOf(fieldType) ?? 'string',
    column: name('c'),
    coded
  });

  for (const { path, fieldType } of wantedColumns(schema)) {
    const known = grown.columns.find(column => column.path === path);
    if (known && known.fieldType !== fieldType) {
      return null;
    }
    if (!known) {
      if (!fresh && path.includes('.') && (path.split('.')[0] as string) in grown.present) {
        return null;
      }
      const column = newColumn(path, fieldType, false);
      grown.columns = [...grown.columns, column];
      addColumn(grown.samples, column.column, storageOf(column));
    }
  }
  for (const spec of schema.fields.values()) {
    const scalar = scalarTypeOf(spec.type) !== null || spec.name === 'id' || spec.name === 'tags';
    if (!scalar && !(spec.name in grown.present)) {
      const flag = name('p');
      grown.present = { ...grown.present, [spec.name]: flag };
      addColumn(grown.samples, flag, 'BOOLEAN');
    }
    const element =
      spec.type === 'list' && spec.name !== 'tags' ? scalarTypeOf(spec.subtype) : null;
    const list = grown.lists.find(l => l.path === spec.name);
    if (list && list.value.fieldType !== spec.subtype) {
      return null;
    }
    if (element && !list) {
      if (!fresh && spec.name in layout.present) {
        return null;
      }
      const added: IListTable = {
        path: spec.name,
        table: table('v'),
        value: {
          ...newColumn(spec.name, spec.subtype as FieldType, element === 'string'),
          column: 'value'
        }
      };
      grown.lists = [...grown.lists, added];
      statements.push(createTableSql(added.table, listStorage(added)));
    }
  }
  for (const field of schema.labelFields.values()) {
    const known = grown.labels.find(labels => labels.field === field.name);
    if (known && known.document !== field.document) {
      return null;
    }
    const attributes = [...(known?.attributes ?? [])];
    for (const spec of field.attributes) {
      const type = spec.name === 'id' || spec.name === 'tags' ? null : scalarTypeOf(spec.type);
      const old = attributes.find(attribute => attribute.path === spec.name);
      if (old && old.fieldType !== spec.type) {
        return null;
      }
      if (type && !old) {
        attributes.push(newColumn(spec.name, spec.type, type === 'string'));
      }
    }
    if (known && attributes.length === known.attributes.length) {
      continue;
    }
    const labels: ILabelTable = {
      field: field.name,
      document: field.document,
      table: known?.table ?? table('l'),
      tags: known?.tags ?? table('t'),
      attributes,
      box: field.element === 'Detection'
    };
    if (known) {
      statements.push(
        `DROP TABLE ${quoteName(known.table)}`,
        `DELETE FROM ${quoteName(known.tags)}`
      );
      refill.push(field.name);
    } else {
      statements.push(createTableSql(labels.tags, LABEL_TAG_STORAGE));
    }
    statements.push(createTableSql(labels.table, labelStorage(labels)));
    grown.labels = [...grown.labels.filter(l => l.field !== field.name), labels];
  }
  if (fresh) {
    statements.push(
      createTableSql(grown.samples, sampleStorage(grown)),
      createTableSql(grown.tags, TAG_STORAGE),
      createTableSql(grown.dictionary, [
        ['code', 'UINTEGER'],
        ['value', 'VARCHAR']
      ])
    );
  }
  return { layout: grown, statements, refill };
}
