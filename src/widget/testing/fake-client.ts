/** A client whose answers the test gives by hand, in any order. */
import { BridgeError, type BridgeClient, type IRequestOptions } from '../../client';

export interface IAsked {
  method: string;
  params: Record<string, unknown>;
  cancelled: boolean;
  answer(result: unknown, payload?: Uint8Array): Promise<void>;
  fail(error: BridgeError): Promise<void>;
}

/** The client and everything it was asked, oldest first. */
export function fakeClient(): { client: BridgeClient; asked: IAsked[] } {
  const asked: IAsked[] = [];
  const settled = (): Promise<void> => new Promise(resolve => setTimeout(resolve));
  const client = {
    request: (method: string, params: Record<string, unknown>, options: IRequestOptions = {}) =>
      new Promise((resolve, reject) => {
        const entry: IAsked = {
          method,
          params,
          cancelled: false,
          answer: (result, payload) => {
            resolve({ result, payload: payload ?? null });
            return settled();
          },
          fail: error => {
            reject(error);
            return settled();
          }
        };
        options.signal?.addEventListener('abort', () => {
          entry.cancelled = true;
          reject(new BridgeError('cancelled', 'Cancelled.'));
        });
        asked.push(entry);
      })
  };
  return { client: client as unknown as BridgeClient, asked };
}
