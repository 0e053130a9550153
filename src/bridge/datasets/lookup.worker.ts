/**
 * The lookup worker: small questions about datasets, from a read connection of its own, so that
 * nobody who asks them waits for a long write or a page that is being made.
 */
import { DatasetSchema } from '../query/schema';
import { checkView, describeView } from '../query/views';
import { SqliteReader } from '../store/sqlite';
import { serveWorker, type WorkerHandler } from '../workers';
import type { IDatasetInfo, ParsedParams } from '../../protocol';
import { RequestError } from '../request-error';
import { answerReadRequest, READ_METHODS } from './requests';

/**
 * What the declared schema alone tells of a view. Null is a perhaps: labels may have attributes
 * that nobody declared, which only the columns know of.
 */
function bySchema<T>(
  reader: SqliteReader,
  dataset: string,
  tell: (schema: DatasetSchema, info: IDatasetInfo) => T
): T | null {
  const info = reader.findDataset(dataset);
  if (!info) {
    return null;
  }
  try {
    return tell(new DatasetSchema(info.name, info.fields), info);
  } catch (error) {
    if (error instanceof RequestError) {
      return null;
    }
    throw error;
  }
}

serveWorker<{ path: string }>(({ path }) => {
  const reader = SqliteReader.open(path);
  const handlers = READ_METHODS.map((method): [string, WorkerHandler] => [
    method,
    params => ({ result: answerReadRequest(reader, method, params).result })
  ]);
  return {
    handlers: {
      ...Object.fromEntries(handlers),
      'view.check': params => {
        const { dataset, view } = params as ParsedParams<'view.check'>;
        return { result: bySchema(reader, dataset, schema => checkView(view, schema)) !== null };
      },
      'view.describe': params => {
        const { dataset, view } = params as ParsedParams<'view.describe'>;
        return {
          result: bySchema(reader, dataset, (schema, info) => describeView(view, schema, info))
        };
      }
    },
    close: () => reader.close()
  };
});
