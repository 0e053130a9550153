/** Fills the table of samples and the tables of lists from the `core` of stored samples. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { MsgpackScanner } from '../../query/msgpack';
import type { IStoredSample } from '../document-store';
import { listStorage, sampleStorage, type IDatasetLayout } from './dataset-layout';
import type { Dictionary } from './dictionary';
import { scanList, scanScalar } from './scan-value';
import { TableWriter } from './table-writer';
import type { IColumn, IListTable } from '../../query/relational';

/** What to do with the entry of one name in a document. */
interface INode {
  column?: { index: number; column: IColumn };
  flag?: number;
  list?: { table: IListTable; writer: TableWriter };
  parts?: Map<string, INode>;
}

export class SampleIngest {
  private readonly scanner = new MsgpackScanner();
  private readonly root = new Map<string, INode>();
  private readonly width: number;
  private readonly flags: { index: number; field: string }[] = [];

  private constructor(
    layout: IDatasetLayout,
    private readonly dictionary: Dictionary,
    private readonly writer: TableWriter,
    private readonly lists: readonly { table: IListTable; writer: TableWriter }[]
  ) {
    const storage = sampleStorage(layout);
    const indexOf = (name: string): number => storage.findIndex(([column]) => column === name);
    this.width = storage.length;
    for (const column of layout.columns) {
      this.node(column.path).column = { index: indexOf(column.column), column };
    }
    for (const [path, flag] of Object.entries(layout.present)) {
      this.node(path).flag = indexOf(flag);
      if (layout.labels.some(labels => labels.field === path)) {
        this.flags.push({ index: indexOf(flag), field: path });
      }
    }
    for (const list of lists) {
      this.node(list.table.path).list = list;
    }
  }

  static async open(
    connection: DuckDBConnection,
    layout: IDatasetLayout,
    dictionary: Dictionary
  ): Promise<SampleIngest> {
    const types = sampleStorage(layout).map(([, type]) => type);
    const lists = [];
    for (const table of layout.lists) {
      const writer = await TableWriter.open(
        connection,
        table.table,
        listStorage(table).map(([, type]) => type)
      );
      lists.push({ table, writer });
    }
    const writer = await TableWriter.open(connection, layout.samples, types);
    return new SampleIngest(layout, dictionary, writer, lists);
  }

  add(sample: IStoredSample): void {
    const { writer } = this;
    for (let column = 4; column < this.width; column++) {
      writer.set(column, null);
    }
    const id = new DataView(sample.id.buffer, sample.id.byteOffset, 12);
    writer.set(0, sample.rid);
    for (let i = 0; i < 3; i++) {
      writer.set(1 + i, id.getUint32(4 * i));
    }
    this.scanner.reset(sample.core);
    if (sample.core.length > 0) {
      this.scanMap(this.root, sample.rid);
    }
    for (const { index, field } of this.flags) {
      writer.set(index, sample.labels[field] !== undefined);
    }
    writer.next();
  }

  close(): void {
    this.writer.close();
    this.lists.forEach(({ writer }) => writer.close());
  }

  private node(path: string): INode {
    let level = this.root;
    let node: INode = {};
    const names = path.split('.');
    names.forEach((name, i) => {
      node = level.get(name) ?? {};
      level.set(name, node);
      if (i < names.length - 1) {
        node.parts ??= new Map();
        level = node.parts;
      }
    });
    return node;
  }

  private scanMap(level: ReadonlyMap<string, INode>, rid: number): void {
    const { scanner, writer } = this;
    for (let left = scanner.mapSize(); left > 0; left--) {
      const name = scanner.text();
      const node = level.get(name) ?? (name === '_id' ? level.get('id') : undefined);
      if (!node) {
        scanner.skip();
        continue;
      }
      const kind = scanner.kind();
      if (node.flag !== undefined && kind !== 'nil') {
        writer.set(node.flag, true);
      }
      if (node.column) {
        const { index, column } = node.column;
        writer.set(index, scanScalar(scanner, column.type));
      } else if (node.parts && kind === 'map') {
        this.scanMap(node.parts, rid);
      } else if (node.list) {
        this.scanElements(node.list, rid);
      } else {
        scanner.skip();
      }
    }
  }

  private scanElements(list: { table: IListTable; writer: TableWriter }, rid: number): void {
    const { value } = list.table;
    scanList(this.scanner, position => {
      const element = scanScalar(this.scanner, value.type);
      const { writer } = list;
      writer.set(0, rid);
      writer.set(1, position);
      writer.set(
        2,
        value.coded && typeof element === 'string' ? this.dictionary.add(element) : element
      );
      writer.next();
    });
  }
}
