/** Requests that change the fields of a dataset: what they are called, what they hold and mean. */
import { z } from 'zod';
import type { IFieldSpec } from './fields';
import type { IDatasetInfo } from './dataset-requests';
import { viewSchema } from './stages';

const dataset = z.string().length(24);
/** A field, or a dotted path inside documents or the labels of a field. */
const path = z.string().min(1).max(1000);
const paths = z.array(path).min(1).max(1000);

export const FIELD_REQUESTS = {
  /** Old path → new path. Schema, values and the App's configuration change at once. */
  'dataset.rename_fields': z.object({ dataset, fields: z.record(path, path) }),
  /** Path → new path. Only samples of the view get a value. */
  'dataset.clone_fields': z.object({
    dataset,
    view: viewSchema.default([]),
    fields: z.record(path, path)
  }),
  /** Clears values; the fields stay. */
  'dataset.clear_fields': z.object({ dataset, view: viewSchema.default([]), fields: paths }),
  /** Deletes fields with their values. Paths inside documents need not be declared. */
  'dataset.delete_fields': z.object({ dataset, fields: paths }),
  /** Takes attributes out of the schema; their values stay. */
  'dataset.undeclare_fields': z.object({ dataset, fields: paths }),
  /** What is said of a field; parts that are absent stay as they are. */
  'dataset.describe_field': z.object({
    dataset,
    field: path,
    description: z.string().nullish(),
    info: z.record(z.string(), z.unknown()).nullish(),
    read_only: z.boolean().optional()
  }),
  /**
   * The attributes of documents and labels that nobody declared, found in the samples of the view:
   * `{path: fields}`, several fields where values are of several types. `fields`: only inside
   * these; `recursive`: also inside documents that are themselves undeclared.
   */
  'dataset.dynamic_fields': z.object({
    dataset,
    view: viewSchema.default([]),
    fields: z.array(path).nullish(),
    recursive: z.boolean().default(true)
  })
} as const;

export interface IFieldResults {
  'dataset.rename_fields': IDatasetInfo;
  'dataset.clone_fields': IDatasetInfo;
  'dataset.clear_fields': IDatasetInfo;
  'dataset.delete_fields': IDatasetInfo;
  'dataset.undeclare_fields': IDatasetInfo;
  'dataset.describe_field': IDatasetInfo;
  'dataset.dynamic_fields': Record<string, IFieldSpec[]>;
}
