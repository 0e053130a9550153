/** The formats worker: reads and writes the files of imports and exports, so that nothing else waits. */
import { deflateSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { IFieldSpec } from '../../protocol';
import { formatImages } from '../media/format-images';
import { parquetFiles } from '../store/duckdb/parquet-files';
import { nodeFiles } from '../store/node-files';
import { serveWorker, type IWorkerContext, type WorkerHandler } from '../workers';
import { ExportRun } from './export-run';
import type { ExportRequest, IExportSource, ImportRequest } from './format';
import { ImportRun } from './import-run';

/** Level 1: masks are mostly runs, so higher levels take far longer for little. */
const LEVEL = 1;

const zlib = {
  inflate: (bytes: Uint8Array, maxLength: number) =>
    inflateSync(bytes, { maxOutputLength: Math.max(1, maxLength) }),
  unzstd: (bytes: Uint8Array, maxOutputLength: number) =>
    zstdDecompressSync(bytes, { maxOutputLength }),
  deflate: (bytes: Uint8Array) => deflateSync(bytes, { level: LEVEL })
};

serveWorker(() => {
  const runs = new Map<number, ImportRun | ExportRun>();
  let last = 0;
  const parts = ({ checkpoint }: IWorkerContext) => ({
    files: nodeFiles,
    images: formatImages,
    zlib,
    parquet: parquetFiles,
    checkpoint
  });
  const runOf = <T>(params: unknown): T => runs.get((params as { run: number }).run) as T;
  const keep = (run: ImportRun | ExportRun): number => {
    runs.set((last += 1), run);
    return last;
  };

  const handlers: Record<string, WorkerHandler> = {
    'import.open': async (params, _payload, context) => {
      const { request, fields } = params as { request: ImportRequest; fields: IFieldSpec[] };
      const run = await ImportRun.open(request, fields, parts(context));
      return { result: { run: keep(run), total: run.total } };
    },
    'import.next': async (params, _payload, context) => {
      const { payload, ...result } = await runOf<ImportRun>(params).next(context.checkpoint);
      return { result, payload };
    },
    'import.facts': params => ({ result: runOf<ImportRun>(params).facts() }),
    'export.open': async (params, _payload, context) => {
      const { request, source } = params as { request: ExportRequest; source: IExportSource };
      return { result: { run: keep(await ExportRun.open(request, source, parts(context))) } };
    },
    'export.write': async (params, payload, context) => {
      await runOf<ExportRun>(params).write(payload as Uint8Array, context);
      return { result: {} };
    },
    'export.finish': async (params, _payload, context) => ({
      result: { notices: await runOf<ExportRun>(params).finish(context.checkpoint) }
    }),
    close: params => {
      const { run } = params as { run: number };
      runs.get(run)?.close();
      runs.delete(run);
      return { result: {} };
    }
  };
  return {
    handlers,
    close: () => runs.forEach(run => run.close())
  };
});
