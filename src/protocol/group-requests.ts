/** Requests about the groups that `group_by` made in a view. */
import { z } from 'zod';
import { viewSchema } from './stages';

const target = { dataset: z.string().length(24), view: viewSchema };

export const GROUP_REQUESTS = {
  /** How many samples the groups have that the samples `start … start + count` of the view stand for. */
  'group.sizes': z.object({
    ...target,
    start: z.int().min(0).default(0),
    count: z.int().min(1).max(10_000).default(500)
  }),
  /** The samples of the group that a sample of the view stands for, at most `count` from `start`. */
  'group.members': z.object({
    ...target,
    sample_id: z.string().length(24),
    start: z.int().min(0).default(0),
    count: z.int().min(1).max(10_000).default(1000)
  })
} as const;

export interface IGroupResults {
  /** Null if the view shows no such groups. */
  'group.sizes': { sizes: number[] | null };
  /** `total` samples in the group, in their order. */
  'group.members': { ids: string[]; start: number; total: number };
}
