/**
 * The lookup worker: small questions about datasets, from a read connection of its own, so that
 * nobody who asks them waits for a long write or a page that is being made.
 */
import { DatasetSchema } from '../query/schema';
import { checkView } from '../query/views';
import { SqliteReader } from '../store/sqlite';
import { serveWorker, type WorkerHandler } from '../workers';
import type { ParsedParams } from '../../protocol';
import { RequestError } from '../request-error';
import { answerReadRequest, READ_METHODS } from './requests';

/**
 * Whether a view is possible by the declared schema alone. False is a perhaps: labels may have
 * attributes that nobody declared, which only the columns know of.
 */
function isSurelyPossible(reader: SqliteReader, params: ParsedParams<'view.check'>): boolean {
  const info = reader.findDataset(params.dataset);
  if (!info) {
    return false;
  }
  try {
    checkView(params.view, new DatasetSchema(info.name, info.fields));
    return true;
  } catch (error) {
    if (error instanceof RequestError) {
      return false;
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
      'view.check': params => ({
        result: isSurelyPossible(reader, params as ParsedParams<'view.check'>)
      })
    },
    close: () => reader.close()
  };
});
