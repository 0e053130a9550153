/** The state that a kernel and any number of Apps share. The bridge owns it. */
import { z } from 'zod';
import { colorBySchema, colorSchemeSchema } from './color-scheme';
import { plotsSchema } from './plotting/plot-spec';
import { spacesSchema } from './spaces';
import { viewSchema } from './stages';

export const selectionTypeSchema = z.enum(['default', 'alt']);
export type SelectionType = z.infer<typeof selectionTypeSchema>;
export const selectedSampleSchema = z.object({
  id: z.string(),
  type: selectionTypeSchema.default('default')
});
export type SelectedSample = z.infer<typeof selectedSampleSchema>;

export const selectedLabelSchema = z.object({
  label_id: z.string(),
  field: z.string(),
  sample_id: z.string(),
  frame_number: z.int().nullish(),
  instance_id: z.string().nullish(),
  type: selectionTypeSchema.nullish()
});
export type SelectedLabel = z.infer<typeof selectedLabelSchema>;

/** Labels that can be selected at once: the selection is part of what every client is sent. */
export const MAX_SELECTED_LABELS = 100_000;

/** Icons of selected samples and outlines of selected labels. */
export const SAMPLE_SELECTION_STYLES = [
  'checkmark',
  'green-checkmark',
  'red-checkmark',
  'thumbsup',
  'thumbsdown',
  'pin',
  'star',
  'x',
  'bookmark'
] as const;
export const LABEL_SELECTION_STYLES = ['dashed', 'dashed-green', 'dashed-red'] as const;
const sampleStyle = z.enum(SAMPLE_SELECTION_STYLES).default('checkmark');
const labelStyle = z.enum(LABEL_SELECTION_STYLES).default('dashed');
export const sampleSelectionStyleSchema = z.object({ default: sampleStyle, alt: sampleStyle });
export const labelSelectionStyleSchema = z.object({ default: labelStyle, alt: labelStyle });
export type SampleSelectionStyle = z.infer<typeof sampleSelectionStyleSchema>;
export type LabelSelectionStyle = z.infer<typeof labelSelectionStyleSchema>;

/** Settings of the App. `color_*`, `opacity` … of a session's colour scheme win over these. */
export const appConfigSchema = z.object({
  color_by: colorBySchema.default('value'),
  /** Null is the built-in palette. */
  color_pool: z.array(z.string().max(100)).max(1000).nullable().default(null),
  /** Name of the colour scale of heat maps. */
  colorscale: z.string().max(100).default('viridis'),
  default_query_performance: z.boolean().default(true),
  disable_frame_filtering: z.boolean().default(false),
  enable_query_performance: z.boolean().default(true),
  grid_zoom: z.number().min(0).max(10).default(5),
  loop_videos: z.boolean().default(false),
  media_fallback: z.boolean().default(false),
  multicolor_keypoints: z.boolean().default(false),
  notebook_height: z.int().min(100).max(10000).default(600),
  /** Settings of plugins by the plugin's name. */
  plugins: z.record(z.string(), z.unknown()).default({}),
  /** Address of a proxy that `session.url` goes through. */
  proxy_url: z.string().max(2000).nullable().default(null),
  show_confidence: z.boolean().default(true),
  show_index: z.boolean().default(true),
  show_label: z.boolean().default(true),
  show_skeletons: z.boolean().default(true),
  show_tooltip: z.boolean().default(true),
  theme: z.enum(['browser', 'dark', 'light']).default('browser'),
  use_frame_number: z.boolean().default(false)
});
export type AppConfig = z.infer<typeof appConfigSchema>;

/** Some of the settings; what is missing does not get its default. */
export const appConfigChangesSchema = z.object(
  Object.fromEntries(
    Object.entries(appConfigSchema.shape).map(([name, schema]) => [
      name,
      (schema as z.ZodDefault<z.ZodType>).unwrap().optional()
    ])
  )
) as unknown as z.ZodType<Partial<AppConfig>>;

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
  /** The layout of panels; null is the grid of samples alone. */
  spaces: spacesSchema.nullable().default(null),
  color_scheme: colorSchemeSchema.nullable().default(null),
  sample_selection_style: sampleSelectionStyleSchema.prefault({}),
  label_selection_style: labelSelectionStyleSchema.prefault({}),
  /** Fields whose labels the App draws: null means all. */
  field_visibility_stage: z.record(z.string(), z.unknown()).nullable().default(null),
  /** Plots attached to the session. */
  plots: plotsSchema.default([]),
  config: appConfigSchema.prefault({})
});
export type SessionState = z.infer<typeof sessionStateSchema>;
