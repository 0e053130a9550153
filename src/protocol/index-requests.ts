/**
 * Requests about the indexes of a dataset. Columns make every field fast to query, so an index is
 * mainly a promise: one that is unique is kept whenever samples are written.
 */
import { z } from 'zod';

const dataset = z.string().length(24);
const name = z.string().min(1).max(1000);

export const INDEX_REQUESTS = {
  /** Those that were made, without those that every dataset has. */
  'index.list': z.object({ dataset }),
  /** A unique one is a `conflict` if two samples have the same value, or the name is taken. */
  'index.create': z.object({
    dataset,
    name,
    /** Path of a field, and 1 (ascending) or -1. */
    fields: z
      .array(z.tuple([name, z.union([z.literal(1), z.literal(-1)])]))
      .min(1)
      .max(32),
    unique: z.boolean().default(false)
  }),
  'index.drop': z.object({ dataset, name })
} as const;

export interface IIndexInfo {
  name: string;
  fields: [string, 1 | -1][];
  unique: boolean;
}
export interface IIndexResults {
  /** By name. */
  'index.list': IIndexInfo[];
  'index.create': IIndexInfo;
  'index.drop': Record<string, never>;
}
