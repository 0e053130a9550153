/** The texts that codes stand for; one dictionary per dataset, shared by its labels and tags. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { IDictionary } from '../../query/relational';
import { quoteName } from './sql-literal';
import { TableWriter } from './table-writer';

export class Dictionary implements IDictionary {
  readonly texts: string[] = [];
  private readonly codes = new Map<string, number>();
  private saved = 0;

  constructor(private readonly table: string) {}

  static async load(connection: DuckDBConnection, table: string): Promise<Dictionary> {
    const dictionary = new Dictionary(table);
    const result = await connection.runAndReadAll(
      `SELECT value FROM ${quoteName(table)} ORDER BY code`
    );
    result.getRowsJS().forEach(row => dictionary.add(String(row[0])));
    dictionary.saved = dictionary.texts.length;
    return dictionary;
  }

  codeOf(text: string): number | undefined {
    return this.codes.get(text);
  }

  /** The code of a text, a new one if need be. */
  add(text: string): number {
    let code = this.codes.get(text);
    if (code === undefined) {
      code = this.texts.length;
      this.codes.set(text, code);
      this.texts.push(text);
    }
    return code;
  }

  /** Writes the texts that are new since the last time. */
  async save(connection: DuckDBConnection): Promise<void> {
    if (this.saved === this.texts.length) {
      return;
    }
    const writer = await TableWriter.open(connection, this.table, ['UINTEGER', 'VARCHAR']);
    for (let code = this.saved; code < this.texts.length; code++) {
      writer.set(0, code);
      writer.set(1, this.texts[code] as string);
      writer.next();
    }
    writer.close();
    this.saved = this.texts.length;
  }
}
