/** Datasets that were not made to stay. */
import type { IDocumentStore } from '../store/document-store';

/** How long a dataset that is not persistent outlives its last use. */
const MAX_AGE_MS = 24 * 3600 * 1000;

/**
 * Deletes the non-persistent datasets that nobody loaded for 24 hours. Called when the bridge
 * starts: a session of yesterday evening finds its dataset, one of last week does not.
 */
export function removeTemporaryDatasets(store: IDocumentStore, now: number): void {
  for (const info of store.listDatasets()) {
    const used = Math.max(info.last_loaded_at ?? 0, info.created_at);
    if (!info.persistent && used < now - MAX_AGE_MS) {
      store.deleteDataset(info.id);
    }
  }
}
