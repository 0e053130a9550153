/** How an event changes the session state: one pure function for bridge, kernels and Apps. */
import type { SessionEvent } from './events';
import type { SessionState } from './session-state';

/** The state after the event. Never mutates its argument. */
export function reduceSession(state: SessionState, event: SessionEvent): SessionState {
  switch (event.event) {
    case 'state_update':
      return event.data.state;
    case 'refresh':
      return event.data.state ?? state;
    case 'set_view':
      // A new view may no longer show what was selected or open.
      return {
        ...state,
        view: event.data.view,
        view_name: event.data.view_name ?? null,
        selected_samples: [],
        selected_labels: [],
        sample_id: null,
        group_id: null
      };
    case 'set_config':
      return { ...state, config: { ...state.config, ...event.data.config } };
    case 'select_samples':
      return { ...state, selected_samples: event.data.samples };
    case 'select_labels':
      return { ...state, selected_labels: event.data.labels };
    case 'set_sample':
      return {
        ...state,
        sample_id: event.data.sample_id ?? null,
        group_id: event.data.group_id ?? null
      };
    case 'set_group_slice':
      return { ...state, group_slice: event.data.slice ?? null };
    case 'set_spaces':
      return { ...state, spaces: event.data.spaces };
    case 'set_plots':
      return { ...state, plots: event.data.plots };
    case 'set_color_scheme':
      return { ...state, color_scheme: event.data.color_scheme };
    case 'set_field_visibility_stage':
      return { ...state, field_visibility_stage: event.data.stage };
    case 'set_sample_selection_style':
      return { ...state, sample_selection_style: event.data.style };
    case 'set_label_selection_style':
      return { ...state, label_selection_style: event.data.style };
    default:
      return state;
  }
}
