/** What becomes of a session whose dataset was renamed or deleted. */
import type { SessionState } from '../../protocol';

/** The state that follows, or null if nothing changes. `found` is the dataset now, null if deleted. */
export function followDataset(
  state: SessionState,
  found: { name: string } | null
): SessionState | null {
  if (found) {
    return found.name === state.dataset ? null : { ...state, dataset: found.name };
  }
  return {
    ...state,
    dataset: null,
    view: [],
    view_name: null,
    selected_samples: [],
    selected_labels: [],
    sample_id: null,
    group_id: null,
    group_slice: null
  };
}
