/** What a derived dataset knows of how it was made. */
import type { IDatasetInfo, View } from '../../../protocol';

export interface IDerived {
  /** Its id: a digest of source and stages, so that the same view is always the same dataset. */
  id: string;
  /** The stages that made it; the last one is the generating one. */
  stages: View;
  /** Operation number of the source that it was made at or brought up to. */
  seq: number;
  /** Fields of the source whose change makes it outdated; null: any. */
  relevant: string[] | null;
  /** Fields whose labels are the source's. */
  synced: string[];
  /** Fields whose labels, together, are the part of the picture to show; none: all of it. */
  crop: string[];
  complete: boolean;
}

/** Null for datasets that are not derived. */
export const derivedOf = (info: IDatasetInfo): IDerived | null =>
  (info.properties.derived as IDerived | undefined) ?? null;

/** The id of what a view of a dataset makes. */
export async function derivedId(source: string, stages: View): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([source, stages]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return Array.from(digest.subarray(0, 12), byte => byte.toString(16).padStart(2, '0')).join('');
}
