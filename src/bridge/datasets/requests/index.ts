/** Requests that the document store answers, by method; parameters are validated already. */
import type { IDocumentReader, IDocumentStore } from '../../store/document-store';
import { writeThrough } from '../derived/write-through';
import { datasetReads, datasetRequests } from './dataset-requests';
import { derivedReads, derivedRequests } from './derived-requests';
import { copyRequests } from './copy-requests';
import { fieldRequests } from './field-requests';
import { labelRequests } from './label-requests';
import { mediaReads, mediaRequests } from './media-requests';
import { sampleRequests } from './sample-requests';
import { indexRequests } from './index-requests';
import { runRequests } from './run-requests';
import { savedViewReads, savedViewRequests } from './saved-view-requests';
import type { IStoreAnswer } from './store-request';
import { tagRequests } from './tag-requests';
import { valueRequests } from './value-requests';
import { workspaceRequests } from './workspace-requests';

export type { IStoreAnswer } from './store-request';

const requests = {
  ...derivedRequests,
  ...datasetRequests,
  ...sampleRequests,
  ...copyRequests,
  ...fieldRequests,
  ...labelRequests,
  ...valueRequests,
  ...tagRequests,
  ...mediaRequests,
  ...indexRequests,
  ...runRequests,
  ...savedViewRequests,
  ...workspaceRequests
};
export type StoreMethod = keyof typeof requests;
export const STORE_METHODS = Object.keys(requests) as StoreMethod[];

const reads = { ...derivedReads, ...datasetReads, ...mediaReads, ...savedViewReads };
export type ReadMethod = keyof typeof reads;
export const READ_METHODS = Object.keys(reads) as ReadMethod[];

/** Answers one request that only reads, all of it from one state of the store. */
export function answerReadRequest(
  store: IDocumentReader,
  method: ReadMethod,
  params: unknown
): IStoreAnswer {
  const request = reads[method] as (store: IDocumentReader, params: unknown) => IStoreAnswer;
  return store.snapshot(() => request(store, params));
}

/**
 * Answers one request. `params` are those of the method, checked by the caller. `before` reads on a
 * connection of its own, for writes to derived datasets.
 */
export function answerStoreRequest(
  store: IDocumentStore,
  method: StoreMethod,
  params: unknown,
  payload: Uint8Array | null,
  before: () => IDocumentReader = () => store
): IStoreAnswer {
  const request = requests[method] as (
    store: IDocumentStore,
    params: unknown,
    payload: Uint8Array | null
  ) => IStoreAnswer;
  const { dataset } = params as { dataset?: string };
  const derived =
    typeof dataset === 'string' && !(method in derivedRequests) ? store.findDataset(dataset) : null;
  return derived?.source
    ? writeThrough(store, before(), derived, () => request(store, params, payload))
    : request(store, params, payload);
}
