/** The calls of the data side's two workers. */
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
  /** Asks the query worker. */
  askQuery(
    method: string,
    params: unknown,
    payload: Uint8Array | null,
    context: IRequestContext
  ): Promise<IResponse>;
}
