/** The data side's files in the data home. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Also what the query worker is started with. */
export interface IDataFiles {
  store: string;
  columns: string;
}

/** Paths of the files; makes the folder (readable by its owner only) if it is not there. */
export function dataFiles(home: string): IDataFiles {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return { store: join(home, 'store.db'), columns: join(home, 'columns.duckdb') };
}
