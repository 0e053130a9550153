/** Requests that the document store answers, by method; parameters are validated already. */
import type { IDocumentStore } from '../../store/document-store';
import { datasetRequests } from './dataset-requests';
import { mediaRequests } from './media-requests';
import { sampleRequests } from './sample-requests';
import type { IStoreAnswer } from './store-request';
import { tagRequests } from './tag-requests';
import { workspaceRequests } from './workspace-requests';

export type { IStoreAnswer } from './store-request';

const requests = {
  ...datasetRequests,
  ...sampleRequests,
  ...tagRequests,
  ...mediaRequests,
  ...workspaceRequests
};
export type StoreMethod = keyof typeof requests;
export const STORE_METHODS = Object.keys(requests) as StoreMethod[];

/** Answers one request. `params` are those of the method, checked by the caller. */
export function answerStoreRequest(
  store: IDocumentStore,
  method: StoreMethod,
  params: unknown,
  payload: Uint8Array | null
): IStoreAnswer {
  const request = requests[method] as (
    store: IDocumentStore,
    params: unknown,
    payload: Uint8Array | null
  ) => IStoreAnswer;
  return request(store, params, payload);
}
