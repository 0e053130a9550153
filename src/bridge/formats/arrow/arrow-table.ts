/** A table in an Arrow file, stream or Feather file (version 2), read one record batch after another. */
import { tableFromIPC } from '@uwdata/flechette';
import type { IFileReader } from '../files';
import type { Values } from '../format';
import type { ITable, ITableColumn } from '../tables/table-files';
import { cellsOf, columnType } from './arrow-columns';
import { arrowMessages, messageBytes, type IArrowMessage } from './arrow-messages';

const MAX_DICTIONARIES = 1024 * 1024 * 1024;

export class ArrowTable implements ITable {
  readonly columns: ITableColumn[] = [];
  readonly metadata: Readonly<Record<string, string>>;
  readonly count: number;
  /** Columns with values that have no form with us. */
  readonly leftOut: string[] = [];
  private readonly _schema: Uint8Array;
  private readonly _messages: IArrowMessage[];
  /** Of each of `columns`, among all of the file. */
  private readonly _places: number[] = [];

  /** @throws Error that says what is wrong with the file */
  constructor(private readonly _reader: IFileReader) {
    const [schema, ...messages] = arrowMessages(_reader);
    this._schema = messageBytes(_reader, schema as IArrowMessage);
    this._messages = messages;
    this.count = messages.reduce((sum, { rows }) => sum + rows, 0);
    const { fields, metadata } = tableFromIPC([this._schema]).schema;
    this.metadata = Object.fromEntries(metadata ?? []);
    const names = new Set<string>();
    fields.forEach(({ name, type }, i) => {
      const ours = columnType(type);
      if (ours === null) {
        this.leftOut.push(name);
      } else if (names.has(name)) {
        throw new Error(`it has two columns '${name.slice(0, 80)}'. Give them different names`);
      } else {
        names.add(name);
        this._places.push(i);
        this.columns.push({ name, type: ours });
      }
    });
  }

  *rows(): Generator<Values> {
    let dictionaries: { id: number; bytes: Uint8Array }[] = [];
    let size = 0;
    for (const message of this._messages) {
      const bytes = messageBytes(this._reader, message);
      if (message.kind === 'dictionary') {
        const { id, isDelta } = message;
        dictionaries = isDelta ? dictionaries : dictionaries.filter(one => one.id !== id);
        dictionaries.push({ id, bytes });
        size = dictionaries.reduce((sum, one) => sum + one.bytes.length, 0);
        if (size > MAX_DICTIONARIES) {
          throw new Error('its dictionaries take more than 1 GB. Write it without them');
        }
      } else {
        yield* this._batch(message, [...dictionaries.map(one => one.bytes), bytes]);
      }
    }
  }

  close(): void {
    this._reader.close();
  }

  private *_batch(message: IArrowMessage, parts: readonly Uint8Array[]): Generator<Values> {
    const { children } = tableFromIPC([this._schema, ...parts]);
    const cells = this._places.map((place, i) => {
      const batch = children[place]?.data[0];
      if (message.rows > 0 && batch?.length !== message.rows) {
        throw new Error('it has columns of different lengths');
      }
      const { name } = this.columns[i] as ITableColumn;
      return [name, batch ? cellsOf(batch) : () => null] as const;
    });
    for (let row = 0; row < message.rows; row++) {
      yield Object.fromEntries(cells.map(([name, cell]) => [name, cell(row)]));
    }
  }
}
