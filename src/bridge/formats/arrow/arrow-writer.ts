/** Writes a table as an Arrow file, a record batch as soon as there are enough rows. */
import {
  bool,
  columnFromArray,
  float64,
  int64,
  list,
  Table,
  tableFromColumns,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
  type DataType
} from '@uwdata/flechette';
import type { IFileReader, IFiles, IFileWriter } from '../files';
import type { Values } from '../format';
import type { ColumnType, ITableColumn, ITableWriter } from '../tables/table-files';
import { arrowMessages, END, HEAD, messageBytes, TAIL } from './arrow-messages';
import { FlatTable } from './flat-table';

const ROWS_PER_BATCH = 1000;
/** Characters of texts: labels may be long. */
const TEXT_PER_BATCH = 16 * 1024 * 1024;

const TYPES: Readonly<Record<ColumnType, () => DataType>> = {
  text: utf8,
  int: int64,
  float: float64,
  bool,
  time: () => timestamp(TimeUnit.MILLISECOND),
  texts: () => list(utf8()),
  ints: () => list(int64()),
  floats: () => list(float64()),
  other: utf8
};

interface IBlock {
  offset: number;
  description: number;
  body: number;
}

export class ArrowWriter implements ITableWriter {
  private readonly _writer: IFileWriter;
  private readonly _blocks: IBlock[] = [];
  private _rows: Values[] = [];
  private _text = 0;
  private _size = 0;

  constructor(
    files: IFiles,
    path: string,
    private readonly _columns: readonly ITableColumn[],
    private readonly _metadata: Readonly<Record<string, string>>
  ) {
    this._writer = files.create(path);
    this._write(HEAD);
    const [schema] = messagesOf(this._encode(0, 'stream'));
    this._write((schema as IEncoded).bytes);
  }

  add(row: Values): void {
    this._rows.push(row);
    for (const { name } of this._columns) {
      const value = row[name];
      this._text += typeof value === 'string' ? value.length : 0;
    }
    if (this._rows.length >= ROWS_PER_BATCH || this._text >= TEXT_PER_BATCH) {
      this._flush();
    }
  }

  finish(): void {
    this._flush();
    this._write(END);
    this._write(this._footer());
    this._write(TAIL);
    this._writer.close();
  }

  close(): void {
    this._writer.discard();
  }

  private _flush(): void {
    if (this._rows.length === 0) {
      return;
    }
    const [, batch] = messagesOf(this._encode(ROWS_PER_BATCH, 'stream'));
    const { bytes, body } = batch as IEncoded;
    this._blocks.push({ offset: this._size, description: bytes.length - body, body });
    this._write(bytes);
    this._rows = [];
    this._text = 0;
  }

  /** The rows that wait, in batches of `size`. */
  private _encode(size: number, format: 'stream' | 'file'): Uint8Array {
    const columns = this._columns.map(({ name, type }) => {
      const cells = this._rows.map(row => fitting(row[name] ?? null, type));
      const column = columnFromArray(cells, TYPES[type](), { maxBatchRows: size || 1 });
      return [name, column] as [string, typeof column];
    });
    const { schema, children } = tableFromColumns(columns);
    const metadata = new Map(Object.entries(this._metadata));
    return tableToIPC(new Table({ ...schema, metadata }, children), { format }) as Uint8Array;
  }

  /**
   * The end of a file with as many batches, each of one row without values, in which the places of
   * ours are entered: flechette writes whole files only.
   */
  private _footer(): Uint8Array {
    this._rows = this._blocks.map(() => ({}));
    const bytes = this._encode(1, 'file');
    const end = bytes.length - TAIL.length;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const start = end - 4 - view.getInt32(end - 4, true);
    const { at } = FlatTable.root(bytes.subarray(start, end - 4)).vector(3, 24);
    this._blocks.forEach(({ offset, description, body }, i) => {
      const place = start + at + 24 * i;
      view.setBigInt64(place, BigInt(offset), true);
      view.setInt32(place + 8, description, true);
      view.setBigInt64(place + 16, BigInt(body), true);
    });
    return bytes.subarray(start, end);
  }

  private _write(bytes: Uint8Array): void {
    this._writer.write(bytes);
    this._size += bytes.length;
  }
}

/** Texts are texts, whatever a field holds: other values would become `[object Object]`. */
function fitting(value: unknown, type: ColumnType): unknown {
  return type === 'text' && value !== null && typeof value !== 'string'
    ? JSON.stringify(value)
    : value;
}

interface IEncoded {
  bytes: Uint8Array;
  /** Bytes of its body. */
  body: number;
}

function messagesOf(stream: Uint8Array): IEncoded[] {
  const reader: IFileReader = {
    path: '',
    size: stream.length,
    read: (at, length) => stream.subarray(at, at + length),
    close: () => undefined
  };
  return [...arrowMessages(reader)].map(message => ({
    bytes: messageBytes(reader, message),
    body: message.bodyLength
  }));
}
