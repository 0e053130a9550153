/** Requests about datasets as a whole: `dataset.*`. */
import { z } from 'zod';
import { colorSchemeSchema } from './color-scheme';
import {
  datasetPropertiesSchema,
  mediaTypeSchema,
  type DatasetProperties,
  type MediaType
} from './dataset-properties';
import { fieldSpecSchema, type IFieldSpec } from './fields';
import { viewSchema } from './stages';

const dataset = z.string().length(24);
const name = z.string().min(1).max(100);
const json = z.record(z.string(), z.unknown());

export const DATASET_REQUESTS = {
  'dataset.list': z.object({ pattern: z.string().nullish() }),
  'dataset.create': z.object({
    name: name.nullish(),
    persistent: z.boolean().default(false),
    overwrite: z.boolean().default(false)
  }),
  /** By name or id; result `DatasetInfo`. Also starts watching it (`dataset_change` messages). */
  'dataset.load': z.object({ name }),
  /** What `dataset.load` answers, without marking the dataset as loaded. */
  'dataset.describe': z.object({ dataset }),
  'dataset.delete': z.object({ dataset }),
  'dataset.update': z.object({
    dataset,
    name: name.optional(),
    persistent: z.boolean().optional(),
    description: z.string().nullish(),
    tags: z.array(z.string()).optional(),
    info: json.optional(),
    app_config: json.optional(),
    /** Only while there is no sample. */
    media_type: mediaTypeSchema.nullish(),
    /** Properties that are named take the place of those that were; others stay. */
    properties: datasetPropertiesSchema.partial().optional(),
    color_scheme: colorSchemeSchema.nullish()
  }),
  'dataset.add_fields': z.object({ dataset, fields: z.array(fieldSpecSchema) }),
  /** Samples of a view, and bytes of their documents as they are stored. */
  'dataset.stats': z.object({ dataset, view: viewSchema.default([]) }),
  'dataset.watch': z.object({ dataset, watch: z.boolean().default(true) })
} as const;

export interface IDatasetInfo {
  id: string;
  name: string;
  slug: string;
  persistent: boolean;
  media_type: MediaType | null;
  description: string | null;
  tags: string[];
  info: Record<string, unknown>;
  app_config: Record<string, unknown>;
  properties: DatasetProperties;
  /** Id of the dataset that this one is derived from (patches, frames …), or null. */
  source: string | null;
  /** Milliseconds since the epoch, UTC. */
  created_at: number;
  last_modified_at: number;
  last_loaded_at: number | null;
  /** Samples in the dataset. */
  count: number;
  /** Operation-log number of its latest change. */
  seq: number;
  fields: IFieldSpec[];
}

export interface IDatasetResults {
  'dataset.list': IDatasetInfo[];
  'dataset.create': IDatasetInfo;
  'dataset.load': IDatasetInfo;
  'dataset.describe': IDatasetInfo;
  'dataset.delete': Record<string, never>;
  'dataset.update': IDatasetInfo;
  'dataset.add_fields': IDatasetInfo;
  'dataset.stats': { count: number; samples_bytes: number; frames_bytes: number };
  'dataset.watch': Record<string, never>;
}
