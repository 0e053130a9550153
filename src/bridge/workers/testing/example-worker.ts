/** A worker for the tests of this folder. */
import { RequestError } from '../../request-error';
import { serveWorker } from '../index';

serveWorker<{ refuse?: string } | null>(data => {
  if (data?.refuse) {
    throw new RequestError('storage', data.refuse);
  }
  return {
    handlers: {
      double: (params, payload) => ({
        result: (params as number) * 2,
        ...(payload ? { payload: payload.map(byte => byte * 2) } : {})
      }),
      fail: () => {
        throw new RequestError('not_found', 'There is no such thing.', { thing: 7 });
      },
      blunder: () => {
        throw new TypeError('a bug');
      },
      count: async (_params, _payload, context) => {
        for (let done = 0; done < 1e9; done++) {
          context.progress(done, null);
          await context.checkpoint();
        }
        return { result: 'finished' };
      },
      crash: () => {
        process.exit(1);
      }
    }
  };
});
