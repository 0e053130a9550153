/** The calls of the data side's three workers. */
import type { IRequestContext, IResponse } from './data-service';
import type { StoreMethod } from './requests';

export interface IDataWorkers {
  /** Asks the store and tells the listeners what changed. */
  askStore(
    method: StoreMethod,
    params: unknown,
    payload?: Uint8Array | null,
    context?: IRequestContext
  ): Promise<IResponse>;
  /** Asks what is answered at once, whatever the others are busy with. */
  askLookup(method: string, params: unknown): Promise<unknown>;
  /** Asks the query worker. */
  askQuery(
    method: string,
    params: unknown,
    payload: Uint8Array | null,
    context: IRequestContext
  ): Promise<IResponse>;
}
