/** The view that the App asks for: that of the session, of one slice if the dataset is grouped. */
import {
  groupSlicesOf,
  viewInSlice,
  type IDatasetInfo,
  type SessionState,
  type View
} from '../../protocol';

/** The stages of the session's view as they are asked of the bridge. */
export const shownView = (dataset: IDatasetInfo, session: SessionState): View =>
  viewInSlice(session.view, dataset.properties, session.group_slice);

/** Whether every sample of the view stands for a group: of slices, or made by `group_by`. */
export function showsGroups(dataset: IDatasetInfo | null, session: SessionState | null): boolean {
  return showsDynamicGroups(session?.view ?? []) || shownSlice(dataset, session) !== null;
}

/** Whether every sample of the view stands for a group that `group_by` made. */
export function showsDynamicGroups(view: View): boolean {
  let dynamic = false;
  for (const stage of view) {
    dynamic = stage.stage === 'group_by' ? !stage.flat : dynamic && stage.stage !== 'flatten';
  }
  return dynamic;
}

/** Stages that stand in front of those of the session. */
export const addedStages = (dataset: IDatasetInfo | null, session: SessionState | null): number =>
  dataset && session ? shownView(dataset, session).length - session.view.length : 0;

/**
 * The slice that is shown, and all there are to choose from; null if the dataset is not grouped or
 * the view chooses slices itself.
 */
export function shownSlice(
  dataset: IDatasetInfo | null,
  session: SessionState | null
): { slice: string; slices: readonly string[] } | null {
  const slices = dataset && groupSlicesOf(dataset.properties);
  if (!dataset || !session || !slices) {
    return null;
  }
  const [first] = shownView(dataset, session);
  return first?.stage === 'group_slice' && first !== session.view[0]
    ? { slice: first.slice, slices }
    : null;
}
