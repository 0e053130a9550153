/** Parquet: rows pass to and from DuckDB as lines of JSON. */
import type { IFormatContext, Values } from '../format';
import { parseJsonText } from '../json/parse-json';
import { ScratchLines } from '../json/scratch-lines';
import { tableDataset } from '../tables/table-dataset';
import type { ColumnType, ITable, ITableColumn, ITableWriter } from '../tables/table-files';

const numberText = (value: unknown): unknown =>
  typeof value === 'number' ? String(value).replace('Infinity', 'inf') : (value ?? null);
const numberOf = (value: unknown): unknown =>
  typeof value === 'string' ? Number(value.replace('inf', 'Infinity')) : value;

function toLine(cell: unknown, type: ColumnType): unknown {
  switch (cell === null ? null : type) {
    case 'float':
      return numberText(cell);
    case 'floats':
      return (cell as unknown[]).map(numberText);
    case 'time':
      return new Date(cell as number).toISOString().slice(0, -1);
    default:
      return cell;
  }
}

function fromLine(cell: unknown, type: ColumnType): unknown {
  switch (cell === null ? null : type) {
    case 'float':
      return numberOf(cell);
    case 'floats':
      return (cell as unknown[]).map(numberOf);
    case 'time': {
      const text = String(cell);
      const hasZone = /[zZ]|[+-]\d\d(:?\d\d)?$/.test(text.slice(10));
      return Date.parse(`${text.replace(' ', 'T')}${hasZone ? '' : 'Z'}`);
    }
    default:
      return cell;
  }
}

const converted = (
  row: Values,
  columns: readonly ITableColumn[],
  convert: (cell: unknown, type: ColumnType) => unknown
): Values =>
  Object.fromEntries(columns.map(({ name, type }) => [name, convert(row[name] ?? null, type)]));

function create(
  { files, parquet }: IFormatContext,
  path: string,
  columns: readonly ITableColumn[],
  metadata: Readonly<Record<string, string>>
): ITableWriter {
  const lines = `${path}.rows.part`;
  const scratch = new ScratchLines(files, lines);
  return {
    add: row => scratch.add(JSON.stringify(converted(row, columns, toLine))),
    async finish() {
      scratch.seal();
      await parquet.write(lines, path, columns, metadata);
      scratch.remove();
    },
    close: () => scratch.remove()
  };
}

async function open({ parquet }: IFormatContext, path: string): Promise<ITable> {
  const table = await parquet.open(path);
  const { columns, metadata, count } = table;
  return {
    columns,
    metadata,
    count,
    async *rows() {
      let i = 0;
      for await (const text of table.rows()) {
        i += 1;
        yield converted(parseJsonText(text, path, `row ${i}`) as Values, columns, fromLine);
      }
    },
    close: () => table.close()
  };
}

export const parquetDataset = tableDataset({
  file: 'samples.parquet',
  files: context => ({
    create: (path, columns, metadata) => create(context, path, columns, metadata),
    open: path => open(context, path)
  })
});
