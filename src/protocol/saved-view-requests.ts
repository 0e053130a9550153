/** Requests about views that are saved with a dataset under a name. */
import { z } from 'zod';
import { viewSchema, type View } from './stages';

const dataset = z.string().length(24);
const name = z.string().min(1).max(100);
const about = {
  description: z.string().max(10_000).nullish(),
  /** A CSS colour. */
  color: z.string().max(100).nullish()
};

export const SAVED_VIEW_REQUESTS = {
  'saved_view.list': z.object({ dataset }),
  /** The view is checked first. A name that is taken is a `conflict`, unless `overwrite`. */
  'saved_view.save': z.object({
    dataset,
    name,
    view: viewSchema,
    ...about,
    overwrite: z.boolean().default(false)
  }),
  /** By name or slug; also notes the time. */
  'saved_view.load': z.object({ dataset, name }),
  /** What is not mentioned stays. */
  'saved_view.update': z.object({
    dataset,
    name,
    to: z.object({ name: name.optional(), ...about })
  }),
  /** Without a name: all of them. */
  'saved_view.delete': z.object({ dataset, name: name.nullish() })
} as const;

export interface ISavedViewInfo {
  name: string;
  /** The name in a form for addresses. */
  slug: string;
  description: string | null;
  color: string | null;
  /** Milliseconds since the epoch, UTC. */
  created_at: number;
  last_modified_at: number;
  last_loaded_at: number | null;
}
export interface ISavedView extends ISavedViewInfo {
  view: View;
}
export interface ISavedViewResults {
  /** By name. */
  'saved_view.list': ISavedViewInfo[];
  'saved_view.save': ISavedViewInfo;
  'saved_view.load': ISavedView;
  'saved_view.update': ISavedViewInfo;
  'saved_view.delete': { count: number };
}
