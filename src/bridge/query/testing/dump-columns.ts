/** Everything that the columns of a dataset say, in an order and with texts of its own. */
import { column, position, rid, type IColumn, type Rel } from '../relational';
import type { ColumnValue, IDatasetColumns } from '../columns';

type Row = Record<string, ColumnValue>;

export async function dumpColumns(columns: IDatasetColumns): Promise<Record<string, Row[]>> {
  const { layout, dictionary } = columns;
  const id = (alias: string): Rel => ({ kind: 'id', alias, type: 'string' });
  const read = async (
    table: string,
    names: readonly [name: string, value: Rel, coded: boolean][]
  ): Promise<Row[]> => {
    const rows = await columns.rows({
      columns: names.map(([name, value]) => ({ name, value })),
      rows: { table, alias: 't', samples: layout.samples, sample: null, where: [] }
    });
    return rows
      .map(row =>
        Object.fromEntries(
          row.map((value, i): [string, ColumnValue] => {
            const [name, , coded] = names[i] as [string, Rel, boolean];
            return [
              name,
              coded && value !== null ? (dictionary.texts[value as number] as string) : value
            ];
          })
        )
      )
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  };
  const own = (c: IColumn): [string, Rel, boolean] => [
    c.path,
    column('t', c.column, c.coded ? 'number' : c.type),
    c.coded
  ];
  const tag: [string, Rel, boolean] = ['tag', column('t', 'tag', 'number'), true];
  const dump: Record<string, Row[]> = {
    samples: await read(layout.samples, [
      ['rid', rid('t'), false],
      ['id', id('t'), false],
      ...[...layout.columns].sort((a, b) => (a.path < b.path ? -1 : 1)).map(own),
      ...Object.entries(layout.present)
        .sort()
        .map(([path, flag]): [string, Rel, boolean] => [
          `has ${path}`,
          { kind: 'call', op: 'is_true', args: [column('t', flag, 'bool')], type: 'bool' },
          false
        ])
    ]),
    tags: await read(layout.tags, [['rid', rid('t'), false], tag])
  };
  for (const list of layout.lists) {
    dump[`list ${list.path}`] = await read(list.table, [
      ['rid', rid('t'), false],
      ['pos', position('t'), false],
      own(list.value)
    ]);
  }
  for (const labels of layout.labels) {
    dump[`labels ${labels.field}`] = await read(labels.table, [
      ['rid', rid('t'), false],
      ['pos', position('t'), false],
      ['id', id('t'), false],
      ...[...labels.attributes].sort((a, b) => (a.path < b.path ? -1 : 1)).map(own),
      ...(labels.box ? [0, 1, 2, 3] : []).map((i): [string, Rel, boolean] => [
        `box ${i}`,
        column('t', `b${i}`, 'number'),
        false
      ])
    ]);
    dump[`label tags ${labels.field}`] = await read(labels.tags, [
      ['rid', rid('t'), false],
      ['pos', position('t'), false],
      tag
    ]);
  }
  return dump;
}
