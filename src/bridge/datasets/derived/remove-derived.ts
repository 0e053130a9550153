/** Derived datasets that are no longer of use. */
import type { IDocumentStore } from '../../store/document-store';
import { derivedOf } from './derived-properties';

/** How long one outlives its last use: it can be made again at any time. */
const MAX_AGE_MS = 24 * 3600 * 1000;

/** Deletes those that were not finished, were replaced, or nobody used for a day. */
export function removeDerivedDatasets(store: IDocumentStore, now: number): void {
  for (const info of store.listDerived()) {
    const derived = derivedOf(info);
    const used = Math.max(info.last_loaded_at ?? 0, info.created_at);
    const whole = derived?.complete === true && derived.id === info.id;
    const hasSource = info.source !== null && store.findDataset(info.source) !== null;
    // One whose source was itself derived may be gone with it already.
    if ((!whole || !hasSource || used < now - MAX_AGE_MS) && store.findDataset(info.id)) {
      store.deleteDataset(info.id);
    }
  }
}
