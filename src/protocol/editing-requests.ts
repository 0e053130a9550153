/** Requests that edit the values of many samples or labels, and copy samples inside the bridge. */
import { z } from 'zod';
import { fieldSpecSchema } from './fields';
import type { IDatasetInfo } from './dataset-requests';
import { viewSchema } from './stages';

const id = z.string().length(24);
const target = { dataset: id, view: viewSchema.default([]) };
/** A field, or a dotted path inside documents or the labels of a field. */
const path = z.string().min(1).max(1000);
/** Schema additions that are made first. */
const fields = z.array(fieldSpecSchema).default([]);

/** Most rows of one `samples.set_values`: it is one transaction. */
export const MAX_SET_ROWS = 1000;
/** Most labels of one `labels.set_values`. */
export const MAX_SET_LABELS = 10_000;

export const EDITING_REQUESTS = {
  /**
   * Row numbers of the view's samples, in its order; payload: u32 little-endian each. A row number
   * stays with its sample and is never given to another one.
   */
  'view.rows': z.object(target),
  /**
   * Sets one field of samples. Payload: MessagePack `[rows: u32 little-endian each, values: list]`,
   * at most MAX_SET_ROWS rows. A path into the labels of a field takes one list per sample with one
   * value per label. Null clears, or leaves as it is with `skip_none`. All or nothing.
   */
  'samples.set_values': z.object({
    dataset: id,
    field: path,
    fields,
    skip_none: z.boolean().default(false),
    /** Without it values are stored as they are; they must still be whole. */
    validate: z.boolean().default(true)
  }),
  /**
   * Sets an attribute of single labels. `field`: path of the attribute. Payload: MessagePack
   * `[label ids: 12 bytes each, values: list]`, at most MAX_SET_LABELS. Only labels of the view;
   * unknown ids are passed over.
   */
  'labels.set_values': z.object({
    ...target,
    field: path,
    fields,
    skip_none: z.boolean().default(false),
    validate: z.boolean().default(true)
  }),
  /**
   * Deletes labels: those that the view shows, limited to what is given besides. `labels` names
   * labels together with their samples and fields.
   */
  'labels.delete': z.object({
    ...target,
    fields: z.array(path).nullish(),
    label_ids: z.array(id).nullish(),
    instance_ids: z.array(id).nullish(),
    tags: z.array(z.string()).nullish()
  }),
  /**
   * Moves the labels that the view shows from one field to another of the same class, which is made
   * if it does not exist. Labels whose id is there already take the place of the old ones.
   */
  'labels.move': z.object({ ...target, from: path, to: path }),
  /**
   * A new dataset with the samples of the view as it shows them: documents, schema, properties; for
   * a whole dataset also what is saved with it. The ids of samples stay.
   */
  'dataset.clone': z.object({
    ...target,
    name: z.string().min(1).max(100).nullish(),
    persistent: z.boolean().default(false)
  }),
  /**
   * Adds the samples of the view to the dataset `to`, with the fields they need. Samples whose ids
   * are there already are passed over; with `new_ids` all get new ids. Payload of the reply: ids of
   * the new samples, 12 bytes each.
   */
  'samples.copy': z.object({ ...target, to: id, new_ids: z.boolean().default(false) }),
  /** Brings `last_modified_at` of the dataset up to that of its samples. */
  'dataset.sync_last_modified': z.object({ dataset: id })
} as const;

export interface IEditingResults {
  'view.rows': { count: number };
  'samples.set_values': { seq: number; count: number };
  'labels.set_values': { seq: number; count: number };
  /** `count`: labels. */
  'labels.delete': { seq: number; count: number };
  'labels.move': { seq: number; count: number };
  'samples.copy': { count: number };
  'dataset.clone': IDatasetInfo;
  'dataset.sync_last_modified': IDatasetInfo;
}
