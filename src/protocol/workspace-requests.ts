/** Requests about the workspaces of a dataset: layouts of panels that were saved under a name. */
import { z } from 'zod';
import { spacesSchema, type ISpace } from './spaces';

const dataset = z.string().length(24);
const name = z.string().min(1).max(100);
const about = {
  description: z.string().max(10_000).nullish(),
  /** A CSS colour. */
  color: z.string().max(100).nullish()
};

export const WORKSPACE_REQUESTS = {
  'workspace.list': z.object({ dataset }),
  /** A name that is taken is a `conflict`, unless `overwrite`. */
  'workspace.save': z.object({
    dataset,
    name,
    spaces: spacesSchema,
    ...about,
    overwrite: z.boolean().default(false)
  }),
  'workspace.load': z.object({ dataset, name }),
  /** What is not mentioned stays. */
  'workspace.update': z.object({
    dataset,
    name,
    to: z.object({ name: name.optional(), ...about })
  }),
  /** Without a name: all of them. */
  'workspace.delete': z.object({ dataset, name: name.nullish() })
} as const;

export interface IWorkspaceInfo {
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
export interface IWorkspaceResults {
  /** By name. */
  'workspace.list': IWorkspaceInfo[];
  'workspace.save': IWorkspaceInfo;
  'workspace.load': IWorkspaceInfo & { spaces: ISpace };
  'workspace.update': IWorkspaceInfo;
  'workspace.delete': { count: number };
}
