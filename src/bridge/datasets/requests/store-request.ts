/** What the requests to the document store have in common. */
import type { IDatasetChangeMessage, IDatasetInfo } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IDocumentReader, IDocumentStore } from '../../store/document-store';
import { idFromHex, idToHex } from '../documents/object-id';

/** The answer to a request and what everybody who watches the dataset is told. */
export interface IStoreAnswer {
  result: unknown;
  payload?: Uint8Array;
  changes?: IDatasetChangeMessage[];
  /** Id of the derived dataset through which its source was changed: it shows the change already. */
  via?: string;
}
export type StoreRequest<Params> = (
  store: IDocumentStore,
  params: Params,
  payload: Uint8Array | null
) => IStoreAnswer;
/** A request that only reads. */
export type ReadRequest<Params> = (store: IDocumentReader, params: Params) => IStoreAnswer;

/** Most sample ids that a change message names. */
const MAX_NAMED_SAMPLES = 1000;

/** @throws RequestError `not_found` */
export function requireDataset(store: IDocumentReader, idOrName: string): IDatasetInfo {
  const info = store.findDataset(idOrName);
  if (!info) {
    throw new RequestError(
      'not_found',
      `There is no dataset '${idOrName}'. It may have been deleted or renamed; list the datasets to see their names.`,
      { dataset: idOrName }
    );
  }
  return info;
}

/** A change message; it names the samples if they are few. */
export function changeMessage(
  dataset: string,
  seq: number,
  change: IDatasetChangeMessage['change'],
  more: { ids?: readonly string[]; fields?: string[] } = {}
): IDatasetChangeMessage {
  const named = more.ids && more.ids.length <= MAX_NAMED_SAMPLES ? [...more.ids] : null;
  return {
    kind: 'dataset_change',
    dataset,
    seq,
    change,
    ...(named ? { sample_ids: named } : {}),
    ...(more.fields ? { fields: more.fields } : {})
  };
}

/** Hexadecimal ids of rows; null if there are more than `most`. */
export function hexIds(
  store: IDocumentStore,
  dataset: string,
  rids: Uint32Array,
  most = MAX_NAMED_SAMPLES
): string[] | null {
  if (rids.length > most) {
    return null;
  }
  const bytes = store.idsOfRids(dataset, rids);
  return Array.from(rids, (_, i) => idToHex(bytes, 12 * i));
}

/** Which samples a request is about: rows that a view gave, ids, both, or all samples. */
export interface ITarget {
  dataset: string;
  rids: Uint32Array | null;
  sample_ids?: readonly string[] | null | undefined;
}

/** Row ids of known ids, each once. */
export function knownRids(
  store: IDocumentReader,
  dataset: string,
  ids: readonly string[]
): Uint32Array {
  const bytes = [...new Set(ids)].map(id => idFromHex(id)).filter(id => id !== null);
  return Uint32Array.from(store.ridsOfIds(dataset, bytes).filter(rid => rid >= 0));
}

/** Rows of a target; unknown ids are left out, since what is gone needs no change. */
export function targetRids(store: IDocumentStore, target: ITarget): Uint32Array {
  if (target.rids) {
    return target.rids;
  }
  return target.sample_ids
    ? knownRids(store, target.dataset, target.sample_ids)
    : store.allRids(target.dataset);
}
