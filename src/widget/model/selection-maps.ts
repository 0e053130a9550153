/** The selection by id, for looking up. */
import type { SessionState } from '../../protocol';
import type { IAppState } from './app-state';

/** What is selected now, where that is not what was selected before. */
export function selectionMaps(
  before: SessionState | null,
  now: SessionState
): Partial<Pick<IAppState, 'selected' | 'selectedLabels'>> {
  const { selected_samples: samples, selected_labels: labels } = now;
  return {
    ...(before?.selected_samples === samples
      ? {}
      : { selected: new Map(samples.map(({ id, type }) => [id, type])) }),
    ...(before?.selected_labels === labels
      ? {}
      : { selectedLabels: new Map(labels.map(label => [label.label_id, label])) })
  };
}
