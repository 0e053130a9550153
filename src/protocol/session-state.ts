/** The state that a kernel and any number of Apps share. The bridge owns it. */
import { z } from 'zod';
import { viewSchema } from './stages';

export const selectionTypeSchema = z.enum(['default', 'alt']);
export const selectedSampleSchema = z.object({
  id: z.string(),
  type: selectionTypeSchema.default('default')
});
export type SelectedSample = z.infer<typeof selectedSampleSchema>;

export const selectedLabelSchema = z.object({
  label_id: z.string(),
  sample_id: z.string(),
  field: z.string(),
  frame_number: z.int().nullish(),
  instance_id: z.string().nullish(),
  type: selectionTypeSchema.nullish()
});
export type SelectedLabel = z.infer<typeof selectedLabelSchema>;

export const colorSchemeSchema = z.looseObject({
  color_pool: z.array(z.string()).nullish(),
  color_by: z.enum(['field', 'instance', 'value']).nullish(),
  opacity: z.number().min(0).max(1).nullish(),
  multicolor_keypoints: z.boolean().nullish(),
  show_skeletons: z.boolean().nullish(),
  fields: z.array(z.looseObject({ path: z.string() })).nullish()
});
export type ColorScheme = z.infer<typeof colorSchemeSchema>;

export const appConfigSchema = z.object({
  color_by: z.enum(['field', 'instance', 'value']).default('value'),
  grid_zoom: z.number().min(0).max(10).default(5),
  notebook_height: z.int().min(100).max(10000).default(600),
  show_confidence: z.boolean().default(true),
  show_index: z.boolean().default(true),
  show_label: z.boolean().default(true),
  show_skeletons: z.boolean().default(true),
  show_tooltip: z.boolean().default(true),
  theme: z.enum(['browser', 'dark', 'light']).default('browser')
});
export type AppConfig = z.infer<typeof appConfigSchema>;

export const selectionStyleSchema = z.object({ default: z.string(), alt: z.string() });

export const sessionStateSchema = z.object({
  /** Name of the dataset, or null. */
  dataset: z.string().nullable().default(null),
  view: viewSchema.default([]),
  view_name: z.string().nullable().default(null),
  selected_samples: z.array(selectedSampleSchema).default([]),
  selected_labels: z.array(selectedLabelSchema).default([]),
  /** The sample open in the viewer. */
  sample_id: z.string().nullable().default(null),
  group_id: z.string().nullable().default(null),
  group_slice: z.string().nullable().default(null),
  spaces: z.record(z.string(), z.unknown()).nullable().default(null),
  color_scheme: colorSchemeSchema.nullable().default(null),
  sample_selection_style: selectionStyleSchema.default({ default: 'checkmark', alt: 'checkmark' }),
  label_selection_style: selectionStyleSchema.default({ default: 'dashed', alt: 'dashed' }),
  /** Fields whose labels the App draws: null means all. */
  field_visibility_stage: z.record(z.string(), z.unknown()).nullable().default(null),
  config: appConfigSchema.prefault({})
});
export type SessionState = z.infer<typeof sessionStateSchema>;
