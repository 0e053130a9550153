/** The query worker: reads documents, keeps columns, answers what reads datasets. */
import { totalmem } from 'node:os';
import { inflateSync } from 'node:zlib';
import type { IDataFiles } from '../store/data-files';
import { DuckDBColumnStore } from '../store/duckdb';
import { SqliteReader } from '../store/sqlite';
import { serveWorker, type WorkerHandler } from '../workers';
import { QUERY_METHODS, QueryContext, QueryService } from './requests';

const MEGABYTE = 1024 * 1024;

/** Memory for DuckDB: an eighth of the machine’s, within bounds; sets of rows are in it too. */
function memoryLimit(): string {
  const share = Math.floor(totalmem() / 8 / MEGABYTE);
  return `${Math.max(256, Math.min(512, share))}MB`;
}

serveWorker<IDataFiles>(async files => {
  const reader = SqliteReader.open(files.store);
  const service = await QueryService.start(async memory => {
    const path = memory ? null : files.columns;
    const columns = await DuckDBColumnStore.open(
      { path, memoryLimit: memoryLimit(), threads: 2 },
      reader
    );
    return new QueryContext(reader, columns, (bytes, maxLength) =>
      inflateSync(bytes, { maxOutputLength: Math.max(1, maxLength) })
    );
  });
  const handlers = QUERY_METHODS.map((method): [string, WorkerHandler] => [
    method,
    (params, _payload, call) => service.answer(method, params, call)
  ]);
  return {
    handlers: Object.fromEntries(handlers),
    async close() {
      await service.close();
      reader.close();
    }
  };
});
