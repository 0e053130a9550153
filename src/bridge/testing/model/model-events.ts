/** Events of every kind, each with a mark of its own, so that one applied twice is recognised. */
import {
  LABEL_SELECTION_STYLES,
  SAMPLE_SELECTION_STYLES,
  sessionStateSchema,
  type EventName,
  type SessionState
} from '../../../protocol';
import { fakeId } from '../fake-data-service';

export const DATASETS = ['birds', 'fish'] as const;

type Make = (mark: number, state: SessionState) => unknown;

/** The event's data; defaults are left out here and there, as clients do. */
const MAKE: Record<Exclude<EventName, 'close_session' | 'app_count_update'>, Make> = {
  state_update: (mark, state) => ({
    state: { ...state, dataset: DATASETS[mark % 2], view: [], view_name: `v${mark}` }
  }),
  refresh: (mark, state) =>
    mark % 2 ? {} : { state: { ...state, view: [], group_slice: `refreshed-${mark}` } },
  set_view: mark => ({ view: [{ stage: 'limit', limit: mark }] }),
  set_config: mark => ({ config: { plugins: { mark } } }),
  set_plots: mark => ({
    plots: [
      {
        name: `plot ${mark}`,
        spec: { kind: 'categorical_histogram', path: 'tags', limit: 1 + (mark % 100) }
      }
    ]
  }),
  select_samples: mark => ({ samples: [{ id: fakeId(mark) }, { id: fakeId(1), type: 'alt' }] }),
  select_labels: mark => ({
    labels: [{ label_id: fakeId(mark), sample_id: fakeId(1), field: 'things' }]
  }),
  set_sample: mark => ({ sample_id: fakeId(mark) }),
  set_group_slice: mark => ({ slice: `slice-${mark}` }),
  set_spaces: mark => ({
    spaces: {
      component_id: 'root',
      children: [{ component_id: `panel-${mark}`, type: 'Samples', state: { mark } }]
    }
  }),
  set_color_scheme: mark => ({ color_scheme: { color_pool: [`#${fakeId(mark).slice(-6)}`] } }),
  set_dataset_color_scheme: () => ({}),
  set_field_visibility_stage: mark => ({ stage: { mark } }),
  set_sample_selection_style: mark => ({
    style: { default: SAMPLE_SELECTION_STYLES[mark % SAMPLE_SELECTION_STYLES.length] }
  }),
  set_label_selection_style: mark => ({
    style: { alt: LABEL_SELECTION_STYLES[mark % LABEL_SELECTION_STYLES.length] }
  }),
  deactivate_notebook_cell: mark => ({ subscription: `cell-${mark}` }),
  capture_notebook_cell: mark => ({ subscription: `cell-${mark}`, width: 10, src: 'data:,' }),
  reactivate_notebook_cell: mark => ({ subscription: `cell-${mark}` }),
  ping: () => ({})
};
export type ModelEvent = keyof typeof MAKE;
export const MODEL_EVENTS = Object.keys(MAKE) as ModelEvent[];

export const eventData = (event: ModelEvent, mark: number, state: SessionState): unknown =>
  MAKE[event](mark, state);

/** Events that the bridge has to refuse. */
export const REFUSED: readonly { event: EventName; data: unknown }[] = [
  { event: 'set_view', data: { view: [{ stage: 'exists', field: 'no_such_field' }] } },
  { event: 'set_view', data: { view: [{ stage: 'limit', limit: 'many' }] } },
  { event: 'select_samples', data: { samples: [{ id: 'nothing' }] } },
  { event: 'select_samples', data: { samples: 7 } },
  { event: 'app_count_update', data: { count: 99 } },
  {
    event: 'state_update',
    data: { state: sessionStateSchema.parse({ dataset: 'no such dataset' }) }
  }
];

/** A selection of some 100 kB. */
export const largeSelection = (mark: number): unknown => ({
  samples: Array.from({ length: 2000 }, (_, i) => ({ id: fakeId(mark + i), type: 'default' }))
});
