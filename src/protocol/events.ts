/**
 * Session events. Wire names are the snake_case class names of the reference system; `set_view` and
 * `set_config` are ours (the reference sends its whole state instead). Parameters stand in the order
 * of the Python classes. The bridge numbers, applies, logs, forwards
 * and acknowledges every event.
 */
import { z } from 'zod';
import { colorSchemeSchema } from './color-scheme';
import {
  appConfigChangesSchema,
  labelSelectionStyleSchema,
  sampleSelectionStyleSchema,
  selectedLabelSchema,
  selectedSampleSchema,
  sessionStateSchema
} from './session-state';
import { plotsSchema } from './plotting/plot-spec';
import { spacesSchema } from './spaces';
import { viewSchema } from './stages';

export const EVENTS = {
  /** Replaces the whole state: joining, changing dataset. */
  state_update: z.object({ state: sessionStateSchema }),
  /** As `state_update`, and everybody reads the dataset again. */
  refresh: z.object({ state: sessionStateSchema.nullish() }),
  set_view: z.object({ view: viewSchema, view_name: z.string().nullish() }),
  /** Ours: settings of the App that changed; the others stay. */
  set_config: z.object({ config: appConfigChangesSchema }),
  select_samples: z.object({ samples: z.array(selectedSampleSchema) }),
  select_labels: z.object({ labels: z.array(selectedLabelSchema) }),
  set_sample: z.object({ group_id: z.string().nullish(), sample_id: z.string().nullish() }),
  set_group_slice: z.object({ slice: z.string().nullish() }),
  set_spaces: z.object({ spaces: spacesSchema.nullable() }),
  /** Ours: the plots attached to the session. */
  set_plots: z.object({ plots: plotsSchema }),
  set_color_scheme: z.object({ color_scheme: colorSchemeSchema }),
  set_dataset_color_scheme: z.object({}),
  set_field_visibility_stage: z.object({
    stage: z.record(z.string(), z.unknown()).nullable().default(null)
  }),
  set_sample_selection_style: z.object({ style: sampleSelectionStyleSchema }),
  set_label_selection_style: z.object({ style: labelSelectionStyleSchema }),
  /**
   * Kernel → App: capture yourself and become a picture. `subscription` null means every live App
   * of the session; `scale` is device pixels per CSS pixel; `max_bytes` limits the picture's file,
   * which loses colours, then scale, to fit.
   */
  deactivate_notebook_cell: z.object({
    subscription: z.string().nullish(),
    scale: z.number().min(0.25).max(4).nullish(),
    format: z.enum(['png', 'jpeg', 'webp']).nullish(),
    max_bytes: z.int().min(10_000).nullish()
  }),
  /**
   * App → kernel: the picture is in the document (`error` null), or why it is not. `src` is a data
   * URI; width and height are CSS pixels.
   */
  capture_notebook_cell: z.object({
    subscription: z.string(),
    src: z.string().nullish(),
    width: z.number().default(0),
    height: z.number().nullish(),
    error: z.string().nullish(),
    /** The App is in a page that has no cells, such as a browser tab of its own. */
    no_cell: z.boolean().nullish()
  }),
  /** A frozen cell became live again; `subscription` is that cell's. */
  reactivate_notebook_cell: z.object({ subscription: z.string() }),
  close_session: z.object({}),
  /** Number of Apps connected to the session. */
  app_count_update: z.object({ count: z.int().min(0) }),
  ping: z.object({})
} as const;

export type EventName = keyof typeof EVENTS;
export type EventData<Name extends EventName> = z.infer<(typeof EVENTS)[Name]>;
export const EVENT_NAMES = Object.keys(EVENTS) as [EventName, ...EventName[]];

/** An event with its data, as one discriminated union. */
export type SessionEvent = {
  [Name in EventName]: { event: Name; data: EventData<Name> };
}[EventName];

/** Events that change no state: they are delivered and acknowledged, but not kept in the state. */
export const TRANSIENT_EVENTS: readonly EventName[] = [
  'deactivate_notebook_cell',
  'capture_notebook_cell',
  'reactivate_notebook_cell',
  'close_session',
  'app_count_update',
  'set_dataset_color_scheme',
  'ping'
];
