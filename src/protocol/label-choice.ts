/** Which labels a stage or a request means. */
import { z } from 'zod';

/** A label by its id, and where it is; what else a selection says of it is left out. */
export const labelReferenceSchema = z.object({
  label_id: z.string().min(1).max(64),
  sample_id: z.string().max(64).nullish(),
  field: z.string().min(1).max(1000)
});

export type LabelReference = z.infer<typeof labelReferenceSchema>;

const ids = z.array(z.string().min(1).max(64));

/**
 * Those that fulfil everything that is not null. `instance_ids` are ids of the `instance` of a
 * label; a label has one of `tags` if it has any of them.
 */
export const labelChoice = {
  labels: z.array(labelReferenceSchema).nullish(),
  ids: ids.nullish(),
  instance_ids: ids.nullish(),
  tags: z.array(z.string()).nullish(),
  /** Label fields; null means those of `labels`, or else all. */
  fields: z.array(z.string().min(1).max(1000)).nullish()
};
