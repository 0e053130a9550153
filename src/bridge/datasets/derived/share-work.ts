/** Work that several requests wait for: it goes on as long as one of them does. */
import { RequestError } from '../../request-error';
import type { IRequestContext } from '../data-service';

export interface ISharedWork<T> {
  /** Waits for the result. Rejects with `cancelled` when this request is. */
  join(context: IRequestContext): Promise<T>;
}

const cancelled = (): RequestError => new RequestError('cancelled', 'The request was cancelled.');

/** Begins the work with the first that joins. */
export function shareWork<T>(begin: (context: IRequestContext) => Promise<T>): ISharedWork<T> {
  const abort = new AbortController();
  const waiting = new Set<IRequestContext>();
  let work: Promise<T> | null = null;
  return {
    join(context) {
      if (context.signal.aborted) {
        return Promise.reject(cancelled());
      }
      waiting.add(context);
      work ??= begin({
        signal: abort.signal,
        progress: (done, total) => waiting.forEach(one => one.progress(done, total))
      });
      return new Promise<T>((resolve, reject) => {
        const leave = (): void => {
          waiting.delete(context);
          reject(cancelled());
          if (waiting.size === 0) {
            abort.abort();
          }
        };
        context.signal.addEventListener('abort', leave, { once: true });
        const settled = (): void => {
          waiting.delete(context);
          context.signal.removeEventListener('abort', leave);
        };
        work?.then(
          value => {
            settled();
            resolve(value);
          },
          (error: unknown) => {
            settled();
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        );
      });
    }
  };
}
